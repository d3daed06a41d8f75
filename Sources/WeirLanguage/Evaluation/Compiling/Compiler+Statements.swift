import WeirText

extension Compiler {
  mutating func statement(_ statement: Statement) throws -> Node {
    let span = statement.span
    switch statement.kind {
    case .expression(let expression, _): return try self.expression(expression)
    case .assign(let target, let value): return try assign(target, value, span)
    case .assignPlace(let target, let value): return try assignPart(target, value, span)
    case .define(let definition): return try define(definition, span)
    case .forEach(let target, let source, let body): return try forEach(target, source, body, span)
    case .whileTrue(let condition, let body): return try whileTrue(condition, body, span)
    case .breakLoop: return try leave(.broken, "break", span)
    case .continueLoop: return try leave(.continued, "continue", span)
    case .returnValue(let result):
      guard !scope.isTopLevel else { throw fault(.misplaced("return", "a function"), at: span) }
      let node = try result.map { try expression($0) } ?? ConstantNode(.none, span)
      scope.flow.diverged = true
      return ReturnNode(node, span)
    case .use(let use):
      guard scope.isTopLevel, !scope.isInBlock else { throw fault(.misplaced("use", "the top of a file"), at: span) }
      return UseNode(use, in: module, span)
    case .save(let value, let path, let options): return try save(value, path, options, span)
    case .assert(let condition, let message):
      let witness = Witness()
      let test = try self.condition(condition, seenBy: witness)
      let text = try message.map { text in try perhaps { try $0.expression(text) } }
      return AssertNode(test, text, seenBy: witness, span)
    case .param(let param):
      guard scope.isTopLevel, !scope.isInBlock else {
        throw fault(.misplaced("param", "the top of a script"), at: span)
      }
      declaredAtTop.insert(param.name.text)
      let interpreter = module.interpreter
      return ParamNode(
        param.name.text, module.cell(param.name.text), try expression(param.defaultValue),
        options: { [unowned interpreter] in interpreter.options }, span)
    }
  }

  private func leave(_ completion: Completion, _ word: String, _ span: Span) throws -> Node {
    guard scope.loopDepth > 0 else { throw fault(.misplaced(word, "a loop"), at: span) }
    scope.flow.diverged = true
    return LeaveNode(completion, span)
  }

  /// `save e to path, options` calls the library's function `save`.
  private mutating func save(_ value: Expression, _ path: Expression, _ options: [Argument], _ span: Span) throws
    -> Node
  {
    let callee = GlobalNode(module.interpreter.libraryCell("save"), blockLine: nil, span)
    let given: [CallNode.Argument] = [.positional(try expression(value)), .positional(try expression(path))]
    return CallNode.make(callee, given + (try arguments(options)), span)
  }

  // MARK: - Assignment

  private mutating func assign(_ target: Target, _ value: Expression, _ span: Span) throws -> Node {
    guard target.names.count == 1, let name = target.names.first?.text else {
      let node = try expression(value)
      let places = target.names.map { place($0.text) }
      return UnpackNode(places, node, span)
    }
    let held = heldPlace(name)
    let node = try expression(value)
    if let held, let update = try update(name, held, value, whole: node, span) {
      // The name has a place already; its flow state is that of any assignment.
      _ = place(name)
      return update
    }
    switch place(name) {
    case .slot(let slot): return AssignLocalNode(slot, node, span)
    case .cell(let cell): return AssignGlobalNode(cell, node, span)
    }
  }

  /// `s = s + t`, `xs = [...xs, x]` and `r = {...r, k: v}`, which change what the name holds.
  private mutating func update(
    _ name: String, _ place: Place, _ value: Expression, whole: Node, _ span: Span
  ) throws -> Node? {
    switch value.kind {
    case .binary(.add, _, _):
      guard let additions = Self.additions(to: name, value), additions.allSatisfy(\.assignsNothing) else { return nil }
      let nodes = try additions.map { try expression($0) }
      if nodes.count == 1 {
        guard case .slot(let slot) = place else { return AddToNode(place, nodes[0], whole: whole, span) }
        if let text = (nodes[0] as? ConstantNode)?.constant.asString {
          return AddTextToLocalNode(slot, text, nodes[0], whole: whole, span)
        }
        return AddToLocalNode(slot, nodes[0], whole: whole, span)
      }
      return AddSeveralNode(place, nodes, whole: whole, span)
    case .list(let elements):
      guard case .spread(let first)? = elements.first, first.isName(name), elements.count > 1 else { return nil }
      let rest = Array(elements.dropFirst())
      guard rest.allSatisfy({ $0.expression.assignsNothing }) else { return nil }
      let items = try items(rest)
      if items.count == 1, case .value(let item) = items[0] { return AppendOneNode(place, item, whole: whole, span) }
      return AppendNode(place, items, whole: whole, span)
    case .record(let fields):
      guard case .spread(let first)? = fields.first, first.isName(name), fields.count > 1 else { return nil }
      let rest = Array(fields.dropFirst())
      guard rest.allSatisfy({ $0.expression.assignsNothing }) else { return nil }
      return ExtendNode(place, try self.fields(rest), whole: whole, span)
    default: return nil
    }
  }

