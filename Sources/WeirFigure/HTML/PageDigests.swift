/// Digests of the style sheet and the script, by which a page's policy allows them and nothing else; a test computes them
/// anew and says what to write here.
enum PageDigests {
  static let style = "sha256-ffqeg7a/f+zOfaE50SG/HOx3mz0mf/H1vCFWs7ZH+Lg="
  static let script = "sha256-orJQTOjK/iQj9j4M50+1eCCAgkI5YL8NJGYTKAiCc4Y="
}
