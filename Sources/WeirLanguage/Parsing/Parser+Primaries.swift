// What operators and calls work on: literals, names, lists, records, `if`, `with`.

import WeirText

extension Parser {
  mutating func primary() throws(Failure) -> Expression {
    let token = current
    switch token.kind {
    case .name:
      let name = text(token)
      if let habit = foreignName(name) { throw habit }
      advance()
      return try node(.name(name), span(of: token))
    case .number:
      advance()
      return try node(.number(stream.numbers[Int(token.payload)]), span(of: token))
    case .component:
      advance()
      try rejectArithmetic(after: token)
      return try node(.component(stream.components[Int(token.payload)]), span(of: token))
    case .stringStart: return try string()
    case .wordTrue, .wordFalse:
      advance()
      return try node(.bool(token.kind == .wordTrue), span(of: token))
    case .wordNone:
      advance()
      return try node(.none, span(of: token))
    case .leftParen: return try parenthesised()
    case .leftBracket: return try list()
    case .leftBrace: return try record()
    case .wordIf, .wordWith:
      if !mode.allowsBraces { throw fail(.braceInHeader) }
      return token.kind == .wordIf ? try conditional() : try with()
    default: throw expectedExpression()
    }
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
    try descend()
    let lower = current.lower
    let outer = open()
    if kind == .rightParen { throw fail(.tuple, Span(source, lower, current.upper)) }
    let inner = try expression()
    if kind == .comma { throw unclosedBracket() ?? fail(.tuple, Span(source, lower, current.upper)) }
    if kind == .wordFor { throw fail(.generatorArgument) }
    if kind != .rightParen { try rejectNeighbour() }
    try close(.rightParen, outer, "an operator")
    depth -= 1
    // The parentheses belong to the place that messages show.
    return Expression(inner.kind, at: span(from: lower))
  }

  // MARK: Strings

  private mutating func string() throws(Failure) -> Expression {
    let lower = current.lower
    var parts: [StringPart] = []
    var tallest = 0
    advance()
    while kind != .stringEnd {
      if kind == .stringText {
        let text = stream.texts[Int(current.payload)]
        // Removing the indentation of a triple-quoted string can leave nothing of a piece.
        if !text.isEmpty { parts.append(.text(text)) }
        advance()
      } else {
        parts.append(.interpolation(try interpolation()))
        tallest = max(tallest, height)
      }
    }
    advance()
    return try node(.string(parts), span(from: lower), parts: tallest)
  }

  private mutating func interpolation() throws(Failure) -> Expression {
    let start = current
    let end = Int(stream.partners[index])
    let outer = open()
    if kind == .interpolationEnd { throw fail(.interpolationIsEmpty, Span(source, start.lower, current.upper)) }
    let expression = try expression()
    if kind == .comma {
      let text = end >= 0 ? source.text(from: start.upper, to: tokens[end].lower) : expression.span.text
      throw fail(.interpolationWithOptions(text))
    }
    try close(.interpolationEnd, outer, "an operator")
    return expression
  }

  /// A string without interpolations; nil when it has some. The string is taken in both cases.
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
    try descend()
    let lower = current.lower
    let outer = open()
    var elements: [Element] = []
    var tallest = 0
    while kind != .rightBracket {
      let isSpread = take(.ellipsis)
      let value = try expression()
      tallest = max(tallest, height)
      if kind == .wordFor, elements.isEmpty, !isSpread {
        let clauses = try clauses()
        tallest = max(tallest, height)
        if kind != .rightBracket { try rejectNeighbour() }
        try close(.rightBracket, outer, "`for`, `if`")
        depth -= 1
        return try node(.comprehension(value, clauses: clauses), span(from: lower), parts: tallest)
      }
      elements.append(isSpread ? .spread(value) : .value(value))
      guard take(.comma) else { break }
    }
    if kind != .rightBracket { try rejectNeighbour() }
    try close(.rightBracket, outer, "`,`")
    depth -= 1
    return try node(.list(elements), span(from: lower), parts: tallest)
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
    guard mode.allowsBraces else {
      throw isRecordStart(index) ? fail(.braceInHeader) : fail(.expectedExpression(found: "`{`"))
    }
    guard isRecordStart(index) else { throw notARecord() }
    try descend()
    let lower = current.lower
    let outer = open()
    var fields: [Field] = []
    var tallest = 0
    while kind != .rightBrace {
      fields.append(try field())
      tallest = max(tallest, height)
      guard take(.comma) else { break }
    }
    if kind != .rightBrace { try rejectNeighbour() }
    try close(.rightBrace, outer, "`,`")
    depth -= 1
    return try node(.record(fields), span(from: lower), parts: tallest)
  }

  private mutating func field() throws(Failure) -> Field {
    if take(.ellipsis) { return .spread(try expression()) }
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
    return .field(name, try expression())
  }

  /// A brace in the place of a value that begins no record.
  private mutating func notARecord() -> Failure {
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
    return fail(.blockNotHere(isAfterEquals: false))
  }

  // MARK: if and with

  private mutating func conditional() throws(Failure) -> Expression {
    try descend()
    let lower = current.lower
    advance()
    let condition = try header("if")
    var tallest = height
    let then = try block(after: "if")
    tallest = max(tallest, height)
    var otherwise: Block?
    if kind == .name, text(current) == "elif" { throw fail(.elif) }
    if take(.wordElse) {
      if kind == .wordIf {
        let inner = try conditional()
        let statement = Statement(.expression(inner, isSilent: false), at: inner.span)
        otherwise = Block([statement], at: inner.span)
      } else {
        if kind == .colon { throw fail(.colonAfterHeader("else")) }
        if kind == .newline || kind == .end { continueLine() }
        otherwise = try block(after: "else")
      }
      tallest = max(tallest, height)
    }
    depth -= 1
    return try node(
      .conditional(condition: condition, then: then, otherwise: otherwise), span(from: lower), parts: tallest)
  }

  private mutating func with() throws(Failure) -> Expression {
    try descend()
    let lower = current.lower
    advance()
    let interventions = try header("with")
    let tallest = height
    let body = try block(after: "with")
    depth -= 1
    return try node(.with(interventions, body), span(from: lower), parts: max(tallest, height))
  }
}
