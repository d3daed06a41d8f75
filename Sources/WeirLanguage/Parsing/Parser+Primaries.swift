// What operators and calls work on: literals, names, lists, records, `if`, `with`.

import WeirText

extension Parser {
  mutating func primary() throws(Failure) -> Expression {
    switch kind {
    case .leftParen: try parenthesised()
    case .leftBracket: try list()
    case .leftBrace: try record()
    case .stringStart: try string()
    case .wordIf: try conditional()
    case .wordWith: try with()
    default: try atom()
    }
  }

  /// One token that is a value.
  private mutating func atom() throws(Failure) -> Expression {
    let token = current
    let kind: Expression.Kind
    switch token.kind {
    case .name:
      let name = text(token)
      if let habit = foreignName(name) { throw habit }
      kind = .name(name)
    case .number: kind = .number(stream.numbers[Int(token.payload)])
    case .component: kind = .component(stream.components[Int(token.payload)])
    case .wordTrue: kind = .bool(true)
    case .wordFalse: kind = .bool(false)
    case .wordNone: kind = .none
    default: throw expectedExpression()
    }
    advance()
    if token.kind == .component { try rejectArithmetic(after: token) }
    return try node(kind, span(of: token))
  }

  private mutating func expectedExpression() -> Failure {
    switch kind {
    case .end, .invalid, .question: return unexpected("a value")
    case .wordDef, .wordSave, .wordUse, .wordAssert, .wordParam, .wordReturn, .wordBreak, .wordContinue, .wordFor,
      .wordWhile:
      return unclosedBracket() ?? fail(.definitionNotHere(text(current)))
    case .ellipsis: return fail(.spreadNotHere)
    default: return unclosedBracket() ?? fail(.expectedExpression(found: describe(current)))
    }
  }

  private mutating func parenthesised() throws(Failure) -> Expression {
    let lower = current.lower
    let outer = open()
    if kind == .rightParen { throw emptyParentheses(from: lower) }
    let inner = try expression()
    if kind != .rightParen { try rejectAfterParenthesised(from: lower) }
    try close(.rightParen, outer, "an operator")
    // The parentheses belong to the place that messages show.
    return Expression(inner.kind, at: span(from: lower))
  }

  // Complaints stand in functions of their own: their temporaries would otherwise widen every frame of the descent.

  private mutating func emptyParentheses(from lower: Int) -> Failure {
    fail(.tuple, Span(source, lower, current.upper))
  }

  private mutating func rejectAfterParenthesised(from lower: Int) throws(Failure) {
    if kind == .comma { throw unclosedBracket() ?? fail(.tuple, Span(source, lower, current.upper)) }
    if kind == .wordFor { throw fail(.generatorArgument) }
    try rejectNeighbour()
  }

  // MARK: Strings

  private mutating func string() throws(Failure) -> Expression {
    let lower = current.lower
    var parts: [StringPart] = []
    var tallest = 0
    advance()
    while kind != .stringEnd {
      try stringPart(&parts)
      tallest = max(tallest, height)
    }
    advance()
    return try node(.string(parts), span(from: lower), parts: tallest)
  }

  private mutating func stringPart(_ parts: inout [StringPart]) throws(Failure) {
    if kind == .stringText {
      let text = stream.texts[Int(current.payload)]
      // Removing the indentation of a triple-quoted string can leave nothing of a piece.
      if !text.isEmpty { parts.append(.text(text)) }
      height = 0
      advance()
    } else {
      parts.append(.interpolation(try interpolation()))
    }
  }

  private mutating func interpolation() throws(Failure) -> Expression {
    let start = index
    let outer = open()
    if kind == .interpolationEnd { throw emptyInterpolation(start) }
    let expression = try expression()
    if kind == .comma { throw interpolationOptions(start) }
    try close(.interpolationEnd, outer, "an operator")
    return expression
  }

  private mutating func emptyInterpolation(_ start: Int) -> Failure {
    fail(.interpolationIsEmpty, Span(source, tokens[start].lower, current.upper))
  }

