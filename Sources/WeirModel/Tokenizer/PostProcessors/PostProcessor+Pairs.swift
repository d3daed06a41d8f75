// Two texts in one prompt: `[CLS] first [SEP] second [SEP]`, each token with the segment that it belongs to.

/// A piece of what two texts become.
enum PairPiece: Sendable, Hashable {
  case first(segment: Int)
  case second(segment: Int)
  case token(Int, segment: Int)
}

extension PostProcessor {
  /// How two texts are put together; empty where the tokenizer does not say.
  var pairPieces: [PairPiece] {
    switch self {
    case .byteLevel: []
    case .frame(let first, let last, isDoubled: false):
      [
        .token(first, segment: 0), .first(segment: 0), .token(last, segment: 0), .second(segment: 1),
        .token(last, segment: 1),
      ]
    case .frame(let first, let last, isDoubled: true):
      [
        .token(first, segment: 0), .first(segment: 0), .token(last, segment: 0), .token(last, segment: 0),
        .second(segment: 0), .token(last, segment: 0),
      ]
    case .template(_, _, let pair): pair
    case .sequence(let parts): parts.lazy.map(\.pairPieces).first { !$0.isEmpty } ?? []
    }
  }
}

extension Tokenizer {
  /// Cuts two texts into the tokens of one prompt, framed as the tokenizer's own files say, with each token's segment.
  ///
  /// Where they say nothing, the second follows the first.
  public func encode(
    _ text: String, pair other: String
  ) throws(TokenizerProblem) -> (ids: [Int], segments: [Int]) {
    let first = try encode(text, addingSpecialTokens: false).ids
    let second = try encode(other, addingSpecialTokens: false).ids
    let said = postProcessor?.pairPieces ?? []
    var (ids, segments): ([Int], [Int]) = ([], [])
    for piece in said.isEmpty ? [.first(segment: 0), .second(segment: 0)] : said {
      let (part, segment) =
        switch piece {
        case .first(let segment): (first, segment)
        case .second(let segment): (second, segment)
        case .token(let id, let segment): ([id], segment)
        }
      ids += part
      segments += part.map { _ in segment }
    }
    return (ids, segments)
  }
}
