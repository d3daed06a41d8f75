/// A pattern as it is written, before it becomes a program.
indirect enum PatternNode: Sendable {
  case set(PatternSet)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  case repetition(PatternNode, least: Int, most: Int?, Greed)
  /// What follows matches, or does not, without being taken.
  case lookAhead(PatternNode, isNegative: Bool)
  /// The first way to match is the only one.
  case atomic(PatternNode)
  case lineStart
  case lineEnd
  case textStart
  case textEnd

  enum Greed: Sendable {
    case greedy, lazy, possessive
  }

  /// Whether it can match without taking a character.
  var canBeEmpty: Bool {
    switch self {
    case .set: false
    case .sequence(let parts): parts.allSatisfy(\.canBeEmpty)
    case .alternatives(let parts): parts.contains(where: \.canBeEmpty)
    case .repetition(let part, let least, _, _): least == 0 || part.canBeEmpty
    case .atomic(let part): part.canBeEmpty
    case .lookAhead, .lineStart, .lineEnd, .textStart, .textEnd: true
    }
  }
}

/// Why a pattern cannot be used.
struct PatternFault: Error, Equatable {
  let reason: String
}
