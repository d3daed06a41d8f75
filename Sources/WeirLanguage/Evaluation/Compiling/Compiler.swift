import WeirText

/// Turns syntax into nodes, one function at a time: names become slots or cells here, once, and not while running.
struct Compiler {
  let module: ModuleScope
  var scope: FunctionScope
  /// Top-level names assigned earlier in this text, so that a loop rebinds them.
  var declaredAtTop: Set<String> = []

  init(module: ModuleScope, scope: FunctionScope) {
    self.module = module
    self.scope = scope
  }

  func fault(_ fact: RuntimeFact, at span: Span) -> any Error { RuntimeError(Diagnostic(fact, at: span)) }

  // MARK: - Blocks

  /// Early returns nest as deep as statements follow them; longer functions keep them as statements.
  private static let mostFollowing = 32

  /// A block; `endsFunction` where its value is the function's.
  mutating func block(_ block: Block, endsFunction: Bool = false) throws -> Node {
    var nodes: [Node] = []
    for (place, statement) in block.statements.enumerated() {
      let following = block.statements.count - place - 1
      if endsFunction, following <= Self.mostFollowing, let (condition, then) = statement.earlyReturn {
        let rest = Block(Array(block.statements.suffix(following)), at: block.span)
        nodes.append(try conditional(condition, then, rest, statement.span, endsFunction: true))
        break
      }
      let isLast = place == block.statements.count - 1
      nodes.append(try isLast && endsFunction ? last(statement) : self.statement(statement))
    }
    if endsFunction, nodes.last is StatementNode { nodes.append(ConstantNode(.none, block.span)) }
    if nodes.count == 1, let only = nodes.first { return only }
    if nodes.isEmpty { return ConstantNode(.none, block.span) }
    return BlockNode(nodes, endsFunction: endsFunction, block.span)
  }

  /// The last statement of a function: `return e` is `e`.
  private mutating func last(_ statement: Statement) throws -> Node {
    switch statement.kind {
    case .returnValue(let result):
      let node = try result.map { try tail($0) } ?? ConstantNode(.none, statement.span)
      scope.flow.diverged = true
      return node
    case .expression(let expression, _): return try tail(expression)
    default: return try self.statement(statement)
    }
  }

  /// An expression whose value is the function's.
  mutating func tail(_ expression: Expression) throws -> Node {
    switch expression.kind {
    case .conditional(let condition, let then, let otherwise):
      return try conditional(condition, then, otherwise, expression.span, endsFunction: true)
    case .block(let block): return try self.block(block, endsFunction: true)
    case .with(let interventions, let block):
      let node = try self.expression(interventions)
      return WithNode(node, try self.block(block, endsFunction: true), expression.span)
    default: return try self.expression(expression)
    }
  }

  mutating func conditional(
    _ condition: Expression, _ then: Block, _ otherwise: Block?, _ span: Span, endsFunction: Bool
  ) throws -> Node {
    let test = try expression(condition)
    let before = scope.flow
    let first = try block(then, endsFunction: endsFunction)
    let afterFirst = scope.flow
    scope.flow = before
    let second = try otherwise.map { try block($0, endsFunction: endsFunction) }
    scope.flow = Self.merged(afterFirst, scope.flow)
    guard let second else { return IfNode(test, first, span) }
    return IfElseNode(test, first, second, span)
  }

  /// What is known after either of two ways.
  private static func merged(_ a: FunctionScope.Flow, _ b: FunctionScope.Flow) -> FunctionScope.Flow {
    if a.diverged { return b }
    if b.diverged { return a }
    return FunctionScope.Flow(certain: a.certain.intersection(b.certain), diverged: false)
  }

  /// Compiles what may not run at all; nothing it assigns is certain afterwards.
  mutating func perhaps<Result>(_ body: (inout Compiler) throws -> Result) throws -> Result {
    let before = scope.flow
    let result = try body(&self)
    scope.flow = before
    return result
  }

  // MARK: - Names

  func name(_ name: String, at span: Span) -> Node {
    switch scope.find(name, at: span) {
    case .local(let slot, true): LocalNode(slot, span)
    case .local(let slot, false): UncertainLocalNode(slot, name: name, span)
    case .global: GlobalNode(module.cell(name), blockLine: scope.expiredLine(name), span)
    }
  }

  /// Where `name = ...` puts its value.
  mutating func place(_ name: String) -> Place {
    if let slot = scope.ownLocal(name) {
      scope.flow.certain.insert(slot)
      return .slot(slot)
    }
    guard scope.isTopLevel else { return .slot(scope.declare(name)) }
    let isKnown = declaredAtTop.contains(name) || module.existing(name)?.isOwn == true
    if !scope.isInBlock || isKnown {
      declaredAtTop.insert(name)
      return .cell(module.cell(name))
    }
    return .slot(scope.declare(name))
  }

  /// The place of a name that this code already holds; nil for outer names, which are only read.
  func heldPlace(_ name: String) -> Place? {
    if let slot = scope.ownLocal(name) { return .slot(slot) }
    guard scope.isTopLevel else { return nil }
    let isKnown = declaredAtTop.contains(name) || module.existing(name)?.isOwn == true
    return isKnown ? .cell(module.cell(name)) : nil
  }
}

extension Statement {
  /// Condition and block of `if c { ...; return e }`: what follows it is its `else`.
  fileprivate var earlyReturn: (Expression, Block)? {
    guard case .expression(let expression, _) = kind,
      case .conditional(let condition, let then, nil) = expression.kind,
      case .returnValue? = then.statements.last?.kind
    else { return nil }
    return (condition, then)
  }
}

/// Compiles the statements of a script, entry or module.
struct TopLevelCompiler {
  let scope: ModuleScope

  /// The nodes of the statements, and the slots that their loops need.
  mutating func compile(_ statements: [Statement]) throws -> (nodes: [Node], slotCount: Int) {
    let function = FunctionScope(parent: nil, isModule: true)
    var compiler = Compiler(module: scope, scope: function)
    let nodes = try statements.map { try compiler.statement($0) }
    return (nodes, function.slotCount)
  }
}
