// Moving over tokens, brackets and newlines; building nodes; complaining.

import WeirText

extension Parser {
  var current: Token { tokens[index] }
  var kind: TokenKind { tokens[index].kind }

  /// The kind of the token after the current one; newlines count where they are heeded.
  var nextKind: TokenKind { kind(after: index) }

  /// The kind of the token after a place; newlines count where they are heeded.
  func kind(after place: Int) -> TokenKind {
    var next = min(place + 1, tokens.count - 1)
    if mode.skipsNewlines {
      while tokens[next].kind == .newline { next += 1 }
    }
    return tokens[next].kind
  }

  func token(_ index: Int) -> Token { tokens[min(index, tokens.count - 1)] }

  mutating func advance() {
    guard kind != .end else { return }
    previousUpper = tokens[index].upper
    index += 1
    if index & 0xFFF == 0, Interrupt.isRequested { abandon() }
    if mode.skipsNewlines { skipNewlineTokens() }
  }

  /// Goes to the end of the text, for somebody who asked to stop.
  private mutating func abandon() {
    index = tokens.count - 1
    isAborted = true
  }

  private mutating func skipNewlineTokens() {
    while tokens[index].kind == .newline { index += 1 }
  }

  /// After an operator or a comma the line goes on.
  mutating func continueLine() {
    skipNewlineTokens()
    continuedTo = index
  }

  /// Takes a token if it is there.
  mutating func take(_ kind: TokenKind) -> Bool {
    guard self.kind == kind else { return false }
    advance()
    return true
  }

  mutating func expect(_ kind: TokenKind, _ expected: @autoclosure () -> String) throws(Failure) {
    if self.kind == kind {
      advance()
    } else {
      throw unexpected(expected())
    }
  }

  // MARK: Brackets

  /// Enters the bracket at the current token: newlines are skipped and braces allowed up to `close`.
  mutating func open() -> Mode {
    let outer = mode
    brackets.append(index)
    mode = Mode(skipsNewlines: true, allowsBraces: true)
    advance()
    return outer
  }

