/// Which rows a pass over several prompts needs when prompts that begin alike share the rows of their beginning.
///
/// In a decoder a position's numbers depend on the tokens up to it only, so the same beginning has the same rows:
///
///     the cat sat     rows 0 1 2
///     the cat ran     rows 0 1 3
///     the dog         rows 0 4
struct SharedPrefixes {
  /// For each prompt, the rows that it adds, with the rows of the positions before them.
  let segments: [Segment]
  /// For each prompt, the row of each of its positions.
  let rows: [[Int]]
  let rowCount: Int

  /// A place in the tree of beginnings: the row before, and the token that follows it.
  private struct Step: Hashable {
    let row: Int
    let token: Int
  }

  /// - Parameter root: what prompts must have in common beside their tokens.
  init(_ prompts: PromptBatch, root: (_ length: Int) -> Int) {
    var known: [Step: Int] = [:]
    var segments: [Segment] = []
    var rows: [[Int]] = []
    var next = 0
    for (prompt, tokens) in prompts.tokens.enumerated() {
      let start = next
      var own: [Int] = []
      own.reserveCapacity(tokens.count)
      for token in tokens {
        let step = Step(row: own.last ?? -1 - root(tokens.count), token: token)
        if let row = known[step] {
          own.append(row)
        } else {
          known[step] = next
          own.append(next)
          next += 1
        }
      }
      let first = tokens.count - (next - start)
      segments.append(
        Segment(
          run: 0, prompt: prompt, rows: start..<next, first: first,
          earlier: first > 0 ? .rows(Array(own.prefix(first))) : .none, wholeLength: tokens.count))
      rows.append(own)
    }
    self.segments = segments
    self.rows = rows
    rowCount = next
  }
}
