/// How a normalised text is cut into words before the model sees it.
indirect enum PreTokenizer: Sendable {
  /// Writes bytes as visible characters, after cutting by GPT-2's pattern if `usesPattern`.
  case byteLevel(addsPrefixSpace: Bool, usesPattern: Bool)
  case sequence([PreTokenizer])

  func apply(_ text: inout PieceText) {
    switch self {
    case .byteLevel(let addsPrefixSpace, let usesPattern):
      Self.byteLevel(&text, addsPrefixSpace, usesPattern)
    case .sequence(let parts):
      for part in parts { part.apply(&text) }
    }
  }

  private static func byteLevel(_ text: inout PieceText, _ addsPrefixSpace: Bool, _ usesPattern: Bool) {
    if addsPrefixSpace {
      text.rewrite { piece in piece.scalars.first == 0x20 ? piece : piece.prepending([0x20]) }
    }
    if usesPattern { text.split(GPT2Pattern.split) }
    text.rewrite { source, range, target in
      let alphabet = ByteAlphabet.characters
      var encoded: [UInt8] = []
      for index in range {
        let scalar = source.scalars[index]
        if scalar < 0x80 {
          target.append(alphabet[Int(scalar)], like: source, at: index)
        } else {
          encoded.removeAll(keepingCapacity: true)
          scalar.appendUTF8(to: &encoded)
          for byte in encoded { target.append(alphabet[Int(byte)], like: source, at: index) }
        }
      }
    }
  }
}
