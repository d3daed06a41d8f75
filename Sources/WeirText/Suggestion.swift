// Did you mean: one best candidate for a word that is not known.

/// The nearest known word to one that was typed.
public enum Suggestion {
  /// The candidate that was most likely meant, or nil when none is near.
  ///
  /// Letters' case does not count. A candidate that contains the input is nearer than one that needs edits; edits are
  /// insertions, deletions, substitutions and swaps of neighbours, at most a third of the input's length and at most
  /// three. Inputs shorter than three characters have no suggestion, and one of three counts as contained only where a
  /// word begins: `del` is no part of `current_model`. Of two as near the one that begins as the input does is taken, then the
  /// alphabet decides.
  public static func best(for input: String, among candidates: some Sequence<String>) -> String? {
    let typed = Array(input.lowercased().unicodeScalars)
    guard typed.count >= 3, typed.count <= longestInput else { return nil }
    let limit = min(3, typed.count / 3)
    var best: (rank: Rank, candidate: String)?
    for candidate in candidates where candidate != input {
      let known = Array(candidate.lowercased().unicodeScalars)
      guard known.count <= longestInput, let rank = rank(typed, known, limit) else { continue }
      if let current = best, (current.rank, current.candidate) <= (rank, candidate) { continue }
      best = (rank, candidate)
    }
    return best?.candidate
  }

  /// `did you mean `x`?`, ready for a diagnostic's help, or nothing.
  public static func help(for input: String, among candidates: some Sequence<String>) -> [String] {
    best(for: input, among: candidates).map { ["did you mean `\($0)`?"] } ?? []
  }

  /// Whether two words differ by one slip of the finger: a letter too many, too few or another, or two that are swapped.
  public static func differByOneSlip(_ a: String, _ b: String) -> Bool {
    guard abs(a.utf8.count - b.utf8.count) <= 4, a.utf8.count <= longestInput else { return false }
    return editDistance(Array(a.lowercased().unicodeScalars), Array(b.lowercased().unicodeScalars)) == 1
  }

  /// Longer words than this are no names; it bounds the work on hostile input.
  private static let longestInput = 128

  private struct Rank: Comparable {
    /// 0 equal but for case, 1 contained, 2 edited.
    let kind: Int
    let distance: Int
    /// How many characters at the beginning are the same.
    var common = 0

    static func < (a: Rank, b: Rank) -> Bool { (a.kind, a.distance, b.common) < (b.kind, b.distance, a.common) }
  }

  private static func rank(_ typed: [Unicode.Scalar], _ known: [Unicode.Scalar], _ limit: Int) -> Rank? {
    if typed == known { return Rank(kind: 0, distance: 0) }
    if contains(known, typed) { return Rank(kind: 1, distance: known.count - typed.count) }
    guard abs(known.count - typed.count) <= limit else { return nil }
    let distance = editDistance(typed, known)
    guard distance <= limit else { return nil }
    return Rank(kind: 2, distance: distance, common: zip(typed, known).prefix { $0 == $1 }.count)
  }

  private static func contains(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { place in
      let beginsWord = place == 0 || !text[place - 1].properties.isAlphabetic
      return (beginsWord || part.count > 3) && text[place...].starts(with: part)
    }
  }

  /// The Damerau–Levenshtein distance in its optimal string alignment form (no part is edited twice).
  static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforePrevious = [Int]()
    var previous = Array(0...b.count)
    for i in 0..<a.count {
      var current = [i + 1]
      for j in 0..<b.count {
        var cost = min(current[j] + 1, previous[j + 1] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforePrevious[j - 1] + 1) }
        current.append(cost)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[b.count]
  }
}
