import WeirText

/// A lambda or local `def`: makes a closure with the present values of the outer locals that it reads.
final class ClosureNode: Node {
  let code: FunctionCode
  /// Reads the captured locals, in the order of `FunctionCode.captureSlots`.
  let captures: [Node]

  init(_ code: FunctionCode, captures: [Node], _ span: Span) {
    self.code = code
    self.captures = captures
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    .function(Closure(code: code, captures: try captures.map { try $0.value(f) }))
  }
}

/// Marks uncertain locals at the beginning of a function.
final class MarkingNode: Node {
  let slots: [Int]
  let body: Node

  init(_ slots: [Int], _ body: Node) {
    self.slots = slots
    self.body = body
    super.init(body.span)
  }

  override func value(_ f: Frame) throws -> Value {
    Unassigned.mark(slots, f)
    return try body.value(f)
  }

  override func run(_ f: Frame) throws -> Completion {
    Unassigned.mark(slots, f)
    return try body.run(f)
  }
}

/// `def` at the top: binds the top-level name.
final class DefineGlobalNode: StatementNode {
  let cell: Cell
  let code: FunctionCode

  init(_ cell: Cell, _ code: FunctionCode, _ span: Span) {
    self.cell = cell
    self.code = code
    super.init(span)
  }

  override func run(_ f: Frame) throws -> Completion {
    cell.bind(.function(Closure(code: code, captures: [])))
    return .normal
  }
}
