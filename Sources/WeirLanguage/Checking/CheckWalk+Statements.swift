// Statements in order: what they bind, where they may stand, and what can never run.

import WeirText

extension CheckWalk {
  /// Walks over statements; true when control never leaves them at their end.
  func statements(_ statements: [Statement], isTop: Bool = false) -> Bool {
    var ending: String?
    var hasComplained = false
    for statement in statements {
      if let word = ending, !hasComplained {
        report(.unreachable(after: word), at: statement.span)
        hasComplained = true
      }
      let word = self.statement(statement, isTop: isTop)
      if ending == nil { ending = word }
    }
    reportTwice(statements)
    return ending != nil
  }

  /// Walks over one statement; the word that ends its block here, if it does.
  private func statement(_ statement: Statement, isTop: Bool) -> String? {
    switch statement.kind {
    case .expression(let expression, _): return self.ending(expression)
    case .assign(let target, let value):
      assign(target, value)
      // Loading a model puts it in force, whether or not its name is read.
      if case .call(let callee, _, _) = value.kind, case .name("load") = callee.kind { markRead(target) }
    case .assignPlace(let place, let value):
      self.expression(value)
      self.expression(place)
      if let root = CheckWalk.root(of: place) { rebind(root) }
    case .define(let definition): define(definition)
    case .forEach(let target, let items, let body):
      expression(items)
      loop(target.names, body)
    case .whileTrue(let condition, let body):
      expression(condition)
      loop([], body)
      if case .bool(true) = condition.kind, !CheckWalk.breaks(body.statements) { return "while" }
    case .breakLoop, .continueLoop:
      let word = if case .breakLoop = statement.kind { "break" } else { "continue" }
      if !scope.isInLoop { report(.misplaced(word, outside: "a loop"), at: statement.span) }
      return word
    case .returnValue(let value):
      value.map { expression($0) }
      if !scope.isInFunction { report(.misplaced("return", outside: "a function"), at: statement.span) }
      return "return"
    case .use(let use): self.use(use, isTop: isTop, at: statement.span)
    case .save(let value, let path, let options):
      expression(value)
      expression(path)
      options.forEach { expression($0.content) }
    case .assert(let condition, let message):
      expression(condition)
      message.map { expression($0) }
    case .param(let param):
      expression(param.defaultValue)
      if !isTop { report(.misplacedParam, at: statement.span) }
      bindGlobal(param.name)
    }
    return nil
  }

  /// Walks over an expression that is a statement; the word that ends its block.
  private func ending(_ expression: Expression) -> String? {
    switch expression.kind {
    case .conditional(let condition, let then, let otherwise):
      self.expression(condition)
      let thenEnds = statements(then.statements)
      let otherwiseEnds = otherwise.map { statements($0.statements) } ?? false
      return thenEnds && otherwiseEnds ? "if" : nil
    case .with(let value, let block):
      self.expression(value)
      return statements(block.statements) ? "with" : nil
    case .block(let block): return statements(block.statements) ? "block" : nil
    default:
      self.expression(expression)
      return nil
    }
  }

  private static func breaks(_ statements: [Statement]) -> Bool {
    statements.contains { statement in
      switch statement.kind {
      case .breakLoop, .returnValue: return true
      case .forEach, .whileTrue, .define: return false
      default:
        var found = false
        SyntaxVisitor.children(
          of: statement, expression: { if leaves($0) { found = true } },
          block: { if breaks($0.statements) { found = true } })
        return found
      }
    }
  }

  private static func leaves(_ expression: Expression) -> Bool {
    if case .lambda = expression.kind { return false }
    var found = false
    SyntaxVisitor.children(
      of: expression, expression: { if leaves($0) { found = true } },
      block: { if breaks($0.statements) { found = true } })
    return found
  }

  /// Two definitions of one name in one block.
  private func reportTwice(_ statements: [Statement]) {
    var first: [String: Span] = [:]
    for statement in statements {
      let name: Name
      switch statement.kind {
      case .define(let definition): name = definition.name
      case .param(let param): name = param.name
      default: continue
      }
      if let earlier = first[name.text] {
        report(.definedTwice(name.text, first: earlier), at: name.span)
      } else {
        first[name.text] = name.span
      }
    }
  }

  // MARK: Binding

  private func assign(_ target: Target, _ value: Expression) {
    // A function literal may call itself by the name it gets only at the top level, where names are late-bound.
    expression(value)
    for name in target.names { rebind(name, target.names.count == 1 ? CheckWalk.kind(of: value) : .variable) }
  }

  /// Gives a name a value where the evaluator would: in the loop or function that has it, else in the innermost.
  func rebind(_ name: Name, _ kind: CheckedName.Kind = .variable) {
    if let own = scope.own(name.text) {
      // Two values: what it is called with is no longer known.
      if case .function = own.kind { own.kind = .variable }
      return
    }
    if scope.function.kind == .program {
      if scope.kind == .loop, scope.find(name.text) == nil, !isGlobalBound(name.text) {
        scope.bind(CheckedName(name.text, kind, at: name.span))
      } else {
        bindGlobal(name)
      }
      return
    }
    let outer = scope.find(name.text) ?? globals[name.text]
    if let outer, scope.function.outerReads.contains(name.text), outer.isVariable {
      report(.rebindsOuter(name.text, at: outer.span), at: name.span)
    }
    let local = CheckedName(name.text, kind, at: name.span)
    if let outer, outer.isVariable, checker.subject != .entry { local.hides = outer.span }
    scope.bind(local)
  }

