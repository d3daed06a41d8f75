// What people type from habit in other languages, and what stands after a statement that should have ended.

import WeirText

extension Parser {
  /// Values of other languages, and what they are here.
  private static let foreignValues = [
    "None": "none", "True": "true", "False": "false", "null": "none", "nil": "none", "NULL": "none",
    "undefined": "none",
  ]

  /// A name in the place of a value that only another language knows.
  mutating func foreignName(_ name: String) -> Failure? {
    if let instead = Parser.foreignValues[name] { return fail(.foreignValue(name, instead: instead)) }
    if name == "lambda", nextKind == .name || nextKind == .colon { return fail(.foreignLambda) }
    if name == "elif" { return fail(.elif) }
    if name.utf8.last == Ascii.apostrophe { return fail(.primeInName(name)) }
    return nil
  }

  /// `let x = 3`, `import m`: words that begin statements elsewhere.
  mutating func foreignStatementWord() -> Failure? {
    let next = token(index + 1)
    if let habit = foreignBlockWord() { return habit }
    guard next.kind == .name || next.kind == .component else { return nil }
    let word = text(current)
    let name = text(next)
    switch word {
    case "import", "include", "require", "using": return fail(.foreignImport(name))
    case "from" where token(index + 2).kind == .name && text(token(index + 2)) == "import":
      return fail(.foreignImport(name))
    case "let", "var", "const", "mut", "local", "auto":
      return token(index + 2).kind == .assign ? fail(.foreignDeclaration(word, instead: "\(name) = ...")) : nil
    case "fn", "fun", "func", "function":
      return token(index + 2).kind == .leftParen
        ? fail(.foreignDeclaration(word, instead: "def \(name)(...) { ... }")) : nil
    case "class", "struct":
      return fail(.foreignDeclaration(word, instead: "\(name) = {field: value}"))
    default: return nil
    }
  }

  /// `try {`, `switch x {`, `except E:`: words that head blocks elsewhere.
  private mutating func foreignBlockWord() -> Failure? {
    let word = text(current)
    guard ForeignWords.advice(forStatement: word) != nil else { return nil }
    for place in [index + 1, index + 2] {
      switch token(place).kind {
      case .colon: return fail(.foreignStatement(word))
      case .leftBrace:
        return isRecordStart(place) && token(place + 1).kind != .rightBrace ? nil : fail(.foreignStatement(word))
      case .name, .number, .stringStart, .component: continue
      default: return nil
      }
    }
    return nil
  }

  /// `*xs` in the place of an argument, an item or a parameter.
  mutating func foreignSpread() -> Failure {
    fail(.foreignSpread(nextKind == .name ? text(token(index + 1)) : "xs"))
  }

  /// Statements that begin with `:`, `//` or `/*`.
  mutating func foreignStatement() -> Failure {
    if kind == .colon, nextKind == .name { return fail(.shellCommand(text(token(index + 1)))) }
    if kind == .doubleSlash || (kind == .slash && nextKind == .star) { return fail(.foreignComment("...")) }
    return unexpected("a statement")
  }

  /// `L5H* 2`: a grid before a value is meant as a product.
  mutating func rejectArithmetic(after component: Token) throws(Failure) {
    guard source.bytes[component.upper - 1] == Ascii.star else { return }
    switch kind {
    case .number, .leftParen: break
    default: return
    }
    throw fail(.componentArithmetic(text(component), meaning: meaning(of: component)), span(of: component))
  }

  /// What a component that was to be a name means: "layer 2", "head 1 of layer 5".
  func meaning(of token: Token) -> String {
    guard token.payload >= 0 else { return "a component" }
    return stream.components[Int(token.payload)].meaning
  }

  /// `L`, `H`, `N` and the beginnings of components (`L5H`) cannot be bound.
  static func meaningOfReservedForm(_ name: String) -> String? {
    switch name {
    case "L": return "the beginning of a layer's name, as in `L5`"
    case "H": return "the beginning of a head's name, as in `L5H1`"
    case "N": return "the beginning of a neuron's name, as in `L5N652`"
    default: break
    }
    guard name.utf8.first == Ascii.upperL else { return nil }
    let rest = name.utf8.dropFirst().drop(while: Ascii.isDigit)
    guard rest.count == 1, name.utf8.count > 2, let letter = rest.first,
      letter == Ascii.upperH || letter == Ascii.upperN || letter == Ascii.upperG
    else { return nil }
    return "the beginning of a component's name, as in `\(name)1`"
  }