  /// Leaves a bracket; `awaited` says what else could have stood before it.
  mutating func close(_ closer: TokenKind, _ outer: Mode, _ awaited: String) throws(Failure) {
    guard kind == closer else {
      let mark = brackets.last.map { text(tokens[$0]) } ?? "("
      throw unexpected("\(awaited) or `\(Parser.closers[mark] ?? ")")`")
    }
    mode = outer
    brackets.removeLast()
    advance()
  }

  private static let closers = ["(": ")", "\\(": ")", "[": "]", "{": "}"]

  // MARK: Nodes

  /// From a place to the end of the last token taken.
  func span(from lower: Int) -> Span { Span(source, lower, max(lower, previousUpper)) }

  func span(of token: Token) -> Span { Span(source, token.lower, token.upper) }

  func text(_ token: Token) -> String { source.text(from: token.lower, to: token.upper) }

  /// Makes an expression whose parts are at most `parts` high.
  mutating func node(_ kind: Expression.Kind, _ span: Span, parts: Int = 0) throws(Failure) -> Expression {
    height = parts + 1
    if height > Parser.nestingLimit + 1 { throw abort(.nestedTooDeep(Parser.nestingLimit), span) }
    return Expression(kind, at: span)
  }

  /// Counts a level of descent, the outermost operation as none; each call is paired with a subtraction from `depth`.
  mutating func descend(_ levels: Int = 1) throws(Failure) {
    depth += levels
    if depth > Parser.nestingLimit + 1 { throw abort(.nestedTooDeep(Parser.nestingLimit), span(of: current)) }
  }

  /// Takes a word after a dot or as a label.
  mutating func takeWord(_ expected: String) throws(Failure) -> Name {
    guard current.isWord else { throw unexpected(expected) }
    let name = Name(text(current), at: span(of: current))
    advance()
    return name
  }

  /// Takes a name that is bound here.
  mutating func takeBinding(_ expected: String) throws(Failure) -> Name {
    let token = current
    if token.kind.isReservedWord { throw fail(.reservedName(text(token))) }
    if token.kind == .component { throw fail(.componentName(text(token), meaning: meaning(of: token))) }
    guard token.kind == .name else { throw unexpected(expected) }
    let name = text(token)
    if let meaning = Parser.meaningOfReservedForm(name) { throw fail(.componentName(name, meaning: meaning)) }
    if name.utf8.last == Ascii.apostrophe { throw fail(.primeInName(name)) }
    advance()
    return Name(name, at: span(of: token))
  }

  // MARK: Complaints

  /// Records a fact at the current token, or at a span.
  mutating func fail(_ fact: SyntaxFact, _ span: Span? = nil) -> Failure {
    if isAborted { return Failure() }
    facts.append(Located(fact: fact, span: span ?? self.span(of: current)))
    if facts.count >= Parser.errorLimit {
      facts.append(Located(fact: .tooManyErrors, span: self.span(of: current)))
      isAborted = true
    }
    return Failure()
  }

  /// Records a fact after which nothing more is read.
  mutating func abort(_ fact: SyntaxFact, _ span: Span) -> Failure {
    let failure = fail(fact, span)
    isAborted = true
    return failure
  }

  /// Complains about the current token where something else should stand.
  ///
  /// `indents` is false where the next line begins a block, and stands under the header.
  mutating func unexpected(_ expected: String, indents: Bool = true) -> Failure {
    if kind == .invalid { return Failure() }
    if kind == .end { return endsEarly(expected, indents: indents) }
    if let opener = unclosedBracket() { return opener }
    if kind == .question { return questionMark() }
    return fail(.unexpected(found: describe(current), expected: expected))
  }

  /// Complains that the text ends; at the prompt more lines may follow.
  private mutating func endsEarly(_ expected: String, indents: Bool) -> Failure {
    if unfinishedDepth != nil { return Failure() }
    let mayGoOn = mode.skipsNewlines || continuedTo == index || expected == Parser.blockEnd
    if mayGoOn {
      unfinishedDepth = linesOfBrackets(indents: indents)
      endFacts += 1
    }
    if mayGoOn, let opener = brackets.last, isScript || stream.problems.isEmpty {
      let end = Span(source, source.bytes.count, source.bytes.count)
      return fail(.unclosed(text(tokens[opener]), at: end), span(of: tokens[opener]))
    }
    return fail(.endsEarly(expected: expected), span(of: lastToken))
  }

  /// The last token before the end of the text.
  private var lastToken: Token {
    tokens.last { $0.kind != .end && $0.kind != .newline } ?? current
  }

  /// `name?`, and `?` anywhere else.
  mutating func questionMark() -> Failure {
    let before = token(max(0, index - 1))
    return fail(.questionMark(after: before.kind == .name ? text(before) : ""))
  }

  static let blockEnd = "`}`"

  /// How many lines hold brackets that are still open; an unfinished operation counts as one.
  private func linesOfBrackets(indents: Bool) -> Int {
    var lines = 0
    var last = -1
    for bracket in brackets where tokens[bracket].kind != .interpolationStart {
      let line = source.line(at: tokens[bracket].lower)
      if line != last { lines += 1 }
      last = line
    }
    return lines == 0 && indents ? 1 : lines
  }

  /// In a whole text, a bracket that has no partner is the error, wherever it is noticed.
  mutating func unclosedBracket() -> Failure? {
    guard isScript, mode.skipsNewlines, let opener = brackets.last, stream.partners[opener] < 0 else { return nil }
    return fail(.unclosed(text(tokens[opener]), at: span(of: current)), span(of: tokens[opener]))
  }

  /// A token in words.
  func describe(_ token: Token) -> String {
    switch token.kind {
    case .name: "the name `\(text(token))`"
    case .number: "the number `\(text(token))`"
    case .component: "the component `\(text(token))`"
    case .stringStart, .stringText: "a string"
    case .interpolationStart: "`\\(`"
    case .interpolationEnd: "`)`"
    case .stringEnd: "the end of the string"
    case .newline: "the end of the line"
    case .end: "the end of the text"
    default: token.kind.isReservedWord ? "the reserved word `\(text(token))`" : "`\(text(token))`"
    }
  }

  // MARK: Recovery

  /// Skips the rest of a statement that began at `start`, when `open` brackets were open, up to the end of its line,
  /// the next line that stands no further right, or the brace that closes the block around it.
  mutating func recover(from start: Int, open: Int) {
    let column = self.column(of: tokens[start])
    var nested: [TokenKind] = brackets[open...].map { tokens[$0].kind }
    brackets.removeSubrange(open...)
    if index == start, kind != .end {
      track(kind, in: &nested)
      index += 1
    }
    while kind != .end {
      switch kind {
      case .newline:
        if nested.isEmpty { return }
        let next = token(index + 1)
        if self.column(of: next) <= column, !Parser.closes(next.kind), next.kind != .pipe { return }
      case .semicolon where nested.isEmpty: return
      case .rightBrace where !nested.contains(.leftBrace): return
      default: track(kind, in: &nested)
      }
      index += 1
    }
  }

  private func column(of token: Token) -> Int {
    token.lower - source.lineStarts[source.line(at: token.lower) - 1]
  }

  private static func closes(_ kind: TokenKind) -> Bool {
    kind == .rightParen || kind == .rightBracket || kind == .rightBrace
  }

  private func track(_ kind: TokenKind, in nested: inout [TokenKind]) {
    switch kind {
    case .leftParen, .leftBracket, .leftBrace, .interpolationStart: nested.append(kind)
    case .rightParen: Parser.pop(.leftParen, &nested)
    case .rightBracket: Parser.pop(.leftBracket, &nested)
    case .rightBrace: Parser.pop(.leftBrace, &nested)
    case .interpolationEnd: Parser.pop(.interpolationStart, &nested)
    default: break
    }
  }

  private static func pop(_ opener: TokenKind, _ nested: inout [TokenKind]) {
    if let place = nested.lastIndex(of: opener) { nested.removeSubrange(place...) }
  }
}
