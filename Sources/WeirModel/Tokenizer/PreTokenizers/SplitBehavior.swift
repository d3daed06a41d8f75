import WeirText

/// What becomes of a delimiter when a text is cut at it.
enum SplitBehavior: String, Sendable {
  case removed = "Removed"
  case isolated = "Isolated"
  case mergedWithPrevious = "MergedWithPrevious"
  case mergedWithNext = "MergedWithNext"
  case contiguous = "Contiguous"

  /// Appends the parts of a range that is cut at `matches`; with `inverted`, at what lies between them.
  func split(
    _ range: Range<Int>, at matches: [Range<Int>], inverted: Bool = false, into pieces: inout [PieceText.Piece]
  ) {
    var segments: [(range: Range<Int>, isMatch: Bool)] = []
    var position = range.lowerBound
    for (place, match) in matches.enumerated() {
      if place & 0xFFFF == 0xFFFF, Interrupt.isRequested { break }
      if position < match.lowerBound { segments.append((position..<match.lowerBound, inverted)) }
      segments.append((match, !inverted))
      position = match.upperBound
    }
    if position < range.upperBound { segments.append((position..<range.upperBound, inverted)) }
    for part in parts(segments) { pieces.append(PieceText.Piece(part.lowerBound, part.upperBound)) }
  }

  private func parts(_ segments: [(range: Range<Int>, isMatch: Bool)]) -> [Range<Int>] {
    switch self {
    case .isolated: return segments.map(\.range)
    case .removed: return segments.filter { !$0.isMatch }.map(\.range)
    case .contiguous: return merged(segments) { isMatch, wasMatch in isMatch == wasMatch }
    case .mergedWithPrevious: return merged(segments) { isMatch, wasMatch in isMatch && !wasMatch }
    case .mergedWithNext:
      return Array(merged(segments.reversed()) { isMatch, wasMatch in isMatch && !wasMatch }.reversed())
    }
  }

  /// Joins a segment to the one before it where `joins` says so.
  private func merged(
    _ segments: [(range: Range<Int>, isMatch: Bool)], _ joins: (Bool, Bool) -> Bool
  ) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var wasMatch = false
    for segment in segments {
      if joins(segment.isMatch, wasMatch), let last = result.last {
        result[result.count - 1] =
          min(last.lowerBound, segment.range.lowerBound)..<max(last.upperBound, segment.range.upperBound)
      } else {
        result.append(segment.range)
      }
      wasMatch = segment.isMatch
    }
    return result
  }
}
