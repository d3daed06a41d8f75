/// Digests of the style sheet and the script, by which a page's policy allows them and nothing else; a test computes them
/// anew and says what to write here.
enum PageDigests {
  static let style = "sha256-nfvKnWdfDiUeS9dRZgkpqGHnI4gGmQel+dKoWT6/l6M="
  static let script = "sha256-kqdnZ4G0jhbpcb0+bM1Jl2Gzd1okk2lgpNPI0Gg2kNQ="
}
