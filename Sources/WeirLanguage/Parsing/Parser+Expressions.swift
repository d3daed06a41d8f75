// Expressions above the operators: lambdas and pipes; and below them: calls, indices and members.

import WeirText

extension Parser {
  mutating func expression() throws(Failure) -> Expression {
    isLambda() ? try lambda(takesPipes: true) : try pipes(try operation())
  }

  /// `x ->`, or a parenthesis whose partner is followed by `->`.
  func isLambda() -> Bool {
    switch kind {
    case .name: return nextKind == .arrow
    case .leftParen:
      let partner = Int(stream.partners[index])
      return partner >= 0 && token(partner + 1).kind == .arrow
    default: return current.isWord && nextKind == .arrow
    }
  }

  /// `takesPipes` is false in the command form, whose pipes belong to the call.
  mutating func lambda(takesPipes: Bool) throws(Failure) -> Expression {
    try descend()
    defer { depth -= 1 }
    let lower = current.lower
    height = 0
    let parameters = kind == .leftParen ? try parameterList() : [Parameter(try takeBinding("a parameter"))]
    var tallest = height
    try expect(.arrow, "`->`")
    continueLine()
    let body: Expression
    if kind == .leftBrace, mode.allowsBraces, !isRecordStart(index) {
      let block = try block(after: "->")
      body = try node(.block(block), block.span, parts: height)
    } else if isLambda() {
      body = try lambda(takesPipes: takesPipes)
    } else {
      let operation = try operation()
      body = takesPipes ? try pipes(operation) : operation
    }
    tallest = max(tallest, height)
    return try node(.lambda(parameters, body: body), span(from: lower), parts: tallest)
  }

  /// `left |> f |> g(y)`, also where a line begins with `|>`.
  mutating func pipes(_ left: Expression) throws(Failure) -> Expression {
    var left = left
    while takePipe() {
      let tallest = height
      let isParenthesised = kind == .leftParen
      let target = try postfix()
      let targetHeight = height
      guard kind != .arrow else { throw fail(.pipeTarget, target.span) }
      let call: Expression.Kind
      switch target.kind {
      case .call(let callee, let arguments, false) where !isParenthesised || target.span.lower == callee.span.lower:
        call = .call(callee: callee, arguments: [.positional(left)] + arguments, isCommand: false)
      case .name, .member, .index, .call, .lambda, .conditional:
        call = .call(callee: target, arguments: [.positional(left)], isCommand: false)
      default: throw fail(.pipeTarget, target.span)
      }
      let into = try node(call, target.span, parts: max(tallest, targetHeight))
      left = try node(.pipe(left, into: into), left.span.joined(with: target.span), parts: height)
    }
    return left
  }

  private mutating func takePipe() -> Bool {
    if kind == .newline, token(index + 1).kind == .pipe { advance() }
    guard take(.pipe) else { return false }
    continueLine()
    return true
  }

  // MARK: Calls, indices, members

  mutating func postfix() throws(Failure) -> Expression {
    let lower = current.lower
    var expression = try primary()
    while true {
      let tallest = height
      switch kind {
      case .leftParen:
        let arguments = try self.arguments()
        expression = try node(
          .call(callee: expression, arguments: arguments, isCommand: false), span(from: lower),
          parts: max(tallest, height))
      case .leftBracket:
        let subscripts = try self.subscripts(of: expression)
        expression = try node(.index(expression, subscripts), span(from: lower), parts: max(tallest, height))
      case .dot:
        advance()
        let name = try takeWord("a name after the dot")
        expression = try node(.member(expression, name), span(from: lower), parts: tallest)
      default: return expression
      }
    }
  }

  private mutating func arguments() throws(Failure) -> [Argument] {
    try descend()
    let outer = open()
    var arguments: [Argument] = []
    var tallest = 0
    var hasNamed = false
    while kind != .rightParen {
      let argument = try self.argument(isCommand: false)
      switch argument {
      case .named: hasNamed = true
      case .positional(let value):
        if hasNamed { throw fail(.positionalAfterNamed, value.span) }
        if kind == .wordFor { throw fail(.generatorArgument) }
      case .spread: break
      }
      arguments.append(argument)
      tallest = max(tallest, height)
      guard take(.comma) else { break }
    }
    if kind != .rightParen { try rejectNeighbour() }
    try close(.rightParen, outer, "`,`")
    depth -= 1
    height = tallest
    return arguments
  }

  /// Where an item of a list or call ended and neither a comma nor the end follows.
  mutating func rejectNeighbour() throws(Failure) {
    if let opener = unclosedBracket() { throw opener }
    switch kind {
    case .wordIf: throw fail(.ternary)
    case .assign: throw fail(.assignmentInside(condition: false))
    case .arrow: throw fail(.lambdaNeedsParentheses)
    default: if startsArgument(index) || kind == .leftBrace { throw fail(.missingComma) }
    }
  }

  private mutating func subscripts(of base: Expression) throws(Failure) -> [Subscript] {
    try descend()
    let outer = open()
    if kind == .rightBracket { throw fail(.emptyIndex, Span(source, token(index - 1).lower, current.upper)) }
    var subscripts: [Subscript] = []
    var tallest = 0
    while kind != .rightBracket {
      height = 0
      subscripts.append(try subscriptItem())
      tallest = max(tallest, height)
      guard take(.comma) else { break }
    }
    if kind != .rightBracket { try rejectNeighbour() }
    try close(.rightBracket, outer, "`,`")
    depth -= 1
    height = tallest
    return subscripts
  }

  private mutating func subscriptItem() throws(Failure) -> Subscript {
    if kind == .colon {
      let colon = current
      advance()
      guard endsSubscript else { throw try slice(from: nil, at: colon.lower) }
      return .all(span(of: colon))
    }
    if current.isWord, nextKind == .colon {
      let name = try takeWord("an axis")
      advance()
      continueLine()
      if kind == .colon {
        advance()
        return .namedAll(name)
      }
      return .named(name, try operation(isIndex: true))
    }
    let first = current
    let expression = try operation(isIndex: true)
    guard kind == .colon else { return .position(expression) }
    advance()
    guard first.kind == .number, first.upper == expression.span.upper, kind == .number,
      token(index + 1).kind == .comma || token(index + 1).kind == .rightBracket
    else { throw try slice(from: expression, at: expression.span.lower) }
    let upper = try primary()
    let range = Expression.Kind.range(lower: expression, upper: upper, isClosed: false)
    return .position(try node(range, span(from: first.lower), parts: 1))
  }

  private var endsSubscript: Bool { kind == .comma || kind == .rightBracket }

  /// `x[i:j]` in its spelling here; the colon has been taken.
  private mutating func slice(from lower: Expression?, at start: Int) throws(Failure) -> Failure {
    if kind == .end { return unexpected("`]`") }
    let left = lower?.span.text ?? ""
    if endsSubscript { return fail(.slice("x[\(left)..]"), span(from: start)) }
    let upper = try operation()
    let isSimple = kind != .colon
    return fail(.slice(isSimple ? "x[\(left)..<\(upper.span.text)]" : "x[[i for i in ...]]"), span(from: start))
  }
}
