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
      return partner >= 0 && kind(after: partner) == .arrow
    default: return current.isWord && nextKind == .arrow
    }
  }

  /// `takesPipes` is false in the command form, whose pipes belong to the call.
  mutating func lambda(takesPipes: Bool) throws(Failure) -> Expression {
    try descend()
    let lower = current.lower
    height = 0
    let parameters = kind == .leftParen ? try parameterList() : [Parameter(try takeBinding("a parameter"))]
    let tallest = height
    try rejectReservedParameters(parameters)
    try expect(.arrow, "`->`")
    continueLine()
    let body = try lambdaBody(takesPipes: takesPipes)
    depth -= 1
    return try node(.lambda(parameters, body: body), span(from: lower), parts: max(tallest, height))
  }

  private mutating func lambdaBody(takesPipes: Bool) throws(Failure) -> Expression {
    if kind == .leftBrace, mode.allowsBraces, !isRecordStart(index) { return try blockExpression(after: "->") }
    if isLambda() { return try lambda(takesPipes: takesPipes) }
    let operation = try operation()
    return takesPipes ? try pipes(operation) : operation
  }

  mutating func blockExpression(after header: String) throws(Failure) -> Expression {
    let block = try block(after: header)
    return try node(.block(block), block.span, parts: height)
  }

  /// `left |> f |> g(y)`, also where a line begins with `|>`.
  mutating func pipes(_ left: Expression) throws(Failure) -> Expression {
    var left = left
    while takePipe() { left = try pipe(left) }
    return left
  }

  private mutating func pipe(_ left: Expression) throws(Failure) -> Expression {
    let leftHeight = height
    let isParenthesised = kind == .leftParen
    // The operation on the left has ended, and does not count the arguments of the target.
    try descend()
    let target = try postfix()
    depth -= 1
    if kind == .arrow { throw fail(.pipeTarget, target.span) }
    let call: Expression.Kind
    switch target.kind {
    case .call(let callee, let arguments, false) where !isParenthesised || target.span.lower == callee.span.lower:
      call = .call(callee: callee, arguments: [.positional(left)] + arguments, isCommand: false)
    case .name, .member, .index, .call, .lambda, .conditional:
      call = .call(callee: target, arguments: [.positional(left)], isCommand: false)
    default: throw fail(.pipeTarget, target.span)
    }
    let into = try node(call, target.span, parts: max(leftHeight, height))
    return try node(.pipe(left, into: into), left.span.joined(with: target.span), parts: height)
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
      switch kind {
      case .leftParen: expression = try call(expression, from: lower)
      case .leftBracket: expression = try index(expression, from: lower)
      case .dot: expression = try member(expression, from: lower)
      default: return expression
      }
    }
  }

  private mutating func call(_ callee: Expression, from lower: Int) throws(Failure) -> Expression {
    let tallest = height
    let arguments = try self.arguments()
    return try node(
      .call(callee: callee, arguments: arguments, isCommand: false), span(from: lower), parts: max(tallest, height))
  }

  private mutating func index(_ base: Expression, from lower: Int) throws(Failure) -> Expression {
    let tallest = height
    let subscripts = try self.subscripts(of: base)
    return try node(.index(base, subscripts), span(from: lower), parts: max(tallest, height))
  }

  private mutating func member(_ base: Expression, from lower: Int) throws(Failure) -> Expression {
    let parts = height
    advance()
    // `enc.L5H1`: a component of one of two stacks, written without blanks.
    if case .name(let stack) = base.kind, Lexer.stacks.contains(stack), current.kind == .component,
      current.lower == base.span.upper + 1
    {
      let component = stream.components[Int(current.payload)].of(stack: stack)
      advance()
      return try node(.component(component), span(from: lower), parts: parts)
    }
    let name = try takeWord("a name after the dot")
    return try node(.member(base, name), span(from: lower), parts: parts)
  }

  private mutating func arguments() throws(Failure) -> [Argument] {
    let outer = open()
    var arguments: [Argument] = []
    var tallest = 0
    while kind != .rightParen {
      arguments.append(try argument(isCommand: false))
      tallest = max(tallest, height)
      guard take(.comma) else { break }
    }
    if kind != .rightParen { try rejectAfterArgument() }
    try rejectMisordered(arguments)
    try close(.rightParen, outer, "`,`")
    height = tallest
    return arguments
  }

  private mutating func rejectAfterArgument() throws(Failure) {
    if kind == .wordFor { throw unclosedBracket() ?? fail(.generatorArgument) }
    try rejectNeighbour()
  }

  /// Positional arguments come first.
  mutating func rejectMisordered(_ arguments: [Argument]) throws(Failure) {
    var hasNamed = false
    for argument in arguments {
      switch argument {
      case .named: hasNamed = true
      case .positional(let value) where hasNamed: throw fail(.positionalAfterNamed, value.span)
      case .positional, .spread: break
      }
    }
  }

  /// Where an item of a list or call ended and neither a comma nor the end follows.
  mutating func rejectNeighbour() throws(Failure) {
    if let opener = unclosedBracket() { throw opener }
    switch kind {
    case .wordIf: throw fail(.ternary)
    case .assign: throw fail(.assignmentInside(condition: false))
    case .arrow: throw fail(.lambdaNeedsParentheses)
    case .name where text(current) == "is": throw fail(.foreignIs(negated: nextKind == .wordNot))
    case .stringStart, .component:
      let head = token(index - 1)
      guard head.kind == .name else { throw fail(.missingComma) }
      throw fail(.commandInside(text(head)), Span(source, head.lower, current.upper))
    default: if startsArgument(index) || kind == .leftBrace { throw fail(.missingComma) }
    }
  }

  private mutating func subscripts(of base: Expression) throws(Failure) -> [Subscript] {
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
    if kind != .rightBracket { try rejectAfterSubscript(of: base) }
    try close(.rightBracket, outer, "`,`")
    height = tallest
    return subscripts
  }

  private mutating func rejectAfterSubscript(of base: Expression) throws(Failure) {
    // `show [f(x) for x in xs]`: a comprehension was meant as an argument.
    if kind == .wordFor, case .name(let head) = base.kind, let bracket = brackets.last {
      let end = max(
        tokens[bracket].upper, Int(stream.partners[bracket] >= 0 ? tokens[Int(stream.partners[bracket])].upper : 0))
      if let failure = bracketAfterBlank(head: head, endingAt: base.span.upper, through: end) { throw failure }
    }
    try rejectNeighbour()
  }

  private mutating func subscriptItem() throws(Failure) -> Subscript {
    if kind == .colon { return try wholeAxis() }
    if current.isWord, nextKind == .colon {
      let name = try takeWord("an axis")
      advance()
      continueLine()
      if take(.colon) { return .namedAll(name) }
      return .named(name, try operation(isIndex: true))
    }
    let isNumber = kind == .number && nextKind == .colon
    let expression = try operation(isIndex: true)
    return .position(kind == .colon ? try integerSlice(from: expression, isNumber: isNumber) : expression)
  }

  /// `x[:]`.
  private mutating func wholeAxis() throws(Failure) -> Subscript {
    let colon = current
    advance()
    guard endsSubscript else { throw try slice(from: nil, at: colon.lower) }
    return .all(span(of: colon))
  }

  /// `x[2:5]`, with whole numbers as written.
  private mutating func integerSlice(from lower: Expression, isNumber: Bool) throws(Failure) -> Expression {
    advance()
    guard isNumber, kind == .number, nextKind == .comma || nextKind == .rightBracket else {
      throw try slice(from: lower, at: lower.span.lower)
    }
    let upper = try primary()
    return try node(
      .range(lower: lower, upper: upper, isClosed: false), span(from: lower.span.lower), parts: 1)
  }

  private var endsSubscript: Bool { kind == .comma || kind == .rightBracket }

  /// `x[i:j]` in its spelling here; the colon has been taken.
  private mutating func slice(from lower: Expression?, at start: Int) throws(Failure) -> Failure {
    if kind == .end { return unexpected("`]`") }
    let left = lower?.span.text ?? ""
    if endsSubscript { return fail(.slice("x[\(left)..]"), span(from: start)) }
    if kind == .colon { return try step(from: left, to: "", at: start) }
    let upper = try operation()
    if kind == .colon { return try step(from: left, to: upper.span.text, at: start) }
    return fail(.slice("x[\(left)..<\(upper.span.text)]"), span(from: start))
  }

  /// `x[a:b:n]` in its spelling here, from the second colon on.
  private mutating func step(from lower: String, to upper: String, at start: Int) throws(Failure) -> Failure {
    advance()
    let step = endsSubscript ? "1" : try operation().span.text
    if step == "-1", lower.isEmpty, upper.isEmpty { return fail(.steppedSlice("reverse(x)"), span(from: start)) }
    let ends = "\(lower.isEmpty ? "0" : lower), \(upper.isEmpty ? "len(x)" : upper)"
    return fail(.steppedSlice("x[range(\(ends), \(step))]"), span(from: start))
  }
}
