// Statements. A reserved word decides; else names and `=`; else a place and `=`; else the command form; else an expression.

import WeirText

extension Parser {
  /// Statements up to the end of the text, or up to the `}` that closes a block; faulty ones are skipped.
  mutating func statements(isBlock: Bool) -> [Statement] {
    var statements: [Statement] = []
    var tallest = 0
    let openBrackets = brackets.count
    let (operandCount, operatorCount, outerMode, outerDepth) = (operands.count, operators.count, mode, depth)
    while !isAborted {
      while kind == .newline || kind == .semicolon { advance() }
      if kind == .end || (isBlock && kind == .rightBrace) { break }
      let start = index
      do {
        let statement = try self.statement(isFirst: statements.isEmpty && !isBlock)
        tallest = max(tallest, height)
        statements.append(try ended(statement, isBlock: isBlock))
      } catch {
        (mode, depth) = (outerMode, outerDepth)
        operands.removeSubrange(operandCount...)
        operators.removeSubrange(operatorCount...)
        recover(from: start, open: openBrackets)
      }
    }
    height = tallest
    return statements
  }

  /// A block at the current token, which the caller knows or expects to be `{`.
  mutating func block(after header: String) throws(Failure) -> Block {
    guard kind == .leftBrace else { throw missingBlock(header) }
    // A level of blocks takes about twice the stack of a level of brackets.
    try descend(2)
    let lower = current.lower
    let outer = mode
    brackets.append(index)
    mode = Mode()
    advance()
    let statements = self.statements(isBlock: true)
    if isAborted { throw Failure() }
    guard kind == .rightBrace else { throw unexpected(Parser.blockEnd) }
    brackets.removeLast()
    mode = outer
    advance()
    depth -= 2
    height += 1
    return Block(statements, at: span(from: lower))
  }

  private mutating func missingBlock(_ header: String) -> Failure {
    if kind == .end { return unexpected("the block of `\(header)`", indents: false) }
    return kind == .invalid ? Failure() : fail(.missingBlock(header: header, example: header))
  }

  /// A header as it was written, for messages.
  func headerText(from lower: Int) -> String {
    let text = source.text(from: lower, to: max(lower, previousUpper))
    return text.utf8.count > 40 || text.contains("\n") ? "\(text.prefix { $0 != " " }) ..." : text
  }

  /// Checks that a statement ends here, and notes a `;` that ends the entry.
  private mutating func ended(_ statement: Statement, isBlock: Bool) throws(Failure) -> Statement {
    switch kind {
    case .newline, .end: return statement
    case .rightBrace where isBlock: return statement
    case .semicolon:
      guard case .expression(let expression, _) = statement.kind else { return statement }
      let isSilent = nextKind == .newline || nextKind == .end || nextKind == .rightBrace
      return Statement(.expression(expression, isSilent: isSilent), at: statement.span)
    default: throw leftover(after: statement)
    }
  }

  private mutating func statement(isFirst: Bool) throws(Failure) -> Statement {
    let lower = current.lower
    height = 0
    let kind = isPlain ? try simpleStatement() : try statementKind(isFirst: isFirst)
    return Statement(kind, at: span(from: lower))
  }

  /// Whether the statement begins like an expression, which needs no look at reserved words.
  private var isPlain: Bool {
    switch kind {
    case .wordIf, .wordWith, .wordNot, .wordTrue, .wordFalse, .wordNone: nextKind != .assign
    case .leftBrace: isRecordStart(index)
    case .leftParen, .leftBracket, .minus: true
    default: !kind.isReservedWord && !kind.isSymbol
    }
  }

  private mutating func statementKind(isFirst: Bool) throws(Failure) -> Statement.Kind {
    if kind.isReservedWord, nextKind == .assign { throw fail(.reservedName(text(current))) }
    switch kind {
    case .wordDef: return try definition()
    case .wordFor: return try forEach()
    case .wordWhile: return try whileTrue()
    case .wordBreak:
      advance()
      return .breakLoop
    case .wordContinue:
      advance()
      return .continueLoop
    case .wordReturn: return try returnValue()
    case .wordUse: return try use()
    case .wordSave: return try save()
    case .wordAssert: return try assertion()
    case .wordParam: return try param()
    case .wordElse: throw fail(.strayElse)
    case .pipe where isFirst: return try pipedEntry()
    case .leftBrace:
      return .expression(try blockExpression(after: ""), isSilent: false)
    case .colon, .doubleSlash, .slash: throw foreignStatement()
    case .rightParen, .rightBracket, .rightBrace: throw fail(.strayCloser(text(current)))
    default: return try simpleStatement()
    }
  }

  /// What begins with a value: an assignment, or an expression.
  private mutating func simpleStatement() throws(Failure) -> Statement.Kind {
    if current.isWord {
      if kind == .name, let habit = foreignStatementWord() { throw habit }
      if isAssignment() { return try assignment() }
      if kind == .name, isPlaceAssignment() { return try placeAssignment() }
    }
    return .expression(try value(), isSilent: false)
  }

  private mutating func assignment() throws(Failure) -> Statement.Kind {
    let target = try self.target()
    return .assign(target, try assigned())
  }

