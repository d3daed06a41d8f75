import WeirText

extension Compiler {
  mutating func expression(_ expression: Expression) throws -> Node {
    try Interrupt.check()
    let span = expression.span
    switch expression.kind {
    case .none: return ConstantNode(.none, span)
    case .bool(let truth): return ConstantNode(.bool(truth), span)
    case .number(let number): return ConstantNode(.number(number), span)
    case .string(let parts): return try string(parts, span)
    case .name(let name): return self.name(name, at: span)
    case .component(let literal): return ComponentNode(literal, span)
    case .list(let elements): return ListNode(try items(elements), span)
    case .record(let fields): return RecordNode(try self.fields(fields), span)
    case .range(let lower, let upper, let isClosed):
      let first = try lower.map { try self.expression($0) }
      return RangeNode(first, try upper.map { try self.expression($0) }, isClosed: isClosed, span)
    case .negate(let operand): return try negate(operand, span)
    case .not(let operand): return NotNode(try self.expression(operand), span)
    case .both(let left, let right):
      let first = try self.expression(left)
      return AndNode(first, try perhaps { try $0.expression(right) }, span)
    case .either(let left, let right):
      let first = try self.expression(left)
      return OrNode(first, try perhaps { try $0.expression(right) }, span)
    case .binary(let op, let left, let right):
      let first = try self.expression(left)
      return BinaryNode.make(op, first, try self.expression(right), span)
    case .comparison(let operands, let operators): return try comparison(operands, operators, span)
    case .call(let callee, let arguments, _):
      let head = try self.expression(callee)
      return CallNode.make(head, try self.arguments(arguments), span)
    case .pipe(_, let call): return try self.expression(call)
    case .index(let base, let subscripts):
      let node = try self.expression(base)
      return IndexNode(node, try self.subscripts(subscripts), span)
    case .member(let base, let name):
      if base.isName("std"), case .global = scope.find("std", at: span) {
        let own = MemberNode(try self.expression(base), name, span)
        return StandardNameNode(module.cell("std"), module.interpreter.libraryCell(name.text), name, own, span)
      }
      return MemberNode(try self.expression(base), name, span)
    case .conditional(let condition, let then, let otherwise):
      return try conditional(condition, then, otherwise, span, endsFunction: false)
    case .lambda(let parameters, let body): return try lambda(parameters, body, span)
    case .comprehension(let element, let clauses): return try comprehension(element, clauses, span)
    case .block(let block): return try self.block(block)
    case .with(let interventions, let block):
      let node = try self.expression(interventions)
      return WithNode(node, try self.block(block), span)
    }
  }

  private mutating func string(_ parts: [StringPart], _ span: Span) throws -> Node {
    if parts.count <= 1, case .text(let text) = parts.first ?? .text("") { return ConstantNode(Value(text), span) }
    return InterpolationNode(
      try parts.map { part in
        switch part {
        case .text(let text): ConstantNode(Value(text), span)
        case .interpolation(let expression): try self.expression(expression)
        }
      }, span)
  }

  private mutating func negate(_ operand: Expression, _ span: Span) throws -> Node {
    let node = try expression(operand)
    if let number = (node as? ConstantNode)?.constant.asNumber { return ConstantNode(.number(-number), span) }
    return NegateNode(node, span)
  }

  private mutating func comparison(
    _ operands: [Expression], _ operators: [ComparisonOperator], _ span: Span
  ) throws -> Node {
    let nodes = try operands.map { try expression($0) }
    if nodes.count == 2, let op = operators.first { return CompareNode.make(op, nodes[0], nodes[1], span) }
    return ChainNode(nodes, operators, span)
  }

  mutating func items(_ elements: [Element]) throws -> [ListNode.Item] {
    try elements.map { element in
      switch element {
      case .value(let expression): .value(try self.expression(expression))
      case .spread(let expression): .spread(try self.expression(expression))
      }
    }
  }

  mutating func fields(_ fields: [Field]) throws -> [RecordNode.Item] {
    try fields.map { field in
      switch field {
      case .field(let name, let expression): .field(name.text, try self.expression(expression))
      case .spread(let expression): .spread(try self.expression(expression))
      }
    }
  }

  mutating func arguments(_ arguments: [Argument]) throws -> [CallNode.Argument] {
    try arguments.map { argument in
      switch argument {
      case .positional(let expression): .positional(try self.expression(expression))
      case .named(let name, let expression): .named(name, try self.expression(expression))
      case .spread(let expression): .spread(try self.expression(expression))
      }
    }
  }

  mutating func subscripts(_ subscripts: [Subscript]) throws -> [IndexNode.Item] {
    try subscripts.map { item in
      switch item {
      case .position(let expression): .position(try self.expression(expression))
      case .all: .all
      case .named(let name, let expression): .named(name.text, try self.expression(expression))
      case .namedAll(let name): .namedAll(name.text)
      }
    }
  }

  private mutating func comprehension(
    _ element: Expression, _ clauses: [ComprehensionClause], _ span: Span
  ) throws -> Node {
    let before = scope.flow
    var nodes: [ComprehensionNode.Clause] = []
    for clause in clauses {
      switch clause {
      case .each(let target, let source):
        let walked = try expression(source)
        scope.openBlock()
        nodes.append(.each(LoopTarget(slots: target.names.map { scope.declare($0.text) }), walked))
      case .filter(let condition): nodes.append(.filter(try expression(condition)))
      }
    }
    let result = try expression(element)
    for case .each in clauses { _ = scope.closeBlock(line: span.source.line(at: span.lower)) }
    scope.flow = before
    return ComprehensionNode(result, nodes, span)
  }
}
