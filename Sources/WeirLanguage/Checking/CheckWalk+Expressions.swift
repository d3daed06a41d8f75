// Expressions: every name is known, every component exists, every record has each field once.

import WeirText

extension CheckWalk {
  func expression(_ expression: Expression) {
    if Interrupt.isRequested { return }
    switch expression.kind {
    case .name(let name): read(name, at: expression.span)
    case .number(let value): checkExactness(value, expression.span)
    case .string(let parts):
      checkHookName(parts, expression.span)
      walkChildren(of: expression)
    case .component(let component): check(component, site: nil, at: expression.span)
    case .record(let fields):
      checkFields(fields)
      walkChildren(of: expression)
    case .call(let callee, let arguments, _): call(callee, arguments, expression)
    case .index(let base, let subscripts): index(base, subscripts, expression)
    case .member(let base, let name): member(base, name, expression)
    case .binary(.subtract, let left, let right): subtraction(left, right, expression)
    case .lambda(let parameters, let body):
      function(parameters) {
        if case .block(let block) = body.kind { _ = statements(block.statements) } else { self.expression(body) }
      }
    case .comprehension(let value, let clauses): comprehension(value, clauses)
    default: walkChildren(of: expression)
    }
  }

  func walkChildren(of expression: Expression) {
    SyntaxVisitor.children(
      of: expression, expression: { self.expression($0) }, block: { _ = statements($0.statements) })
  }

  private func comprehension(_ value: Expression, _ clauses: [ComprehensionClause]) {
    let outer = scope
    // Its variables end with it; what its parts assign belongs to the scope around, as in a loop.
    scope = CheckScope(.loop, parent: outer)
    for clause in clauses {
      expression(clause.content)
      guard case .each(let target, _) = clause else { continue }
      for name in target.names { scope.bind(CheckedName(name.text, .loopVariable, at: name.span)) }
    }
    expression(value)
    reportUnused(scope)
    scope = outer
  }

  // MARK: Names

  /// Resolves a name as the evaluator will; complains when nothing has it.
  func read(_ name: String, at span: Span) {
    if let found = scope.find(name) {
      found.isRead = true
      scope.noteRead(name)
      return
    }
    if let global = globals[name] {
      // A function runs later, and finds whatever is bound by then.
      if scope.isInFunction {
        global.isRead = true
        scope.noteRead(name)
        return
      }
      if checker.known.declared(name) == nil { report(.usedBeforeDefinition(name, at: global.span), at: span) }
      global.isRead = true
      return
    }
    if name == "std" || checker.known.declared(name) != nil { return }
    if let place = scope.expiredPlace(name) { return report(.livedInLoop(name, at: place), at: span) }
    if isFull { return }
    report(.unknownName(name, help: help(forUnknown: name)), at: span)
  }

  private func help(forUnknown name: String) -> [String] {
    if let advice = ForeignWords.advice(forName: name) ?? ForeignWords.advice(forStatement: name) { return advice }
    if checker.known.module(name) != nil { return ["write `use \(name)` first"] }
    var candidates = checker.known.names + Array(globals.keys) + TokenKind.reservedWords
    var current: CheckScope? = scope
    while let next = current {
      candidates += next.names.keys
      current = next.parent
    }
    if let near = Suggestion.best(for: name, among: candidates.sorted()) { return ["did you mean `\(near)`?"] }
    for module in checker.known.modules where checker.known.module(module)?[name] != nil {
      return ["it is in the module `\(module)`: write `use \(module): \(name)`"]
    }
    return []
  }

  /// What a name is called with, when that can be known.
  func signature(of name: String) -> Signature? {
    let found = scope.find(name)
    if let found, found !== globals[name] {
      switch found.kind {
      case .function(let signature): return signature
      case .imported(.function(let signature)?): return signature
      default: return nil
      }
    }
    if let global = globals[name], found != nil || scope.isInFunction || checker.known.declared(name) == nil {
      guard bindings[name] == 1, case .function(let signature) = global.kind else { return nil }
      return signature
    }
    if case .function(let signature)? = checker.known.declared(name) { return signature }
    return nil
  }

  /// The names behind `name.`, when it is a module.
  func moduleNames(_ name: String) -> [String: DeclaredName]? {
    if case .module(let names)? = scope.find(name)?.kind { return names }
    return nil
  }

  // MARK: Parts

