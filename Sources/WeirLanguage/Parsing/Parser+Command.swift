// The command form: `run "x", model: m`, at the start of a statement, right of `=`, and after `return`.

import WeirText

extension Parser {
  /// A call in command form with its pipes, or an expression.
  mutating func value() throws(Failure) -> Expression {
    isCommand() ? try pipes(try command()) : try expression()
  }

  /// A name or `lib.name`, white space, and on the same line the start of an argument.
  private func isCommand() -> Bool {
    guard kind == .name else { return false }
    let argument = commandHead()
    return token(argument).lower > token(argument - 1).upper && startsArgument(argument)
  }

  /// The index after a command's head.
  private func commandHead() -> Int {
    token(index + 1).kind == .dot && token(index + 2).isWord ? index + 3 : index + 1
  }

  /// Whether a token begins an argument of a command.
  func startsArgument(_ place: Int) -> Bool {
    let token = token(place)
    switch token.kind {
    case .stringStart, .number, .component, .wordTrue, .wordFalse, .wordNone: return true
    case .name: return !(token.upper - token.lower == 2 && text(token) == "as")
    case .wordNot: return self.token(place + 1).kind != .wordIn
    case .leftBrace: return isRecordStart(place)
    case .wordAnd, .wordOr, .wordIn, .wordIf, .wordElse, .wordFor, .wordTo, .wordWith: return false
    default: return token.kind.isReservedWord && self.token(place + 1).kind == .colon
    }
  }

  private mutating func command() throws(Failure) -> Expression {
    let lower = current.lower
    let head = try commandName()
    var tallest = height
    var arguments: [Argument] = []
    repeat {
      if !arguments.isEmpty { continueLine() }
      arguments.append(try argument(isCommand: true))
      tallest = max(tallest, height)
    } while take(.comma)
    if startsArgument(index) { throw secondArgument(head: head, arguments) }
    try rejectMisordered(arguments)
    return try node(
      .call(callee: head, arguments: arguments, isCommand: true), span(from: lower), parts: tallest)
  }

  private mutating func commandName() throws(Failure) -> Expression {
    let lower = current.lower
    let afterHead = commandHead()
    let head = try primary()
    guard index < afterHead else { return head }
    advance()
    let name = try takeWord("a name")
    return try node(.member(head, name), span(from: lower), parts: height)
  }

  /// `f "a" "b"`, `f g x`.
  private mutating func secondArgument(head: Expression, _ arguments: [Argument]) -> Failure {
    guard arguments.count == 1, case .positional(let argument) = arguments[0] else { return fail(.missingComma) }
    switch argument.kind {
    case .name("is"): return fail(.foreignIs(negated: kind == .wordNot), argument.span)
    case .name where kind == .name && token(index + 1).kind == .name:
      let words = source.text(from: argument.span.lower, to: endOfLine())
      return fail(
        .wordsWithoutQuotes(head: head.span.text, words: words), Span(source, argument.span.lower, endOfLine()))
    case .name, .member:
      let rest = source.text(from: current.lower, to: endOfLine())
      return fail(
        .twoReadings(head: head.span.text, argument: argument.span.text, rest: rest),
        Span(source, head.span.lower, current.upper))
    default: return fail(.missingComma)
    }
  }

  /// Where the current statement's line ends, as far as its tokens go; long ones are cut.
  private func endOfLine() -> Int {
    var place = index
    while token(place + 1).kind != .newline, token(place + 1).kind != .end, token(place + 1).kind != .semicolon,
      token(place + 1).kind != .rightBrace, token(place + 1).kind != .pipe, place < index + 12
    {
      place += 1
    }
    return token(place).upper
  }

  /// An argument of a call in either form; in command form it ends before a pipe.
  mutating func argument(isCommand: Bool) throws(Failure) -> Argument {
    if take(.ellipsis) { return .spread(try argumentValue(isCommand)) }
    if kind == .star { throw foreignSpread() }
    if current.isWord, nextKind == .colon || (nextKind == .assign && !isCommand) {
      let name = try label()
      return .named(name, try argumentValue(isCommand))
    }
    return .positional(try argumentValue(isCommand))
  }

  private mutating func argumentValue(_ isCommand: Bool) throws(Failure) -> Expression {
    isCommand ? try commandArgument() : try expression()
  }

  /// `name:` before an argument.
  private mutating func label() throws(Failure) -> Name {
    if nextKind == .assign {
      throw unclosedBracket() ?? fail(.keywordArgument(text(current)), span(of: token(index + 1)))
    }
    let name = try takeWord("a name")
    advance()
    continueLine()
    return name
  }

  private mutating func commandArgument() throws(Failure) -> Expression {
    isLambda() ? try lambda(takesPipes: false) : try operation()
  }
}