  private func isGlobalBound(_ name: String) -> Bool { scope.program.names[name] != nil }

  private func bindGlobal(_ name: Name) {
    let program = scope.program
    guard program.names[name.text] == nil else { return }
    program.names[name.text] = globals[name.text] ?? CheckedName(name.text, .variable, at: name.span)
  }

  private func define(_ definition: Definition) {
    if case .native = definition.body, checker.subject != .library {
      report(.missingBody(definition.name.text), at: definition.name.span)
    }
    if scope.kind == .program {
      bindGlobal(definition.name)
    } else {
      let name = CheckedName(definition.name.text, .function(Signature(definition)), at: definition.name.span)
      scope.bind(name)
    }
    function(definition.parameters) {
      switch definition.body {
      case .expression(let expression): self.expression(expression)
      case .block(let block): _ = self.statements(block.statements)
      case .native: break
      }
    }
  }

  /// Walks over a function: its defaults outside, its body with its parameters.
  func function(_ parameters: [Parameter], body: () -> Void) {
    let inner = CheckScope(.function, parent: scope)
    for parameter in parameters {
      // A default may use the parameters before it.
      if let value = parameter.defaultValue { within(inner) { expression(value) } }
      inner.bind(CheckedName(parameter.name.text, .parameter, at: parameter.name.span))
    }
    within(inner, body)
    reportUnused(inner)
  }

  private func within(_ inner: CheckScope, _ body: () -> Void) {
    let outer = scope
    scope = inner
    body()
    scope = outer
  }

  private func loop(_ names: [Name], _ body: Block) {
    let inner = CheckScope(.loop, parent: scope)
    for name in names { inner.bind(CheckedName(name.text, .loopVariable, at: name.span)) }
    within(inner) { _ = statements(body.statements) }
    reportUnused(inner)
    for name in inner.ordered { scope.expired[name.name] = name.span }
  }

  // MARK: use

  private func use(_ use: Use, isTop: Bool, at span: Span) {
    if !isTop { report(.misplaced("use", outside: "the top level"), at: span) }
    let names: [String: DeclaredName]
    let module: String
    let place: Span
    switch use.module {
    case .library(let name):
      (module, place) = (name.text, name.span)
      guard let known = checker.known.module(name.text) else {
        report(
          .unknownModule(name.text, help: help(for: name.text, among: checker.known.modules, what: "the modules")),
          at: name.span)
        for name in use.names + (use.alias.map { [$0] } ?? (use.names.isEmpty ? [name] : [])) { bindUnknown(name) }
        return
      }
      names = known
    case .file(let path, let span):
      (module, place) = (path, span)
      do { names = try checker.known.file(path, usedBy: span.source) } catch {
        if let fault = error as? FileFault { found += fault.diagnostics.map { (span.lower, $0) } }
        if let problem = error as? any Problem { report(problem, at: span) }
        for name in use.names + (use.alias.map { [$0] } ?? []) { bindUnknown(name) }
        return
      }
    }
    for name in use.names {
      guard let declared = names[name.text] else {
        report(
          .notInModule(
            name.text, module: module, help: help(for: name.text, among: names.keys.sorted(), what: "its names")),
          at: name.span)
        bindUnknown(name)
        continue
      }
      bindImport(CheckedName(name.text, .imported(declared), at: name.span))
    }
    if let alias = use.alias {
      bindImport(CheckedName(alias.text, .module(names), at: alias.span))
    } else if use.names.isEmpty {
      bindImport(CheckedName(module, .module(names), at: place))
    }
  }

  private func markRead(_ target: Target) {
    for name in target.names {
      globals[name.text]?.isRead = true
      scope.ordered.last { $0.name == name.text }?.isRead = true
    }
  }

  private func bindImport(_ name: CheckedName) { scope.program.bind(name) }

  /// A name whose module could not be read: it counts as known.
  private func bindUnknown(_ name: Name) {
    let bound = CheckedName(name.text, .imported(nil), at: name.span)
    bound.isRead = true
    bindImport(bound)
  }

  func help(for name: String, among candidates: [String], what: String) -> [String] {
    let near = Suggestion.help(for: name, among: candidates)
    guard near.isEmpty, !candidates.isEmpty else { return near }
    let shown = candidates.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    return ["\(what): \(shown)\(candidates.count > 12 ? ", ..." : "")"]
  }
}

extension CheckedName {
  var isVariable: Bool {
    switch kind {
    case .variable, .parameter, .loopVariable: true
    case .function, .imported, .module: false
    }
  }
}

extension CheckScope {
  /// The outermost scope.
  var program: CheckScope {
    var scope = self
    while let parent = scope.parent { scope = parent }
    return scope
  }
}
