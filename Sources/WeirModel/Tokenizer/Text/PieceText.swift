import WeirText

/// A text cut into pieces: words on their way to the model, and added tokens that are found already.
struct PieceText: Sendable {
  struct Piece: Sendable {
    var lower: Int
    var upper: Int
    /// The added token that this piece is, or nil for a piece that the model still has to cut.
    var token: Int?

    init(_ lower: Int, _ upper: Int, token: Int? = nil) {
      self.lower = lower
      self.upper = upper
      self.token = token
    }

    var range: Range<Int> { lower..<upper }
  }

  private(set) var text: AlignedText
  private(set) var pieces: [Piece]

  init(_ text: AlignedText) {
    self.text = text
    self.pieces = [Piece(0, text.count)]
  }

  /// Cuts every open piece into the parts of its range that `cut` appends in order; empty ones vanish.
  mutating func split<Problem: Error>(_ cut: ([UInt32], Range<Int>, inout [Piece]) throws(Problem) -> Void)
    throws(Problem)
  {
    var result: [Piece] = []
    result.reserveCapacity(pieces.count * 2)
    for (place, piece) in pieces.enumerated() {
      if place & 0xFFF == 0xFFF, Interrupt.isRequested { break }
      guard piece.token == nil else {
        result.append(piece)
        continue
      }
      let first = result.count
      try cut(text.scalars, piece.range, &result)
      if result[first...].contains(where: { $0.lower == $0.upper }) {
        let kept = result[first...].filter { $0.lower < $0.upper }
        result.replaceSubrange(first..., with: kept)
      }
    }
    pieces = result
  }

  /// Replaces the text of every open piece.
  mutating func rewrite<Problem: Error>(_ change: (AlignedText) throws(Problem) -> AlignedText) throws(Problem) {
    try rewrite { source, range, target throws(Problem) in
      let result = try change(source.slice(range))
      target.append(result, 0..<result.count)
    }
  }

  /// Replaces the text of every open piece; `change` appends the new text of a range.
  mutating func rewrite<Problem: Error>(
    _ change: (AlignedText, Range<Int>, inout AlignedText) throws(Problem) -> Void
  ) throws(Problem) {
    var result = AlignedText()
    result.reserve(text.count * 2)
    for index in pieces.indices {
      if index & 0xFFF == 0xFFF, Interrupt.isRequested {
        pieces.removeSubrange(index...)
        break
      }
      let lower = result.count
      if pieces[index].token == nil {
        try change(text, pieces[index].range, &result)
      } else {
        result.append(text, pieces[index].range)
      }
      pieces[index].lower = lower
      pieces[index].upper = result.count
    }
    text = result
    pieces.removeAll { $0.lower == $0.upper && $0.token == nil }
  }
}
