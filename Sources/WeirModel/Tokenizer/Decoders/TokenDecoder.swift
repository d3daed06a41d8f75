/// How the texts of tokens become one text again; each case does what the class of its name in Hugging Face tokenizers does.
indirect enum TokenDecoder: Sendable {
  /// Tokens `<0x..>` to bytes; runs of them that are not UTF-8 to one U+FFFD each.
  case byteFallback
  /// Visible characters back to bytes; what is not UTF-8 becomes U+FFFD.
  case byteLevel
  case fuse
  case metaspace(Metaspace)
  case replace(TokenPattern, String)
  case sequence([TokenDecoder])
  case strip(Unicode.Scalar, start: Int, stop: Int)
  /// The mark of a word's end to a blank.
  case suffix(String)
  case wordPiece(prefix: String, cleansUp: Bool)

  /// The pieces of the text, which are joined without anything between them.
  func decode(_ tokens: [String]) -> [String] {
    switch self {
    case .byteFallback: return Self.joiningBytes(tokens)
    case .byteLevel: return [String(decoding: tokens.flatMap(Self.bytes), as: UTF8.self)]
    case .fuse: return [tokens.joined()]
    case .metaspace(let metaspace):
      return tokens.enumerated().map { index, token in
        Self.replacing(
          metaspace.replacement, in: token, by: index == 0 && metaspace.prepending != .never ? nil : " ")
      }
    case .replace(let pattern, let content): return tokens.map { Self.replacing(pattern, in: $0, by: content) }
    case .sequence(let parts): return parts.reduce(tokens) { $1.decode($0) }
    case .strip(let scalar, let start, let stop): return tokens.map { Self.stripped($0, scalar, start, stop) }
    case .suffix(let suffix):
      return tokens.enumerated().map { index, token in
        Self.replacing(suffix, in: token, by: index == tokens.count - 1 ? "" : " ")
      }
    case .wordPiece(let prefix, let cleansUp):
      return tokens.enumerated().map { index, token in
        var token = token
        if index > 0 { token = Self.dropping(prefix, from: token) ?? " " + token }
        return cleansUp ? Self.cleanedUp(token) : token
      }
    }
  }

  /// A token's text where it stands within a longer one, so that nothing is stripped at its edges.
  func label(_ token: String) -> String {
    switch self {
    case .byteFallback: return Self.joiningBytes([token]).joined()
    case .byteLevel: return String(decoding: Self.bytes(of: token), as: UTF8.self)
    case .fuse, .strip, .wordPiece: return token
    case .metaspace(let metaspace): return Self.replacing(metaspace.replacement, in: token, by: " ")
    case .replace(let pattern, let content): return Self.replacing(pattern, in: token, by: content)
    case .sequence(let parts): return parts.reduce(token) { $1.label($0) }
    case .suffix(let suffix): return Self.replacing(suffix, in: token, by: " ")
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
