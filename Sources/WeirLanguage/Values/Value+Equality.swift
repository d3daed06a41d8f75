// `==` between values. Numbers compare as IEEE numbers (nan differs from itself); kinds never equal each other.

extension Value {
  /// Whether two values are equal; lists and records item by item.
  /// - Throws: `ValueProblem.nestedTooDeep`.
  public func isEqual(to other: Value, depth: Int = 0) throws -> Bool {
    switch (self, other) {
    case (.none, .none): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
    case (.string(let a), .string(let b)): return a === b || a.text == b.text
    case (.list(let a), .list(let b)):
      return try Self.areEqual(a.items, b.items, depth: depth)
    case (.record(let a), .record(let b)):
      guard a.count == b.count else { return false }
      for (key, value) in zip(a.keys, a.values) {
        guard depth < Self.deepest else { throw ValueProblem.nestedTooDeep }
        guard let partner = b[key], try value.isEqual(to: partner, depth: depth + 1) else { return false }
      }
      return true
    case (.range(let a), .range(let b)):
      return a.lower == b.lower && a.upper == b.upper && a.isClosed == b.isClosed
        || a.integers != nil && a.integers == b.integers
    case (.function(let a), .function(let b)): return a === b
    case (.object(let a), .object(let b)): return a === b || a.isEqual(to: b)
    default: return false
    }
  }

  private static let deepest = 1_000

  private static func areEqual(_ a: [Value], _ b: [Value], depth: Int) throws -> Bool {
    guard a.count == b.count else { return false }
    guard depth < deepest else { throw ValueProblem.nestedTooDeep }
    for place in a.indices {
      guard try a[place].isEqual(to: b[place], depth: depth + 1) else { return false }
    }
    return true
  }
}
