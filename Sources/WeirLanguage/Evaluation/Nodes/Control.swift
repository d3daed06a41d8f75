import WeirText

/// Statements in order; the value is the last one's.
final class BlockNode: Node {
  private let leading: NodeList
  private let last: Node
  /// Whether the block ends its function, so that a `return` inside is its value.
  private let endsFunction: Bool

  init(_ statements: [Node], endsFunction: Bool, _ span: Span) {
    leading = NodeList(Array(statements.dropLast()))
    last = statements.last ?? ConstantNode(.none, span)
    self.endsFunction = endsFunction
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    for place in 0..<leading.count {
      let completion = try leading.run(place, f)
      if completion != .normal { return completion }
    }
    return try last.run(f)
  }

  override func value(_ f: Frame) throws -> Value {
    for place in 0..<leading.count {
      let completion = try leading.run(place, f)
      if completion == .normal { continue }
      if endsFunction, completion == .returned { return f.state.pointee.takeReturned() }
      throw ControlSignal(completion: completion)
    }
    return try last.value(f)
  }
}

/// `if c { a } else { b }`.
final class IfElseNode: Node {
  let condition: Node
  let then: Node
  let otherwise: Node

  init(_ condition: Node, _ then: Node, _ otherwise: Node, _ span: Span) {
    self.condition = condition
    self.then = then
    self.otherwise = otherwise
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    try condition.truth(f) ? then.value(f) : otherwise.value(f)
  }

  override func truth(_ f: Frame) throws -> Bool {
    try condition.truth(f) ? then.truth(f) : otherwise.truth(f)
  }

  override func run(_ f: Frame) throws -> Completion {
    try condition.truth(f) ? then.run(f) : otherwise.run(f)
  }
}

/// `if c { a }`: none where the condition is false.
final class IfNode: Node {
  let condition: Node
  let then: Node

  init(_ condition: Node, _ then: Node, _ span: Span) {
    self.condition = condition
    self.then = then
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value { try condition.truth(f) ? then.value(f) : .none }

  override func run(_ f: Frame) throws -> Completion { try condition.truth(f) ? then.run(f) : .normal }
}

/// `while c { ... }`.
final class WhileNode: StatementNode {
  let condition: Node
  let body: Node
  /// Slots that begin each turn without a value.
  let fresh: [Int]

  init(_ condition: Node, _ body: Node, fresh: [Int], _ span: Span) {
    self.condition = condition
    self.body = body
    self.fresh = fresh
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    while try condition.truth(f) {
      try f.checkInterrupt()
      if !fresh.isEmpty { Unassigned.mark(fresh, f) }
      let completion = try Loop.turn(body, f)
      if completion == .broken { break }
      if completion == .returned { return completion }
    }
    return .normal
  }
}

enum Loop {
  /// One turn of a loop; a `break` inside an expression arrives as a signal.
  @inline(__always)
  static func turn(_ body: Node, _ f: Frame) throws -> Completion {
    do { return try body.run(f) } catch let signal as ControlSignal where signal.completion != .returned {
      return signal.completion
    }
  }
}

/// `break` and `continue`.
final class LeaveNode: StatementNode {
  let completion: Completion

  init(_ completion: Completion, _ span: Span) {
    self.completion = completion
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion { completion }
}

/// `return e`.
final class ReturnNode: StatementNode {
  let result: Node

  init(_ result: Node, _ span: Span) {
    self.result = result
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    f.state.pointee.returned = try result.value(f)
    return .returned
  }
}

/// `with e { ... }`.
final class WithNode: Node {
  let interventions: Node
  let body: Node

  init(_ interventions: Node, _ body: Node, _ span: Span) {
    self.interventions = interventions
    self.body = body
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    let scope = try scope(f)
    return try f.machine.with(scope, at: interventions.span) { try body.value(f) }
  }

  override func run(_ f: Frame) throws -> Completion {
    let scope = try scope(f)
    return try f.machine.with(scope, at: interventions.span) { try body.run(f) }
  }

  private func scope(_ f: Frame) throws -> Value {
    let value = try interventions.value(f)
    do { return try f.machine.host.interventions(value) } catch { throw f.locate(error, at: interventions.span) }
  }
}
