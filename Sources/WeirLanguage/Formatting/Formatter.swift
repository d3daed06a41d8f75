// One style: two blanks of indentation, lines of 100 columns, a list that ends in a comma stays one item a line, a block
// written over several lines stays so, at most one blank line in a row. Literals stand as they were written. Parentheses
// stay where they are: the tree came from this text, so it never needs others.

import WeirText

/// Writes programs in the one style, keeping comments and the syntax tree.
public struct Formatter {
  static let width = 100
  static let indentation = 2

  let source: Source
  let comments: [Comment]
  /// The first comment that is not yet placed.
  var nextComment = 0
  /// Comments from the middle of the current statement, which go above it.
  var hoisted: [Comment] = []
  let stream: TokenStream

  private init(_ program: Program) {
    source = program.source
    comments = program.comments
    stream = Lexer.tokens(of: program.source)
  }

  /// The program as the style has it, ending in one newline; empty for an empty program.
  public static func format(_ program: Program) -> String {
    var formatter = Formatter(program)
    let body = formatter.statements(program.statements, from: 0, to: program.source.bytes.count)
    var text = LayoutPrinter.print(body, width: width)
    let firstLine = formatter.firstLine
    // A comment that comes to stand in the first line must not become a line for the system's loader.
    if firstLine.isEmpty, text.hasPrefix("#!") { text = "# " + text.dropFirst() }
    text = firstLine + text
    return text.isEmpty || text.utf8.last == Ascii.newline ? text : text + "\n"
  }

  /// The line for the system's loader, as it was.
  private var firstLine: String {
    let lower = ByteOrderMark.length(in: source.bytes)
    guard source.bytes[lower...].starts(with: [Ascii.hash, Ascii.exclamation]) else { return "" }
    let text = source.text(from: lower, to: source.lineRange(1).upperBound)
    let isFollowedByBlank = source.lineStarts.count > 2 && source.lineRange(2).isEmpty
    return text.trimmingBlanksAtEnd + (isFollowedByBlank ? "\n\n" : "\n")
  }

  // MARK: Statements

  /// Statements and the comments around them; `lower` and `upper` bound the text that holds them.
  mutating func statements(_ statements: [Statement], from lower: Int, to upper: Int) -> Layout {
    var lines: [Layout] = []
    var end = lower
    for (index, statement) in statements.enumerated() {
      addComments(before: statement.span.lower, &lines, &end)
      let line = self.line(statement)
      hoist(before: statement.span.upper)
      if hoisted.isEmpty {
        add(line, at: statement.span.lower, &lines, &end)
      } else {
        addHoisted(line, of: statement, &lines, &end)
      }
      hoisted = []
      end = statement.span.upper
      let next = index + 1 < statements.count ? statements[index + 1].span.lower : upper
      if let comment = takeTrailingComment(after: end, before: next) {
        lines[lines.count - 1] = lines[lines.count - 1] + .lineComment(comment.span.text)
        end = comment.span.upper
      }
    }
    addComments(before: upper, &lines, &end)
    return .joined(lines, by: .hardLine)
  }

  /// Comments that stand on lines of their own.
  private mutating func addComments(before offset: Int, _ lines: inout [Layout], _ end: inout Int) {
    while let comment = takeComment(before: offset) {
      add(.text(comment.span.text), at: comment.span.lower, &lines, &end)
      end = comment.span.upper
    }
  }

  /// Adds a statement with the comments from its middle directly above it, or above its documentation.
  private mutating func addHoisted(
    _ line: Layout, of statement: Statement, _ lines: inout [Layout], _ end: inout Int
  ) {
    let comments = hoisted.map { Layout.text(Formatter.plainText($0)) }
    if case .define(let definition) = statement.kind, let text = definition.documentation {
      lines.insert(
        contentsOf: comments, at: lines.count - text.split(separator: "\n", omittingEmptySubsequences: false).count)
    } else {
      for (layout, comment) in zip(comments, hoisted) { add(layout, at: comment.span.lower, &lines, &end) }
    }
    lines.append(line)
  }

  /// Adds a line, after a blank one if the source has blank lines there.
  private func add(_ line: Layout, at lower: Int, _ lines: inout [Layout], _ end: inout Int) {
    if !lines.isEmpty, newlines(from: end, to: lower) > 1 { lines.append(.nothing) }
    lines.append(line)
  }

