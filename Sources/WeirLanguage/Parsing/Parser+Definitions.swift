// Definitions, parameters, types, `param`, `use`, and the `##` comments that document them.

import WeirText

extension Parser {
  mutating func definition() throws(Failure) -> Statement.Kind {
    let start = current
    advance()
    // The statement `save` calls a native function of that name, which the library declares.
    let isSave = kind == .wordSave
    let name = isSave ? try takeWord("the function's name") : try takeBinding("the function's name")
    guard kind == .leftParen else {
      throw kind == .end || kind == .invalid
        ? unexpected("`(`") : fail(.definitionNeedsParentheses(name.text), name.span)
    }
    let parameters = try parameterList()
    var tallest = height
    var result: TypeAnnotation?
    if take(.arrow) {
      continueLine()
      result = try typeAnnotation()
    }
    let body: Definition.Body
    switch kind {
    case .assign:
      advance()
      continueLine()
      if kind == .leftBrace, !isRecordStart(index) { throw fail(.blockNotHere(isAfterEquals: true)) }
      body = .expression(try value())
    case .leftBrace: body = .block(try block(after: "def"))
    case .colon: throw fail(.colonAfterHeader(headerText(from: start.lower)))
    default:
      height = 0
      body = .native
    }
    if case .native = body {
      // Nothing in Weir reads the parameters of a native function, so that any word will do.
    } else {
      if isSave { throw fail(.reservedName(name.text), name.span) }
      try rejectReservedParameters(parameters)
    }
    tallest = max(tallest, height)
    height = tallest
    return .define(
      Definition(
        name: name, parameters: parameters, result: result, body: body, documentation: documentation(above: start)))
  }

  /// `(a, k = 5, ...rest)`; the height left behind is that of the defaults.
  mutating func parameterList() throws(Failure) -> [Parameter] {
    let outer = open()
    var parameters: [Parameter] = []
    var tallest = 0
    while kind != .rightParen {
      let parameter = try self.parameter(after: parameters)
      tallest = max(tallest, height)
      parameters.append(parameter)
      guard take(.comma) else { break }
    }
    try close(.rightParen, outer, "`,`")
    height = tallest
    return parameters
  }

  private mutating func parameter(after earlier: [Parameter]) throws(Failure) -> Parameter {
    if kind == .star { throw foreignSpread() }
    let isRest = take(.ellipsis)
    let name = try takeParameterName()
    height = 0
    if let last = earlier.last, last.isRest { throw fail(.restNotLast(last.name.text), last.name.span) }
    if let first = earlier.first(where: { $0.name.text == name.text }) {
      throw fail(.duplicateParameter(name.text, first: first.name.span), name.span)
    }
    let type = take(.colon) ? try typeAnnotation() : nil
    var defaultValue: Expression?
    if take(.assign) {
      defaultValue = try expression()
    } else if !isRest, earlier.contains(where: { $0.defaultValue != nil }) {
      throw fail(.requiredAfterDefault(name.text), name.span)
    }
    return Parameter(name, type: type, defaultValue: defaultValue, isRest: isRest)
  }

  /// A native function may take an argument `with:`, which no body in Weir could read.
  private mutating func takeParameterName() throws(Failure) -> Name {
    kind.isReservedWord ? try takeWord("a parameter") : try takeBinding("a parameter")
  }

  /// Complains about parameters that only native functions can have.
  mutating func rejectReservedParameters(_ parameters: [Parameter]) throws(Failure) {
    for parameter in parameters where TokenKind.reservedWords.contains(parameter.name.text) {
      throw fail(.reservedName(parameter.name.text), parameter.name.span)
    }
  }

  // MARK: Types

  private mutating func typeAnnotation() throws(Failure) -> TypeAnnotation {
    let lower = current.lower
    var kinds = [try typeTerm()]
    while take(.wordOr) { kinds.append(try typeTerm()) }
    return TypeAnnotation(kinds.count == 1 ? kinds[0] : .either(kinds), at: span(from: lower))
  }

  private mutating func typeTerm() throws(Failure) -> TypeAnnotation.Kind {
    try descend()
    defer { depth -= 1 }
    if take(.wordNone) { return .named("none") }
    guard kind == .name else {
      throw kind == .end || kind == .invalid ? unexpected("a type") : fail(.unknownTypeForm(describe(current)))
    }
    let word = text(current)
    advance()
    if word == "tensor", kind == .leftBracket { return .tensor(axes: try axes()) }
    if word == "list", kind == .name, text(current) == "of" {
      advance()
      return .list(of: try typeTerm())
    }
    return .named(word)
  }

