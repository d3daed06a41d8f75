/// Digests of the style sheet and the script, by which a page's policy allows them and nothing else; a test computes them
/// anew and says what to write here.
enum PageDigests {
  static let style = "sha256-jHoj7NE59Jhv3v62oHfWRCe4KLZ9m+zr0eXrK60gWzc="
  static let script = "sha256-kqdnZ4G0jhbpcb0+bM1Jl2Gzd1okk2lgpNPI0Gg2kNQ="
}
