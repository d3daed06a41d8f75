/// What happens to the tokens of a text in the end.
indirect enum PostProcessor: Sendable {
  /// Leaves the white space at a token's edges out of its offsets.
  case byteLevel(addsPrefixSpace: Bool, trimsOffsets: Bool)
  case sequence([PostProcessor])

  func process(_ encoding: Encoding, tokenizer: Tokenizer, addingSpecialTokens: Bool) -> Encoding {
    switch self {
    case .byteLevel(let addsPrefixSpace, let trimsOffsets):
      return trimsOffsets ? Self.trimmed(encoding, tokenizer, addsPrefixSpace) : encoding
    case .sequence(let parts):
      return parts.reduce(encoding) {
        $1.process($0, tokenizer: tokenizer, addingSpecialTokens: addingSpecialTokens)
      }
    }
  }

  private static func trimmed(_ encoding: Encoding, _ tokenizer: Tokenizer, _ addsPrefixSpace: Bool) -> Encoding {
    var result = encoding
    for (index, id) in encoding.ids.enumerated() {
      let scalars = (tokenizer.content(of: id) ?? "").unicodeScalars
      func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == "Ġ" || CharacterClass.isSpace(scalar.value) }
      var leading = scalars.prefix(while: isBlank).count
      let trailing = scalars.reversed().prefix(while: isBlank).count
      guard leading > 0 || trailing > 0 else { continue }
      var (lower, upper) = (encoding.offsets[index].lowerBound, encoding.offsets[index].upperBound)
      if leading > 0 {
        // A single blank at the front may be the one that the pre-tokeniser added.
        if index == 0 || lower == 0, addsPrefixSpace, leading == 1 { leading = 0 }
        lower = min(lower + leading, upper)
      }
      if trailing > 0, upper >= trailing { upper = max(upper - trailing, lower) }
      result.offsets[index] = lower..<upper
    }
    return result
  }
}