  private mutating func interpolationOptions(_ start: Int) -> Failure {
    let end = tokens[max(start, Int(stream.partners[start]))]
    return fail(
      .interpolationWithOptions(source.text(from: tokens[start].upper, to: max(tokens[start].upper, end.lower))))
  }

  /// A string without interpolations; nil when it has some, though it is taken all the same.
  mutating func plainString() throws(Failure) -> String? {
    guard case .string(let parts) = try string().kind else { return nil }
    switch parts.count {
    case 0: return ""
    case 1:
      if case .text(let text) = parts[0] { return text }
      return nil
    default: return nil
    }
  }

  // MARK: Lists

  private mutating func list() throws(Failure) -> Expression {
    let lower = current.lower
    let outer = open()
    var elements: [Element] = []
    var tallest = 0
    while kind != .rightBracket {
      try element(&elements)
      tallest = max(tallest, height)
      if kind == .wordFor, elements.count == 1, case .value(let value) = elements[0] {
        return try comprehension(of: value, from: lower, outer)
      }
      guard take(.comma) else { break }
    }
    if kind != .rightBracket { try rejectNeighbour() }
    try close(.rightBracket, outer, "`,`")
    return try node(.list(elements), span(from: lower), parts: tallest)
  }

  private mutating func element(_ elements: inout [Element]) throws(Failure) {
    if kind == .star { throw foreignSpread() }
    if take(.ellipsis) {
      elements.append(.spread(try expression()))
    } else {
      elements.append(.value(try expression()))
    }
  }

  /// The rest of `[e for ...]`; the height is still that of `e`.
  private mutating func comprehension(
    of value: Expression, from lower: Int, _ outer: Mode
  ) throws(Failure) -> Expression {
    let tallest = height
    let clauses = try clauses()
    let parts = max(tallest, height)
    if kind != .rightBracket { try rejectNeighbour() }
    try close(.rightBracket, outer, "`for`, `if`")
    return try node(.comprehension(value, clauses: clauses), span(from: lower), parts: parts)
  }

  private mutating func clauses() throws(Failure) -> [ComprehensionClause] {
    var clauses: [ComprehensionClause] = []
    var tallest = 0
    while true {
      if take(.wordFor) {
        let target = try self.target()
        guard take(.wordIn) else { throw kind == .end ? unexpected("`in`") : fail(.forNeedsIn) }
        clauses.append(.each(target, in: try operation()))
      } else if take(.wordIf) {
        clauses.append(.filter(try operation()))
      } else {
        height = tallest
        return clauses
      }
      tallest = max(tallest, height)
    }
  }

  // MARK: Records

  /// Two tokens decide: `{` and `}`, `...`, or a word or plain string and `:`.
  func isRecordStart(_ brace: Int) -> Bool {
    let first = afterNewlines(brace + 1)
    switch token(first).kind {
    case .rightBrace, .ellipsis: return true
    case .stringStart:
      let end = Int(stream.partners[first])
      return end >= 0 && token(end + 1).kind == .colon
    default: return token(first).isWord && token(first + 1).kind == .colon
    }
  }

  private func afterNewlines(_ place: Int) -> Int {
    var place = place
    while token(place).kind == .newline { place += 1 }
    return place
  }

  private mutating func record() throws(Failure) -> Expression {
    guard mode.allowsBraces, isRecordStart(index) else { throw notARecord() }
    let lower = current.lower
    let outer = open()
    var fields: [Field] = []
    var tallest = 0
    while kind != .rightBrace {
      try field(&fields)
      tallest = max(tallest, height)
      guard take(.comma) else { break }
    }
    if kind == .wordFor { throw unclosedBracket() ?? fail(.recordComprehension) }
    if kind != .rightBrace { try rejectNeighbour() }
    try close(.rightBrace, outer, "`,`")
    return try node(.record(fields), span(from: lower), parts: tallest)
  }

