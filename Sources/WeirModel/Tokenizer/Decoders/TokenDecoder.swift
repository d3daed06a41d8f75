/// How the texts of tokens become one text again.
indirect enum TokenDecoder: Sendable {
  /// Visible characters back to bytes; what is not UTF-8 becomes U+FFFD.
  case byteLevel
  case sequence([TokenDecoder])

  /// The pieces of the text, which are joined without anything between them.
  func decode(_ tokens: [String]) -> [String] {
    switch self {
    case .byteLevel: return [String(decoding: tokens.flatMap(Self.bytes), as: UTF8.self)]
    case .sequence(let parts): return parts.reduce(tokens) { $1.decode($0) }
    }
  }

  /// The bytes that a token of a byte-level vocabulary stands for; a token with other characters stands for itself.
  static func bytes(of token: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in token.unicodeScalars {
      guard let byte = ByteAlphabet.byte(of: scalar.value) else { return Array(token.utf8) }
      bytes.append(byte)
    }
    return bytes
  }
}
