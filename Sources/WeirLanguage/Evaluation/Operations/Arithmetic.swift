import WeirText

// Operators on values of any kind. Nodes handle two numbers themselves and come here for the rest; errors carry no
// place, the node adds it.

enum Arithmetic {
  static func apply(_ op: BinaryOperator, _ left: Value, _ right: Value, budget: Budget) throws -> Value {
    switch (left, right) {
    case (.number(let a), .number(let b)): return .number(numbers(op, a, b))
    case (.object(let object), _), (_, .object(let object)):
      if let result = try object.binary(op, left, right) { return result }
      if case .object(let other) = right, other !== object, let result = try other.binary(op, left, right) {
        return result
      }
    case (.string(let a), .string(let b)) where op == .add:
      try budget.ask(bytes: a.text.utf8.count + b.text.utf8.count, for: "a string")
      return Value(a.text + b.text)
    case (.list(let a), .list(let b)) where op == .add:
      let count = a.items.count + b.items.count
      try budget.ask(count: count, of: MemoryLayout<Value>.stride, for: "a list of \(count)")
      var items: [Value] = []
      items.reserveCapacity(count)
      items.appendUntilInterrupt(a.items)
      items.appendUntilInterrupt(b.items)
      return Value(items)
    case (.string(let text), .number(let count)) where op == .multiply:
      return try repeated(text.text, count, budget) ?? refused(op, left, right)
    case (.number(let count), .string(let text)) where op == .multiply:
      return try repeated(text.text, count, budget) ?? refused(op, left, right)
    case (.list(let list), .number(let count)) where op == .multiply:
      return try repeated(list.items, count, budget) ?? refused(op, left, right)
    default: break
    }
    return try refused(op, left, right)
  }

  @inline(__always)
  static func numbers(_ op: BinaryOperator, _ a: Double, _ b: Double) -> Double {
    switch op {
    case .add: a + b
    case .subtract: a - b
    case .multiply, .matrix: a * b
    case .divide: a / b
    case .floorDivide: (a / b).rounded(.down)
    case .remainder: remainder(a, b)
    case .power: Real.power(a, b)
    }
  }

  /// The remainder with the divisor's sign: `-7 % 3` is 2.
  static func remainder(_ a: Double, _ b: Double) -> Double {
    let rest = a.truncatingRemainder(dividingBy: b)
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
  }

  private static func refused(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
    throw RuntimeFact.operands(op.rawValue, left: left.summary, right: right.summary, advice: advice(op, left, right))
  }

  private static func advice(_ op: BinaryOperator, _ left: Value, _ right: Value) -> String? {
    switch (left, right) {
    case (.string, _) where op == .remainder:
      "write the value into the text: `\"... \\(x) ...\"`, with `\\(format(x, places: 2))` for its digits"
    case (.string, _) where op == .add, (_, .string) where op == .add:
      "text joins text: `\"...\\(x)...\"` or `str(x)`"
    case (.bool, _), (_, .bool): "`if c { 1 } else { 0 }` counts a condition"
    case (.list, _), (_, .list): "`[f(x) for x in xs]` works item by item; `tensor(xs)` makes a tensor"
    default: nil
    }
  }

  private static func repeated(_ text: String, _ count: Double, _ budget: Budget) throws -> Value? {
    guard let count = Value.number(count).asInteger else { return nil }
    try budget.ask(count: max(0, count), of: max(1, text.utf8.count), for: "a string")
    return Value(Text.repeated(text, max(0, count)))
  }

  private static func repeated(_ items: [Value], _ count: Double, _ budget: Budget) throws -> Value? {
    guard let count = Value.number(count).asInteger else { return nil }
    let (total, overflow) = max(0, count).multipliedReportingOverflow(by: items.count)
    try budget.ask(count: overflow ? .max : total, of: MemoryLayout<Value>.stride, for: "a list")
    var result: [Value] = []
    result.reserveCapacity(total)
    // A short list many times over is first made a longer one.
    while result.count < total, !Interrupt.isRequested {
      if result.isEmpty { result += items } else { result += result.prefix(min(1 << 18, total - result.count)) }
    }
    return Value(result)
  }

  static func negate(_ value: Value) throws -> Value {
    switch value {
    case .number(let number): return .number(-number)
    case .object(let object):
      if let result = try object.negated() { return result }
    default: break
    }
    throw RuntimeFact.operand("-", value.summary)
  }
}