  private mutating func field(_ fields: inout [Field]) throws(Failure) {
    if take(.ellipsis) {
      fields.append(.spread(try expression()))
    } else {
      let name = try fieldName()
      fields.append(.field(name, try expression()))
    }
  }

  /// A field's name and its colon.
  private mutating func fieldName() throws(Failure) -> Name {
    let start = current
    let name: Name
    if start.kind == .stringStart {
      guard let text = try plainString() else {
        throw fail(.recordKey("a string with `\\(...)`"), span(from: start.lower))
      }
      name = Name(text, at: span(from: start.lower))
    } else if start.isWord {
      name = try takeWord("a field")
    } else {
      if kind == .end || kind == .invalid { throw unexpected("a field") }
      throw unclosedBracket() ?? fail(.recordKey(describe(start)))
    }
    if kind == .assign { throw fail(.recordFieldNeedsColon(name.text)) }
    if kind == .comma || kind == .rightBrace { throw fail(.recordShorthand([name.text]), name.span) }
    try expect(.colon, "`:` after the field `\(name.text)`")
    return name
  }

  /// A brace in the place of a value that begins no record.
  private mutating func notARecord() -> Failure {
    if !mode.allowsBraces {
      return isRecordStart(index) ? fail(.braceInHeader) : fail(.expectedExpression(found: "`{`"))
    }
    var place = afterNewlines(index + 1)
    let first = token(place)
    if first.kind == .end {
      advance()
      continueLine()
      brackets.append(place - 1)
      return unexpected("a field")
    }
    if first.isWord, token(place + 1).kind == .assign { return fail(.recordFieldNeedsColon(text(first))) }
    if first.kind == .number, token(place + 1).kind == .colon { return fail(.recordKey(describe(first))) }
    var names: [String] = []
    while token(place).isWord {
      names.append(text(token(place)))
      if token(place + 1).kind == .rightBrace { return fail(.recordShorthand(names)) }
      guard token(place + 1).kind == .comma, names.count < 8 else { break }
      place += 2
    }
    return fail(isSetStart(place) ? .foreignSet : .blockNotHere(isAfterEquals: false))
  }

  /// A value and a comma, or a name and `for`.
  private func isSetStart(_ place: Int) -> Bool {
    switch token(place).kind {
    case .number, .component: return token(place + 1).kind == .comma
    case .stringStart:
      let end = Int(stream.partners[place])
      return end >= 0 && token(end + 1).kind == .comma
    default: return token(place).isWord && token(place + 1).kind == .wordFor
    }
  }

  // MARK: if and with

  private mutating func conditional() throws(Failure) -> Expression {
    if !mode.allowsBraces { throw fail(.braceInHeader) }
    let lower = current.lower
    advance()
    let condition = try header("if", from: lower)
    var tallest = height
    let then = try block(after: "if")
    tallest = max(tallest, height)
    let otherwise = try alternative()
    return try node(
      .conditional(condition: condition, then: then, otherwise: otherwise), span(from: lower),
      parts: max(tallest, height))
  }

  /// What `else` leads to, if it is there.
  private mutating func alternative() throws(Failure) -> Block? {
    if kind == .name, text(current) == "elif" { throw fail(.elif) }
    height = 0
    guard take(.wordElse) else { return nil }
    if kind == .wordIf {
      try descend()
      let inner = try conditional()
      depth -= 1
      height += 1
      return Block([Statement(.expression(inner, isSilent: false), at: inner.span)], at: inner.span)
    }
    if kind == .colon { throw fail(.colonAfterHeader("else")) }
    if kind == .newline || kind == .end { continueLine() }
    return try block(after: "else")
  }

  private mutating func with() throws(Failure) -> Expression {
    if !mode.allowsBraces { throw fail(.braceInHeader) }
    let lower = current.lower
    advance()
    let interventions = try header("with", from: lower)
    let tallest = height
    let body = try block(after: "with")
    return try node(.with(interventions, body), span(from: lower), parts: max(tallest, height))
  }
}