  private func member(_ base: Expression, _ name: Name, _ whole: Expression) {
    if case .component(let component) = base.kind {
      check(component, site: name.text, at: base.span.joined(with: name.span))
      return
    }
    if case .name(let library) = base.kind, reportForeign(library, name, at: base.span) { return }
    expression(base)
    guard case .name(let module) = base.kind else { return }
    if let names = moduleNames(module), names[name.text] == nil {
      report(
        .notInModule(
          name.text, module: module, help: help(for: name.text, among: names.keys.sorted(), what: "its names")),
        at: name.span)
    } else if module == "std", scope.find("std") == nil, checker.known.declared(name.text) == nil {
      let help = Suggestion.help(for: name.text, among: checker.known.names)
      report(.notInModule(name.text, module: "std", help: help), at: name.span)
    }
  }

  /// Complains about `np.mean` and `model.run_with_cache`, whose base no program here has; false when there is nothing
  /// to say about the word after the dot.
  private func reportForeign(_ base: String, _ name: Name, at span: Span) -> Bool {
    guard scope.find(base) == nil, globals[base] == nil, checker.known.declared(base) == nil, base != "std",
      scope.expiredPlace(base) == nil
    else { return false }
    let isFunction = { (word: String) in
      if case .function? = self.checker.known.declared(word) { true } else { false }
    }
    let advice =
      ForeignWords.advice(forMember: name.text, of: base, isFunction: isFunction)
      ?? ForeignWords.advice(forMethod: name.text, of: base, arguments: nil) { _ in false }
    guard let advice else { return false }
    report(.unknownName(base, help: advice), at: span)
    return true
  }

  private func check(_ component: ComponentLiteral, site: String?, at span: Span) {
    do { try checker.sites?.check(component, site: site) } catch {
      if let problem = error as? any Problem { report(problem, at: span) }
    }
  }

  private func checkHookName(_ parts: [StringPart], _ span: Span) {
    guard let sites = checker.sites, parts.count == 1, case .text(let text) = parts[0], text.hasPrefix("blocks.") else {
      return
    }
    do { try sites.check(hookName: text) } catch {
      if let problem = error as? any Problem { report(problem, at: span) }
    }
  }

  private func checkFields(_ fields: [Field]) {
    var first: [String: Span] = [:]
    for case .field(let name, _) in fields {
      if let earlier = first[name.text] {
        report(.fieldTwice(name.text, first: earlier), at: name.span)
      } else {
        first[name.text] = name.span
      }
    }
  }

  private func checkExactness(_ value: Double, _ span: Span) {
    guard value >= 9_007_199_254_740_992 else { return }
    let digits = span.text.filter { $0 != "_" && $0 != "(" && $0 != ")" && $0 != " " }
    guard digits.allSatisfy(\.isNumber), let exact = UInt64(digits), UInt64(exactly: value) != exact else { return }
    report(.inexactNumber(span.text, value), at: span)
  }

  // MARK: Functions where their results were meant

  /// `run ["a", "b"]` indexes the function.
  private func index(_ base: Expression, _ subscripts: [Subscript], _ whole: Expression) {
    expression(base)
    for item in subscripts {
      if case .named(let name, let value) = item { checkSlice(name, value, base) }
      item.content.map { expression($0) }
    }
    guard case .name(let name) = base.kind, signature(of: name) != nil else { return }
    let inside = whole.span.source.text(from: base.span.upper, to: whole.span.upper)
    let list = inside.drop { $0 == " " || $0 == "\t" }
    report(.functionAsOperand(name, instead: "\(name)(\(CheckWalk.shortened(list)))"), at: base.span)
  }

  /// `f -1` subtracts from the function.
  private func subtraction(_ left: Expression, _ right: Expression, _ whole: Expression) {
    expression(left)
    expression(right)
    guard case .name(let name) = left.kind, signature(of: name) != nil else { return }
    report(.functionAsOperand(name, instead: "\(name)(-\(CheckWalk.shortened(right.span.text[...])))"), at: left.span)
  }

  private static func shortened(_ text: Substring) -> String {
    text.count > 40 || text.contains("\n") ? text.prefix { $0 != "\n" }.prefix(30) + "..." : String(text)
  }

  /// `x[i:j]` with names, which reads as an axis called `i`.
  private func checkSlice(_ name: Name, _ value: Expression, _ base: Expression) {
    guard name.text.utf8.count <= 2, value.span.lower == name.span.upper + 1, scope.find(name.text) != nil else {
      return
    }
    switch value.kind {
    case .name, .number, .negate, .binary:
      let end = value.span.text
      report(
        .sliceWithNames("\(CheckWalk.shortened(base.span.text[...]))[\(name.text)..<\(end)]"),
        at: name.span.joined(with: value.span))
    default: break
    }
  }
}