  private mutating func axes() throws(Failure) -> [String] {
    let outer = open()
    var axes: [String] = []
    while kind != .rightBracket {
      if kind == .ellipsis {
        axes.append("...")
        advance()
      } else {
        axes.append(try takeWord("an axis").text)
      }
      guard take(.comma) else { break }
    }
    try close(.rightBracket, outer, "`,`")
    return axes
  }

  // MARK: Documentation

  /// The lines of `##` directly above a token that begins its line, without their marks.
  private func documentation(above token: Token) -> String? {
    var place = firstComment(from: token.lower)
    var line = source.line(at: token.lower) - 1
    guard line > 0, isClear(from: source.lineStarts[line], to: token.lower) else { return nil }
    var lines: [String] = []
    while place > 0 {
      let comment = stream.comments[place - 1]
      guard comment.isDocumentation, source.line(at: comment.span.lower) == line, isAlone(comment) else { break }
      lines.append(Parser.documentationText(comment))
      place -= 1
      line -= 1
    }
    return lines.isEmpty ? nil : lines.reversed().joined(separator: "\n")
  }

  /// The `##` comment after the statement that just ended, on its line.
  private func trailingDocumentation() -> String? {
    let place = firstComment(from: previousUpper)
    guard place < stream.comments.count else { return nil }
    let comment = stream.comments[place]
    guard comment.isDocumentation, source.line(at: comment.span.lower) == source.line(at: previousUpper),
      isClear(from: previousUpper, to: comment.span.lower)
    else { return nil }
    return Parser.documentationText(comment)
  }

  /// The index of the first comment that begins at or after an offset.
  private func firstComment(from offset: Int) -> Int {
    var (low, high) = (0, stream.comments.count)
    while low < high {
      let middle = (low + high) / 2
      if stream.comments[middle].span.lower < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isAlone(_ comment: Comment) -> Bool {
    let start = source.lineStarts[source.line(at: comment.span.lower) - 1]
    return source.bytes[start..<comment.span.lower].allSatisfy(Ascii.isBlank)
  }

  /// Whether nothing stands between two places but blanks and `;`.
  private func isClear(from lower: Int, to upper: Int) -> Bool {
    source.bytes[lower..<upper].allSatisfy { Ascii.isBlank($0) || $0 == Ascii.semicolon }
  }

  private static func documentationText(_ comment: Comment) -> String {
    let text = comment.span.text.dropFirst(2)
    return String(text.first == " " ? text.dropFirst() : text)
  }

  // MARK: use and param

  mutating func use() throws(Failure) -> Statement.Kind {
    advance()
    let module: Use.Module
    if kind == .stringStart {
      let start = current
      guard let path = try plainString() else {
        throw fail(.unexpected(found: "a string with `\\(...)`", expected: "a plain path"), span(from: start.lower))
      }
      module = .file(path: path, span(from: start.lower))
    } else {
      module = .library(try takeBinding("a module or a file"))
    }
    var alias: Name?
    if kind == .name, text(current) == "as" {
      advance()
      alias = try takeBinding("a name")
    }
    var names: [Name] = []
    if take(.colon) {
      repeat {
        continueLine()
        names.append(try takeBinding("a name"))
      } while take(.comma)
    }
    if case .file(let path, let span) = module, alias == nil, names.isEmpty {
      throw fail(.fileNeedsName(alias: Parser.alias(forFile: path)), span)
    }
    return .use(Use(module: module, names: names, alias: alias))
  }

  /// A name for a file: its own, without folder and ending.
  private static func alias(forFile path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    let name = file.prefix { $0 != "." }.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    return name.first?.isLetter == true ? String(name) : "lib"
  }

  mutating func param() throws(Failure) -> Statement.Kind {
    advance()
    let name = try takeBinding("the option's name")
    guard take(.assign) else {
      throw kind == .invalid ? Failure() : fail(.paramNeedsDefault(name.text), name.span)
    }
    continueLine()
    let value = try expression()
    return .param(ParamDeclaration(name: name, defaultValue: value, documentation: trailingDocumentation()))
  }
}