  func newlines(from lower: Int, to upper: Int) -> Int {
    guard lower < upper else { return 0 }
    return source.line(at: upper) - source.line(at: lower)
  }

  private mutating func line(_ statement: Statement) -> Layout {
    switch statement.kind {
    case .expression(let expression, let isSilent):
      let layout = self.layout(expression)
      return isSilent ? layout + .text(";") : layout
    case .assign(let target, let value): return .text(names(target) + " = ") + layout(value)
    case .assignPlace(let place, let value): return layout(place) + .text(" = ") + layout(value)
    case .define(let definition): return self.definition(definition)
    case .forEach(let target, let items, let body):
      return .group(.text("for \(names(target)) in "), layout(items), .text(" "), block(body))
    case .whileTrue(let condition, let body):
      return .group(.text("while "), layout(condition), .text(" "), block(body))
    case .breakLoop: return .text("break")
    case .continueLoop: return .text("continue")
    case .returnValue(let value): return value.map { .text("return ") + layout($0) } ?? .text("return")
    case .use(let use): return .text(self.use(use))
    case .save(let value, let path, let options):
      var parts = [Layout.text("save "), layout(value), .text(" to "), layout(path)]
      for option in options { parts.append(.text(",") + .indented(.line, argument(option))) }
      return .group(.sequence(parts))
    case .assert(let condition, let message):
      let head = Layout.text("assert ") + layout(condition)
      guard let message else { return head }
      return .group(head, .text(","), .indented(.line, layout(message)))
    case .param(let param): return .text("param \(param.name.text) = ") + layout(param.defaultValue)
    }
  }

  func names(_ target: Target) -> String { target.names.map(\.text).joined(separator: ", ") }

  private func use(_ use: Use) -> String {
    var text = "use "
    switch use.module {
    case .library(let name): text += name.text
    case .file(_, let span): text += span.text
    }
    if let alias = use.alias { text += " as \(alias.text)" }
    if !use.names.isEmpty { text += ": " + use.names.map(\.text).joined(separator: ", ") }
    return text
  }

  private mutating func definition(_ definition: Definition) -> Layout {
    let head =
      Layout.text("def \(definition.name.text)")
      + parameters(definition.parameters, at: token(at: definition.name.span.upper))
    let result = definition.result.map { Layout.text(" -> \($0.kind)") } ?? .nothing
    switch definition.body {
    case .native: return head + result
    case .expression(let expression): return head + result + .text(" = ") + layout(expression)
    case .block(let block): return head + result + .text(" ") + .group(self.block(block))
    }
  }

  /// `{ ... }`; its line places belong to the group around it.
  mutating func block(_ block: Block) -> Layout {
    hoist(before: block.span.lower)
    let outerHoisted = hoisted
    hoisted = []
    defer { hoisted = outerHoisted }
    let first = block.statements.first?.span.lower ?? block.span.upper - 1
    let opening = takeTrailingComment(after: block.span.lower, before: first)
    let hasComments = hasComment(before: block.span.upper)
    let body = statements(block.statements, from: block.span.lower + 1, to: block.span.upper - 1)
    if block.statements.isEmpty, !hasComments, opening == nil { return .text("{ }") }
    if hasComments || opening != nil || !canStandOnOneLine(block) {
      let mark = opening.map { Layout.text("{") + .lineComment($0.span.text) } ?? .text("{")
      if block.statements.isEmpty, !hasComments { return mark + .hardLine + .text("}") }
      return mark + .indented(.hardLine, body) + .hardLine + .text("}")
    }
    return .text("{") + .indented(.line, inline(body)) + .line + .text("}")
  }

  /// Statements for a line of their own each, or with `;` between them on one.
  private func inline(_ body: Layout) -> Layout {
    guard case .sequence(let parts) = body.kind else { return body }
    return .sequence(
      parts.map { part in
        if case .hardLine = part.kind { return .whenFlat(";") + .line }
        return part
      })
  }

  private func canStandOnOneLine(_ block: Block) -> Bool {
    if newlines(from: block.span.lower, to: block.span.upper - 1) > 0 { return false }
    return block.statements.dropLast().allSatisfy { statement in
      if case .expression(_, true) = statement.kind { return false }
      return true
    }
  }
}

extension String {
  fileprivate var trimmingBlanksAtEnd: String {
    var text = self[...]
    while let last = text.utf8.last, Ascii.isBlank(last) || last == Ascii.carriageReturn { text = text.dropLast() }
    return String(text)
  }
}
