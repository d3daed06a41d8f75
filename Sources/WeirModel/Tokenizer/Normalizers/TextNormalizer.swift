/// How a text is made uniform before it is cut.
indirect enum TextNormalizer: Sendable {
  case sequence([TextNormalizer])

  func apply(_ text: AlignedText) -> AlignedText {
    switch self {
    case .sequence(let parts): return parts.reduce(text) { $1.apply($0) }
    }
  }
}
