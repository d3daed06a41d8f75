import WeirText

/// A word while its pairs are being merged: a linked list of tokens.
struct BytePairWord {
  private struct Symbol {
    var token: Int32
    var previous: Int32
    var next: Int32
    /// Bytes of the word that it covers; 0 once it has been merged into its left neighbour.
    var length: Int32
  }

  private struct Candidate {
    /// Rank in the upper half, position in the lower: the order in which merges happen.
    let order: UInt64
    let result: Int32
  }

  private var symbols: [Symbol] = []

  init(capacity: Int) { symbols.reserveCapacity(capacity) }

  mutating func append(_ token: Int32, length: Int) {
    let index = Int32(symbols.count)
    if index > 0 { symbols[Int(index) - 1].next = index }
    symbols.append(Symbol(token: token, previous: index - 1, next: -1, length: Int32(length)))
  }

  func appendTokens(to tokens: inout [ModelToken]) {
    var position = 0
    for symbol in symbols where symbol.length > 0 {
      if tokens.count & 0xFFFF == 0xFFFF, Interrupt.isRequested { break }
      tokens.append(
        ModelToken(number: Int(symbol.token), lower: position, upper: position + Int(symbol.length)))
      position += Int(symbol.length)
    }
  }

  /// Merges until no pair of neighbours has a merge.
  mutating func mergeAll(by merges: MergeTable) {
    if symbols.count <= Self.scanLimit { mergeByScanning(merges) } else { mergeByHeap(merges) }
  }

  /// Up to this length looking at every pair again costs less than keeping a heap (measured on English).
  private static let scanLimit = 24

  mutating func mergeByScanning(_ merges: MergeTable) {
    guard symbols.count > 1 else { return }
    // The merge of each symbol with its right neighbour.
    var candidates = [(rank: UInt32, result: Int32)?](repeating: nil, count: symbols.count)
    for index in 0..<(symbols.count - 1) {
      candidates[index] = merges.merge(symbols[index].token, symbols[index + 1].token)
    }
    while true {
      var best = -1
      var lowest = UInt32.max
      for (index, candidate) in candidates.enumerated() {
        if let candidate, candidate.rank < lowest || best < 0 { (best, lowest) = (index, candidate.rank) }
      }
      guard best >= 0, let candidate = candidates[best] else { return }
      join(best, candidate.result)
      candidates.remove(at: best + 1)
      // In this form the list is contiguous: the joined neighbour leaves the array.
      symbols.remove(at: best + 1)
      candidates[best] = best + 1 < symbols.count ? merges.merge(symbols[best].token, symbols[best + 1].token) : nil
      if best > 0 { candidates[best - 1] = merges.merge(symbols[best - 1].token, symbols[best].token) }
    }
  }

  private mutating func join(_ index: Int, _ result: Int32) {
    symbols[index].token = result
    symbols[index].length += symbols[index + 1].length
  }

  mutating func mergeByHeap(_ merges: MergeTable) {
    var heap = MinimumHeap<Candidate> { $0.order < $1.order }
    func consider(_ left: Int32, _ right: Int32, _ symbols: [Symbol]) {
      guard left >= 0, right >= 0 else { return }
      if let merge = merges.merge(symbols[Int(left)].token, symbols[Int(right)].token) {
        heap.push(Candidate(order: UInt64(merge.rank) << 32 | UInt64(left), result: merge.result))
      }
    }
    for index in 1..<symbols.count {
      if index & 0xFFFF == 0, Interrupt.isRequested { return }
      consider(Int32(index - 1), Int32(index), symbols)
    }
    var merged = 0
    while let top = heap.pop() {
      merged += 1
      if merged & 0xFFF == 0, Interrupt.isRequested { return }
      let left = Int32(truncatingIfNeeded: top.order)
      let symbol = symbols[Int(left)]
      guard symbol.length > 0, symbol.next >= 0 else { continue }
      let right = symbols[Int(symbol.next)]
      // An entry is stale when one of its tokens has been merged with another in the meantime.
      guard merges.merge(symbol.token, right.token)?.result == top.result else { continue }
      symbols[Int(left)].token = top.result
      symbols[Int(left)].length += right.length
      symbols[Int(left)].next = right.next
      symbols[Int(symbol.next)].length = 0
      if right.next >= 0 { symbols[Int(right.next)].previous = left }
      consider(symbol.previous, left, symbols)
      consider(left, right.next, symbols)
    }
  }
}
