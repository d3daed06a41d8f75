import WeirText

extension Compiler {
  /// The condition of an assertion: what its comparisons compare and its calls are given is noted by a witness.
  mutating func condition(_ expression: Expression, seenBy witness: Witness) throws -> Node {
    let span = expression.span
    switch expression.kind {
    case .not(let operand): return NotNode(try condition(operand, seenBy: witness), span)
    case .both(let left, let right):
      let first = try condition(left, seenBy: witness)
      return AndNode(first, try perhaps { try $0.condition(right, seenBy: witness) }, span)
    case .either(let left, let right):
      let first = try condition(left, seenBy: witness)
      return OrNode(first, try perhaps { try $0.condition(right, seenBy: witness) }, span)
    case .comparison(let operands, let operators):
      let nodes = try operands.map { try operand($0, seenBy: witness) }
      if nodes.count == 2, let op = operators.first { return CompareNode(op, nodes[0], nodes[1], span) }
      return ChainNode(nodes, operators, span)
    case .call(let callee, let arguments, _):
      let head = try self.expression(callee)
      return CallNode.make(head, try arguments.map { try argument($0, seenBy: witness) }, span)
    case .pipe(_, let call): return try condition(call, seenBy: witness)
    default: return try self.expression(expression)
    }
  }

  private mutating func argument(_ argument: Argument, seenBy witness: Witness) throws -> CallNode.Argument {
    switch argument {
    case .positional(let value): .positional(try operand(value, seenBy: witness))
    case .named(let name, let value): .named(name, try operand(value, seenBy: witness))
    case .spread(let value): .spread(try operand(value, seenBy: witness))
    }
  }

  /// A value that is noted; of a comparison its own operands, and of what the text says itself nothing.
  private mutating func operand(_ expression: Expression, seenBy witness: Witness) throws -> Node {
    switch expression.kind {
    case .not, .both, .either, .comparison: return try condition(expression, seenBy: witness)
    case .none, .bool, .number, .component, .lambda: return try self.expression(expression)
    default: return WitnessedNode(try self.expression(expression), witness)
    }
  }
}
