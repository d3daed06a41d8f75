/// What SentencePiece itself makes of a text before it cuts it: characters mapped, blanks folded, each blank a mark.
///
/// Hugging Face's conversions come near it and differ in combined characters and in blanks at the ends.
struct SentencePieceNormalizer: Sendable {
  let map: CharactersMap?
  /// Takes blanks at both ends away and makes one of a run.
  let foldsBlanks: Bool
  /// Texts that stay as they are: the symbols that a user defined.
  let kept: TokenSearch

  func apply(_ text: AlignedText) -> AlignedText {
    let mapped = map.map { replaced(text, $0) } ?? text
    return (foldsBlanks ? Self.folded(mapped) : mapped).mapped { $0 == 0x20 ? 0x2581 : $0 }
  }

  /// From left to right, the longest text that the map knows gives way to its replacement.
  private func replaced(_ text: AlignedText, _ map: CharactersMap) -> AlignedText {
    var bytes: [UInt8] = []
    var starts: [Int] = []
    for scalar in text.scalars {
      starts.append(bytes.count)
      scalar.appendUTF8(to: &bytes)
    }
    starts.append(bytes.count)
    var result = AlignedText()
    result.reserve(text.count)
    var index = 0
    while index < text.count {
      if let end = kept.longestMatch(text.scalars, at: index) {
        result.append(text, index..<end)
        index = end
        continue
      }
      guard let match = map.longestMatch(in: bytes, from: starts[index]) else {
        result.append(text.scalars[index], like: text, at: index)
        index += 1
        continue
      }
      var last = index
      while starts[last + 1] < match.end { last += 1 }
      for scalar in match.replacement { result.append(scalar, text.starts[index], text.ends[last]) }
      index = last + 1
    }
    return result
  }

  private static func folded(_ text: AlignedText) -> AlignedText {
    var result = AlignedText()
    result.reserve(text.count)
    var end = text.count
    // At the end, characters that look like marks go as well.
    while end > 0, text.scalars[end - 1] == 0x20 || text.scalars[end - 1] == 0x2581 { end -= 1 }
    var wasBlank = true
    for index in 0..<end {
      let isBlank = text.scalars[index] == 0x20
      if !isBlank || !wasBlank { result.append(text.scalars[index], like: text, at: index) }
      wasBlank = isBlank
    }
    return result
  }
}
