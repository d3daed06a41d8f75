// `==` between values. Numbers compare as IEEE numbers (nan differs from itself); kinds never equal each other.

import WeirText

extension Value {
  /// Whether two values are equal; lists and records item by item.
  /// - Throws: `ValueProblem.nestedTooDeep`.
  public func isEqual(to other: Value) throws -> Bool {
    var pairs = EqualPairs()
    return try isEqual(to: other, depth: 0, &pairs)
  }

  private func isEqual(to other: Value, depth: Int, _ pairs: inout EqualPairs) throws -> Bool {
    switch (self, other) {
    case (.none, .none): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
    case (.string(let a), .string(let b)): return a === b || a.text == b.text
    case (.list(let a), .list(let b)): return try Self.areEqual(a, b, depth: depth, &pairs)
    case (.record(let a), .record(let b)): return try Self.areEqual(a, b, depth: depth, &pairs)
    case (.range(let a), .range(let b)):
      return a.lower == b.lower && a.upper == b.upper && a.isClosed == b.isClosed
        || a.integers != nil && a.integers == b.integers
    case (.function(let a), .function(let b)): return a === b
    case (.object(let a), .object(let b)): return a === b || a.isEqual(to: b)
    default: return false
    }
  }

  private static let deepest = 1_000

  private static func areEqual(_ a: ListBox, _ b: ListBox, depth: Int, _ pairs: inout EqualPairs) throws -> Bool {
    guard a.items.count == b.items.count else { return false }
    guard depth < deepest else { throw ValueProblem.nestedTooDeep }
    if pairs.contains(a, b) { return true }
    for place in a.items.indices {
      if place & 4_095 == 4_095 { try Interrupt.check() }
      guard try a.items[place].isEqual(to: b.items[place], depth: depth + 1, &pairs) else { return false }
    }
    pairs.insert(a, b)
    return true
  }

  private static func areEqual(_ a: RecordBox, _ b: RecordBox, depth: Int, _ pairs: inout EqualPairs) throws -> Bool {
    guard a.count == b.count else { return false }
    guard depth < deepest else { throw ValueProblem.nestedTooDeep }
    if pairs.contains(a, b) { return true }
    for (key, value) in zip(a.keys, a.values) {
      guard let partner = b[key], try value.isEqual(to: partner, depth: depth + 1, &pairs) else { return false }
    }
    pairs.insert(a, b)
    return true
  }
}

extension [Value] {
  /// Where an item first stands; nil when it does not.
  func place(of wanted: Value) throws -> Int? {
    for (place, item) in enumerated() {
      if place & 4_095 == 4_095 { try Interrupt.check() }
      if try wanted.isEqual(to: item) { return place }
    }
    return nil
  }
}
