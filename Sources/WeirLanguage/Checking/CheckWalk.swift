import WeirText

/// One check of one program: a walk in the order of the text that binds and resolves names as the evaluator will.
final class CheckWalk {
  let checker: Checker
  /// Messages with the offsets that order them.
  var found: [(Int, Diagnostic)] = []
  var scope = CheckScope(.program, parent: nil)
  /// Top-level names that the program binds outside of loops and functions, wherever that is, with their first place.
  var globals: [String: CheckedName] = [:]
  /// How often each of them is bound; only a name bound once has a known signature.
  var bindings: [String: Int] = [:]
  /// More than one model is loaded.
  let hasSeveralModels: Bool

  static let limit = 100

  /// Enough has been found; nothing more is kept.
  var isFull: Bool { found.count >= CheckWalk.limit }

  init(_ checker: Checker, _ program: Program) {
    self.checker = checker
    hasSeveralModels = Checker.models(in: program) == .several
  }

  func run(_ program: Program) {
    collect(program.statements)
    _ = statements(program.statements, isTop: true)
    reportUnused(scope)
    if checker.subject == .script { reportUnusedGlobals(program) }
  }

  func report(_ fact: CheckFact, at span: Span) {
    if isFull { return }
    found.append((span.lower, fact.diagnostic(at: span, severity: fact.severity)))
  }

  func report(_ problem: any Problem, at span: Span) {
    if isFull { return }
    found.append(
      (
        span.lower,
        Diagnostic(
          code: problem.code, problem.message, labels: [Diagnostic.Label(span)], notes: problem.notes,
          help: problem.help)
      ))
  }

  // MARK: The program's own names

  /// Notes the top-level names that statements bind, blocks of `if` and `with` included, loops and functions not.
  private func collect(_ statements: [Statement]) {
    for statement in statements {
      if Interrupt.isRequested { return }
      switch statement.kind {
      case .assign(let target, let value):
        for name in target.names { collect(name, target.names.count == 1 ? CheckWalk.kind(of: value) : .variable) }
      case .assignPlace(let place, _): if let root = CheckWalk.root(of: place) { bindings[root.text, default: 0] += 1 }
      case .define(let definition): collect(definition.name, .function(Signature(definition)))
      case .param(let param): collect(param.name, .variable)
      case .use, .forEach, .whileTrue, .expression, .breakLoop, .continueLoop, .returnValue, .save, .assert: break
      }
      if case .define = statement.kind { continue }
      if case .forEach(_, let items, _) = statement.kind {
        collect(in: items)
      } else if case .whileTrue(let condition, _) = statement.kind {
        collect(in: condition)
      } else {
        SyntaxVisitor.children(of: statement, expression: collect(in:), block: { collect($0.statements) })
      }
    }
  }

  private func collect(in expression: Expression) {
    if case .lambda = expression.kind { return }
    SyntaxVisitor.children(of: expression, expression: collect(in:), block: { collect($0.statements) })
  }

  private func collect(_ name: Name, _ kind: CheckedName.Kind) {
    bindings[name.text, default: 0] += 1
    if globals[name.text] == nil { globals[name.text] = CheckedName(name.text, kind, at: name.span) }
  }

  /// A name that is given a function literal has a known signature too.
  static func kind(of value: Expression) -> CheckedName.Kind {
    guard case .lambda(let parameters, _) = value.kind else { return .variable }
    return .function(Signature(parameters, result: nil))
  }

  /// The name at the root of a place.
  static func root(of place: Expression) -> Name? {
    var place = place
    while true {
      switch place.kind {
      case .index(let base, _), .member(let base, _): place = base
      case .name(let name): return Name(name, at: place.span)
      default: return nil
      }
    }
  }

  // MARK: Warnings

  /// Locals that nothing reads, when a scope ends.
  func reportUnused(_ scope: CheckScope) {
    guard checker.subject != .entry else { return }
    for name in scope.ordered where !name.isRead && !name.name.hasPrefix("_") {
      switch name.kind {
      case .variable, .function:
        if scope.kind != .program { report(.unusedName(name.name, outer: name.hides), at: name.span) }
      case .imported, .module: if checker.subject == .script { report(.unusedImport(name.name), at: name.span) }
      case .parameter, .loopVariable: break
      }
    }
  }

  /// Top-level values that nothing reads; functions may be kept for the prompt.
  private func reportUnusedGlobals(_ program: Program) {
    let runs = program.statements.contains { statement in
      switch statement.kind {
      case .define, .assign, .use, .param: false
      default: true
      }
    }
    // A text of definitions only is meant to be used by others.
    guard runs else { return }
    for name in globals.values where !name.isRead && !name.name.hasPrefix("_") {
      if case .variable = name.kind { report(.unusedName(name.name, outer: nil), at: name.span) }
    }
  }
}
