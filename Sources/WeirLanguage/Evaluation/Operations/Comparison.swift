import WeirText

// Comparisons between values of any kind. The answer is a truth value, or element-wise for tensors.

enum Comparison {
  static func apply(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value {
    if let result = try objects(op, left, right) { return result }
    return .bool(try truth(op, left, right))
  }

  private static func objects(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value? {
    if case .object(let object) = left, let result = try object.compare(op, left, right) { return result }
    if case .object(let object) = right, let result = try object.compare(op, left, right) { return result }
    return nil
  }

  /// The answer for values that compare as a whole.
  static func truth(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Bool {
    switch op {
    case .equal: return try left.isEqual(to: right)
    case .notEqual: return try !left.isEqual(to: right)
    case .isIn: return try contains(right, left, op)
    case .isNotIn: return try !contains(right, left, op)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
    switch (left, right) {
    case (.number(let a), .number(let b)): return order(op, a, b)
    case (.string(let a), .string(let b)): return order(op, a.text, b.text)
    default: throw refused(op, left, right)
    }
  }

  @inline(__always)
  static func order<Item: Comparable>(_ op: ComparisonOperator, _ a: Item, _ b: Item) -> Bool {
    switch op {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .equal: a == b
    default: a != b
    }
  }

  /// `item in collection`.
  private static func contains(_ collection: Value, _ item: Value, _ op: ComparisonOperator) throws -> Bool {
    switch collection {
    case .list(let box): return try box.items.place(of: item) != nil
    case .record(let box):
      guard case .string(let key) = item else { throw refused(op, item, collection) }
      return box[key.text] != nil
    case .string(let box):
      guard case .string(let part) = item else { throw refused(op, item, collection) }
      return Text.contains(box.text, part.text)
    case .range(let range):
      guard case .number(let number) = item else { return false }
      return range.contains(number)
    case .object(let object):
      guard let items = try object.items() else { throw refused(op, item, collection) }
      return try items.place(of: item) != nil
    default: throw refused(op, item, collection)
    }
  }

  private static func refused(_ op: ComparisonOperator, _ left: Value, _ right: Value) -> RuntimeFact {
    .operands(op.rawValue, left: left.summary, right: right.summary, advice: nil)
  }
}
