import WeirText

/// The order in which values are sorted: numbers by size with nan last, strings by their characters, lists item by item.
enum Ordering {
  static func sorted(_ items: [Value], descending: Bool) throws -> [Value] {
    if let numbers = numbers(items) {
      let sorted = numbers.sorted { descending ? precedes($1, $0) : precedes($0, $1) }
      return sorted.map { .number($0) }
    }
    return try items.sorted { a, b in descending ? try isBefore(b, a) : try isBefore(a, b) }
  }

  private static func numbers(_ items: [Value]) -> [Double]? {
    var result: [Double] = []
    result.reserveCapacity(items.count)
    for item in items {
      guard case .number(let number) = item else { return nil }
      result.append(number)
    }
    return result
  }

  private static func precedes(_ a: Double, _ b: Double) -> Bool { a < b || (b.isNaN && !a.isNaN) }

  static func isBefore(_ a: Value, _ b: Value, depth: Int = 0) throws -> Bool {
    guard depth < 1_000 else { throw ValueProblem.nestedTooDeep }
    switch (a, b) {
    case (.number(let x), .number(let y)): return precedes(x, y)
    case (.string(let x), .string(let y)): return x.text < y.text
    case (.bool(let x), .bool(let y)): return !x && y
    case (.list(let x), .list(let y)):
      for (left, right) in zip(x.items, y.items) {
        if try isBefore(left, right, depth: depth + 1) { return true }
        if try isBefore(right, left, depth: depth + 1) { return false }
      }
      return x.items.count < y.items.count
    default: throw RuntimeFact.operands("<", left: a.summary, right: b.summary, advice: nil)
    }
  }
}

/// Values that were seen; numbers, strings and truth values are found by hashing, others by comparing.
struct KeySet {
  private var simple: Set<Key> = []
  private var others: [Value] = []

  private enum Key: Hashable {
    case number(Double)
    case string(String)
    case bool(Bool)
    case none
  }

  /// Adds a value; false when it was there already.
  mutating func insert(_ value: Value) throws -> Bool {
    switch value {
    case .number(let number): return simple.insert(.number(number)).inserted
    case .string(let box): return simple.insert(.string(box.text)).inserted
    case .bool(let truth): return simple.insert(.bool(truth)).inserted
    case .none: return simple.insert(.none).inserted
    default:
      for other in others where try other.isEqual(to: value) { return false }
      others.append(value)
      return true
    }
  }
}