  private mutating func placeAssignment() throws(Failure) -> Statement.Kind {
    let place = try postfix()
    let tallest = height
    let value = try assigned()
    height = max(tallest, height)
    return .assignPlace(place, value)
  }

  /// An entry that begins with `|>` pipes the last value.
  private mutating func pipedEntry() throws(Failure) -> Statement.Kind {
    let name = try node(.name("_"), Span(source, current.lower, current.lower))
    return .expression(try pipes(name), isSilent: false)
  }

  private mutating func whileTrue() throws(Failure) -> Statement.Kind {
    let lower = current.lower
    advance()
    let condition = try header("while", from: lower)
    let tallest = height
    let body = try block(after: "while")
    height = max(tallest, height)
    return .whileTrue(condition, body)
  }

  /// `a =`, `a, b =`.
  private func isAssignment() -> Bool {
    var place = index
    while token(place).isWord {
      switch token(place + 1).kind {
      case .assign: return true
      case .comma:
        place += 2
        while token(place).kind == .newline { place += 1 }
      default: return false
      }
    }
    return false
  }

  /// A name, at least one `[...]` or `.word`, and `=`.
  private func isPlaceAssignment() -> Bool {
    var place = index + 1
    while true {
      switch token(place).kind {
      case .leftBracket:
        guard stream.partners[place] >= 0 else { return false }
        place = Int(stream.partners[place]) + 1
      case .dot where token(place + 1).isWord: place += 2
      case .assign: return place > index + 1
      default: return false
      }
    }
  }

  mutating func target() throws(Failure) -> Target {
    var names = [try takeBinding("a name")]
    while take(.comma) {
      continueLine()
      names.append(try takeBinding("a name"))
    }
    return Target(names)
  }

  private mutating func assigned() throws(Failure) -> Expression {
    try expect(.assign, "`=`")
    continueLine()
    return try value()
  }

  /// A header expression and whatever stands between it and its block.
  mutating func header(_ word: String, from lower: Int) throws(Failure) -> Expression {
    let outer = mode
    mode.allowsBraces = false
    let expression = try pipes(try operation())
    mode = outer
    if kind != .leftBrace { try findBlock(word, from: lower, after: expression) }
    return expression
  }

  private mutating func findBlock(_ word: String, from lower: Int, after expression: Expression) throws(Failure) {
    switch kind {
    case .newline:
      // The block may stand on the next line; anything else there begins a statement.
      let here = index
      continueLine()
      if kind == .leftBrace || kind == .end { return }
      index = here
      throw fail(.missingBlock(header: word, example: headerText(from: lower)), expression.span)
    case .end: continuedTo = index
    case .colon: throw fail(.colonAfterHeader(headerText(from: lower)))
    case .assign: throw fail(.assignmentInside(condition: true))
    case .arrow, .wordElse, .wordFor, .wordTo, .comma: break
    case .name where word == "with" && text(current) == "as": throw fail(.foreignWith)
    default:
      if startsArgument(index), case .name(let head) = expression.kind { throw fail(.commandInHeader(head)) }
    }
  }

  private mutating func forEach() throws(Failure) -> Statement.Kind {
    let lower = current.lower
    advance()
    if kind == .leftParen { throw parenthesisedTarget() }
    let target = try self.target()
    guard take(.wordIn) else {
      throw kind == .end || kind == .invalid ? unexpected("`in`") : fail(.forNeedsIn)
    }
    let items = try header("for", from: lower)
    let tallest = height
    let body = try block(after: "for")
    height = max(tallest, height)
    return .forEach(target, in: items, body)
  }

  /// `for (i, x) in xs`.
  private mutating func parenthesisedTarget() -> Failure {
    let partner = Int(stream.partners[index])
    guard partner > index, token(partner + 1).kind == .wordIn else { return fail(.forNeedsIn) }
    let names = source.text(from: current.upper, to: token(partner).lower)
    return fail(.parenthesisedTarget(names), Span(source, current.lower, token(partner).upper))
  }

  private mutating func returnValue() throws(Failure) -> Statement.Kind {
    advance()
    switch kind {
    case .newline, .semicolon, .end, .rightBrace: return .returnValue(nil)
    default: return .returnValue(try value())
    }
  }

  private mutating func save() throws(Failure) -> Statement.Kind {
    advance()
    let value = try expression()
    var tallest = height
    guard take(.wordTo) else {
      throw kind == .end || kind == .newline || kind == .comma ? fail(.saveNeedsTo) : unexpected("`to`")
    }
    let path = try expression()
    tallest = max(tallest, height)
    var options: [Argument] = []
    while take(.comma) {
      continueLine()
      guard current.isWord, nextKind == .colon else {
        throw kind == .end ? unexpected("an option") : fail(.saveOption)
      }
      options.append(try argument(isCommand: false))
      tallest = max(tallest, height)
    }
    height = tallest
    return .save(value, to: path, options: options)
  }

  private mutating func assertion() throws(Failure) -> Statement.Kind {
    advance()
    let condition = try expression()
    let tallest = height
    guard take(.comma) else { return .assert(condition, message: nil) }
    continueLine()
    let message = try expression()
    height = max(tallest, height)
    return .assert(condition, message: message)
  }
}