  /// `a, b` of `name + a + b`.
  private static func additions(to name: String, _ expression: Expression) -> [Expression]? {
    guard case .binary(.add, let left, let right) = expression.kind else {
      return expression.isName(name) ? [] : nil
    }
    return additions(to: name, left).map { $0 + [right] }
  }

  private mutating func assignPart(_ target: Expression, _ value: Expression, _ span: Span) throws -> Node {
    let result = try expression(value)
    var steps: [AssignPartNode.Step] = []
    var current = target
    while true {
      switch current.kind {
      case .index(let base, let subscripts):
        steps.insert(.index(try self.subscripts(subscripts)), at: 0)
        current = base
      case .member(let base, let name):
        steps.insert(.member(name.text), at: 0)
        current = base
      case .name(let name):
        let root = try outerRoot(name, current.span)
        return AssignPartNode(place(name), root: root, steps, result, target: target.span, span)
      default: throw fault(.notReplaceable("this expression"), at: current.span)
      }
    }
  }

  /// Reads a name that the assignment is about to copy: one from outside, or one that may have no value.
  private func outerRoot(_ name: String, _ span: Span) throws -> Node? {
    guard heldPlace(name) != nil else { return self.name(name, at: span) }
    let node = self.name(name, at: span)
    return node is LocalNode || node is GlobalNode ? nil : node
  }

  // MARK: - Loops

  private mutating func forEach(_ target: Target, _ source: Expression, _ body: Block, _ span: Span) throws -> Node {
    let walked = try expression(source)
    let before = scope.flow
    let firstSlot = scope.slotCount
    scope.openBlock()
    scope.loopDepth += 1
    let slots = target.names.map { scope.declare($0.text) }
    let node = try block(body)
    scope.loopDepth -= 1
    let fresh = scope.closeBlock(line: span.source.line(at: span.lower))
    scope.flow = before
    return ForNode(LoopTarget(slots: slots), walked, node, fresh: fresh, own: firstSlot..<scope.slotCount, span)
  }

  private mutating func whileTrue(_ condition: Expression, _ body: Block, _ span: Span) throws -> Node {
    let test = try expression(condition)
    let before = scope.flow
    scope.openBlock()
    scope.loopDepth += 1
    let node = try block(body)
    scope.loopDepth -= 1
    let fresh = scope.closeBlock(line: span.source.line(at: span.lower))
    scope.flow = before
    return WhileNode(test, node, fresh: fresh, span)
  }
}

extension Element {
  var expression: Expression {
    switch self {
    case .value(let expression), .spread(let expression): expression
    }
  }
}

extension Field {
  var expression: Expression {
    switch self {
    case .field(_, let expression), .spread(let expression): expression
    }
  }
}

extension Expression {
  func isName(_ name: String) -> Bool {
    if case .name(name) = kind { return true }
    return false
  }

  /// Whether computing it certainly rebinds no name of the code around it; only blocks could.
  var assignsNothing: Bool {
    switch kind {
    case .none, .bool, .number, .name, .component, .lambda: true
    case .string(let parts):
      parts.allSatisfy { if case .interpolation(let inner) = $0 { inner.assignsNothing } else { true } }
    case .list(let elements): elements.allSatisfy(\.expression.assignsNothing)
    case .record(let fields): fields.allSatisfy(\.expression.assignsNothing)
    case .range(let lower, let upper, _): lower?.assignsNothing != false && upper?.assignsNothing != false
    case .negate(let a), .not(let a), .member(let a, _): a.assignsNothing
    case .both(let a, let b), .either(let a, let b), .binary(_, let a, let b): a.assignsNothing && b.assignsNothing
    case .comparison(let operands, _): operands.allSatisfy(\.assignsNothing)
    case .call(let callee, let arguments, _):
      callee.assignsNothing && arguments.allSatisfy(\.expression.assignsNothing)
    case .pipe(_, let call): call.assignsNothing
    case .index(let base, let subscripts):
      base.assignsNothing
        && subscripts.allSatisfy {
          switch $0 {
          case .position(let inner), .named(_, let inner): inner.assignsNothing
          case .all, .namedAll: true
          }
        }
    case .comprehension, .conditional, .block, .with: false
    }
  }
}

extension Argument {
  var expression: Expression {
    switch self {
    case .positional(let expression), .named(_, let expression), .spread(let expression): expression
    }
  }
}
