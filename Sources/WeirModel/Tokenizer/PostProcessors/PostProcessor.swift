import WeirText

/// What happens to the tokens of a text in the end.
indirect enum PostProcessor: Sendable {
  /// A token in front of the text and one behind it; between two texts the last stands once, or twice (RoBERTa).
  case frame(first: Int, last: Int, isDoubled: Bool = false)
  /// Leaves the white space at a token's edges out of its offsets.
  case byteLevel(addsPrefixSpace: Bool, trimsOffsets: Bool)
  case sequence([PostProcessor])
  /// Tokens in front of the text and behind it, and what two texts become, where that is said.
  case template(before: [Int], after: [Int], pair: [PairPiece] = [])

  /// Applies it; `blanks` tells how many blanks a token has at its edges, by its place and its number.
  func process(
    _ encoding: Encoding, addingSpecialTokens: Bool, blanks: (Int, Int) -> EdgeBlanks
  ) -> Encoding {
    switch self {
    case .byteLevel(let addsPrefixSpace, let trimsOffsets):
      return trimsOffsets ? Self.trimmed(encoding, addsPrefixSpace, blanks) : encoding
    case .frame(let first, let last, _):
      return addingSpecialTokens ? Self.framed(encoding, [first], [last]) : encoding
    case .template(let before, let after, _):
      return addingSpecialTokens ? Self.framed(encoding, before, after) : encoding
    case .sequence(let parts):
      return parts.reduce(encoding) {
        $1.process($0, addingSpecialTokens: addingSpecialTokens, blanks: blanks)
      }
    }
  }

  private static func framed(_ encoding: Encoding, _ before: [Int], _ after: [Int]) -> Encoding {
    Encoding(
      ids: before + encoding.ids + after,
      offsets: before.map { _ in 0..<0 } + encoding.offsets + after.map { _ in 0..<0 })
  }

  private static func trimmed(
    _ encoding: Encoding, _ addsPrefixSpace: Bool, _ blanks: (Int, Int) -> EdgeBlanks
  ) -> Encoding {
    var result = encoding
    for (index, id) in encoding.ids.enumerated() {
      if index & 0xFFF == 0xFFF, Interrupt.isRequested { break }
      var edges = blanks(index, id)
      guard edges.leading > 0 || edges.trailing > 0 else { continue }
      var (lower, upper) = (encoding.offsets[index].lowerBound, encoding.offsets[index].upperBound)
      // A single blank at the front may be the one that the pre-tokeniser added.
      if index == 0 || lower == 0, addsPrefixSpace, edges.leading == 1 { edges.leading = 0 }
      lower = min(lower + edges.leading, upper)
      if edges.trailing > 0, upper >= edges.trailing { upper = max(upper - edges.trailing, lower) }
      result.offsets[index] = lower..<upper
    }
    return result
  }
}

/// The number of blanks at the edges of a token.
struct EdgeBlanks: Sendable {
  var leading: Int
  var trailing: Int

  init(_ scalars: some BidirectionalCollection<UInt32>, isBlank: (UInt32) -> Bool) {
    leading = scalars.prefix(while: isBlank).count
    trailing = scalars.reversed().prefix(while: isBlank).count
  }

  /// Of a token of a byte-level vocabulary, whose blanks are `Ġ`.
  init(content: String) {
    self.init(content.unicodeScalars.map(\.value)) { $0 == 0x120 || CharacterClass.isSpace($0) }
  }
}
