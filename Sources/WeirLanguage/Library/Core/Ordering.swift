import WeirText

/// The order in which values are sorted: numbers by size with nan last, strings by their characters, lists item by item.
enum Ordering {
  /// The items in order; `check` is asked from time to time whether to go on.
  static func sorted(_ items: [Value], descending: Bool, check: @escaping () throws -> Void) throws -> [Value] {
    var comparisons = Comparisons(check: check)
    if let numbers = numbers(items) {
      let sorted = try numbers.sorted { a, b in
        try comparisons.count()
        return descending ? precedes(b, a) : precedes(a, b)
      }
      return sorted.map { .number($0) }
    }
    return try items.sorted { a, b in
      try comparisons.count()
      return descending ? try isBefore(b, a) : try isBefore(a, b)
    }
  }

  /// Counts comparisons, since a long sort must hear an interrupt and a look at every one would be felt.
  struct Comparisons {
    let check: () throws -> Void
    private var untilCheck = 0

    init(check: @escaping () throws -> Void) { self.check = check }

    mutating func count() throws {
      untilCheck -= 1
      guard untilCheck < 0 else { return }
      untilCheck = 4096
      try check()
    }
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

  static func isBefore(_ a: Value, _ b: Value) throws -> Bool {
    switch (a, b) {
    case (.number(let x), .number(let y)): return precedes(x, y)
    case (.string(let x), .string(let y)): return x.text < y.text
    default:
      var pairs = EqualPairs()
      return try compare(a, b, depth: 0, &pairs) == .before
    }
  }

  private enum Order { case before, same, behind }

  private static func compare(_ a: Value, _ b: Value, depth: Int, _ pairs: inout EqualPairs) throws -> Order {
    switch (a, b) {
    case (.number(let x), .number(let y)): return precedes(x, y) ? .before : precedes(y, x) ? .behind : .same
    case (.string(let x), .string(let y)): return x.text == y.text ? .same : x.text < y.text ? .before : .behind
    case (.bool(let x), .bool(let y)): return x == y ? .same : y ? .before : .behind
    case (.list(let x), .list(let y)):
      guard depth < 1_000 else { throw ValueProblem.nestedTooDeep }
      if pairs.contains(x, y) { return .same }
      for (left, right) in zip(x.items, y.items) {
        let order = try compare(left, right, depth: depth + 1, &pairs)
        if order != .same { return order }
      }
      if x.items.count != y.items.count { return x.items.count < y.items.count ? .before : .behind }
      pairs.insert(x, y)
      return .same
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
      if try others.place(of: value) != nil { return false }
      others.append(value)
      return true
    }
  }
}