  // MARK: After a statement

  /// Complains about what follows a statement that should have ended.
  mutating func leftover(after statement: Statement) -> Failure {
    switch kind {
    case .invalid: return Failure()
    case .assign:
      guard case .expression(let expression, _) = statement.kind else {
        return fail(.assignmentInside(condition: false))
      }
      return fail(.notAssignable(describe(expression)), expression.span)
    case .wordIf: return fail(.ternary)
    case .wordElse: return fail(.strayElse)
    case .wordTo: return unexpected("the end of the statement")
    case .comma: return bracketAfterBlank(statement) ?? fail(.tuple)
    case .arrow: return fail(.lambdaNeedsParentheses)
    case .question: return questionMark()
    case .rightParen, .rightBracket, .rightBrace: return fail(.strayCloser(text(current)))
    case .colon:
      if case .define = statement.kind { return fail(.colonAfterHeader(headerText(from: statement.span.lower))) }
      if case .expression(let value, _) = statement.kind, case .name(let name) = value.kind, nextKind == .name {
        return fail(.annotatedName(name), Span(source, current.lower, token(index + 1).upper))
      }
      return unexpected("the end of the statement")
    case .wordWith: return labelWithoutComma(after: statement) ?? unexpected("the end of the statement")
    case .name where text(current) == "as" && nextKind == .colon:
      return labelWithoutComma(after: statement) ?? fail(.missingOperator(found: describe(current)))
    case .name where text(current) == "elif": return fail(.elif)
    case .name where text(current) == "is": return fail(.foreignIs(negated: nextKind == .wordNot))
    case .wordFor: return fail(.generatorArgument)
    case .doubleSlash: return fail(.foreignComment("..."))
    default:
      if startsArgument(index) || kind == .leftBrace { return fail(.missingOperator(found: describe(current))) }
      return unexpected("the end of the statement")
    }
  }

  /// `show [a, b], title: t`: the list was meant as an argument, and is read as an index.
  private mutating func bracketAfterBlank(_ statement: Statement) -> Failure? {
    guard let value = value(of: statement) else { return nil }
    let head: Expression
    switch value.kind {
    case .index(let base, _): head = base
    case .call(let callee, _, false): head = callee
    default: return nil
    }
    guard case .name(let name) = head.kind, head.span.upper < value.span.upper else { return nil }
    return bracketAfterBlank(head: name, endingAt: head.span.upper, through: value.span.upper)
  }

  /// Complains when a bracket follows a head and a blank; `end` is where the bracket's text ends.
  mutating func bracketAfterBlank(head: String, endingAt upper: Int, through end: Int) -> Failure? {
    var bracket = upper
    while bracket < end, Ascii.isBlank(source.bytes[bracket]) { bracket += 1 }
    guard bracket > upper, bracket < end else { return nil }
    let mark = source.bytes[bracket] == Ascii.leftBracket ? "[" : "("
    let text = source.text(from: bracket, to: end)
    let inside = text.utf8.count > 30 || text.contains("\n") ? (mark == "[" ? "[...]" : "(...)") : text
    return fail(
      .bracketAfterBlank(head: head, bracket: mark, inside: kind == .comma ? "\(inside), ..." : inside),
      Span(source, bracket, bracket + 1))
  }

  /// `generate with: 3`, `r = run "x" with: ablate(h)`, and the same without the colon.
  private mutating func labelWithoutComma(after statement: Statement) -> Failure? {
    guard let value = value(of: statement) else { return nil }
    switch value.kind {
    case .call(let callee, _, _):
      let text = value.span.text
      let call = text.utf8.count > 50 || text.contains("\n") ? "\(callee.span.text) ..." : text
      return fail(.withoutCommaBefore(word: self.text(current), call: call))
    case .name where nextKind == .colon, .member where nextKind == .colon:
      return fail(.reservedLabel(head: value.span.text, word: text(current)))
    default: return nil
    }
  }

  /// The value that a statement ends with.
  private func value(of statement: Statement) -> Expression? {
    switch statement.kind {
    case .expression(let value, _), .assign(_, let value), .returnValue(let value?): value
    default: nil
    }
  }

  private func describe(_ expression: Expression) -> String {
    switch expression.kind {
    case .call: "the call `\(expression.span.text.prefix(40))`"
    case .component(let component): "`\(expression.span.text)` is \(component.meaning), which"
    case .number, .string, .bool, .none: "a literal"
    case .list, .record: "a literal"
    default: "this expression"
    }
  }
}
