/// Pairs of lists or records that a comparison has found equal.
///
/// Values may share their parts, as after `x = [x, x]` many times over; without a memory, comparing two such values would
/// take as long as if every part were written out. Small comparisons do not pay for it.
struct EqualPairs {
  private struct Pair: Hashable {
    let a: ObjectIdentifier
    let b: ObjectIdentifier
  }

  private var steps = 0
  private var pairs: Set<Pair> = []
  private static let stepsWithoutMemory = 10_000

  /// Counts a step, and tells whether the two were found equal before.
  mutating func contains(_ a: AnyObject, _ b: AnyObject) -> Bool {
    steps += 1
    return steps > Self.stepsWithoutMemory && pairs.contains(Pair(a: ObjectIdentifier(a), b: ObjectIdentifier(b)))
  }

  /// Remembers a pair; both must live as long as the comparison.
  mutating func insert(_ a: AnyObject, _ b: AnyObject) {
    if steps > Self.stepsWithoutMemory { pairs.insert(Pair(a: ObjectIdentifier(a), b: ObjectIdentifier(b))) }
  }
}
