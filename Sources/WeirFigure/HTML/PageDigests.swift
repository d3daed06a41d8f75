/// Digests of the style sheet and the script, by which a page's policy allows them and nothing else; a test computes them
/// anew and says what to write here.
enum PageDigests {
  static let style = "sha256-Z5ZAej5up2SaRX7xk6KGAwP/1uYhI266KK4ow9mY3CQ="
  static let script = "sha256-nxV9T6au6AReGhcAPtSwztWpZ7Of9Kypqiq456lZerQ="
}
