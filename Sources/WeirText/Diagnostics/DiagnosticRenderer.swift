// Draws a diagnostic: what was found, the source line with the exact span underlined, and what to type instead.
//
//     error[E2001]: unknown name `lenght`
//       --> lens.weir:3:5
//        |
//      3 | x = lenght(xs)
//        |     ^^^^^^ not defined here
//        |
//        = notes, one a line
//     help: did you mean `length`?

/// Diagnostics as markup for a medium of a given width.
public struct DiagnosticRenderer: Sendable {
  /// The columns of the medium; source lines are cut around the span.
  public let width: Int

  /// The calls of a backtrace that are shown.
  static let shownFrames = 10

  /// The columns at which sentences break; nil where nobody reads them on a screen.
  let screen: Int?

  /// - Parameter breaksSentences: whether sentences that are wider break at blanks, as a screen would break them anywhere.
  public init(width: Int = 100, breaksSentences: Bool = false) {
    self.width = max(40, width)
    screen = breaksSentences ? max(20, width) : nil
  }

  /// One diagnostic, ending with a newline.
  public func render(_ diagnostic: Diagnostic) -> Markup {
    let excerpts = excerpts(of: diagnostic)
    let gutter = excerpts.flatMap(\.lines).map { String($0.number).count }.max() ?? 1
    var result = headline(diagnostic)
    for (index, excerpt) in excerpts.enumerated() {
      result += draw(excerpt, isFirst: index == 0, gutter: gutter, severity: diagnostic.severity)
    }
    let margin = String(repeating: " ", count: gutter + 2)
    if !excerpts.isEmpty, !diagnostic.notes.isEmpty { result += Markup(margin + "|\n", .dim) }
    for note in diagnostic.notes {
      for (index, line) in note.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let mark = Markup(margin + (index == 0 ? "= " : "  "), .dim)
        result += broken(mark + Markup(Visible.text(line) + "\n"), indent: gutter + 4)
      }
    }
    result += backtrace(diagnostic.backtrace)
    for line in diagnostic.help {
      result += broken(Markup("help", .hint) + Markup(": ", .plain) + Markup(Visible.text(line) + "\n"))
    }
    return result
  }

  private func broken(_ sentence: Markup, indent: Int = 2) -> Markup {
    screen.map { sentence.wrapped(toWidth: $0, indent: indent) } ?? sentence
  }

  /// Several diagnostics with a blank line between them; more than `limit` are counted.
  public func render(_ diagnostics: [Diagnostic], limit: Int = 5) -> Markup {
    var result = Markup()
    for (index, diagnostic) in diagnostics.prefix(limit).enumerated() {
      if index > 0 { result += Markup("\n") }
      result += render(diagnostic)
    }
    if diagnostics.count > limit {
      result += Markup("\n… and \(diagnostics.count - limit) more\n", .dim)
    }
    return result
  }

  private func headline(_ diagnostic: Diagnostic) -> Markup {
    let style = diagnostic.severity.style
    let message = Markup(": " + Visible.text(diagnostic.message) + "\n", .strong)
    let word = diagnostic.severity.word + (diagnostic.code.isEmpty ? "" : "[\(diagnostic.code)]")
    return broken(Markup(word, style) + message)
  }

  private func backtrace(_ frames: [Diagnostic.Frame]) -> Markup {
    guard !frames.isEmpty else { return Markup() }
    var result = Markup("calls, innermost last:\n", .dim)
    // Of a deep recursion the outer calls say where it began and the inner ones where it went.
    let outer = frames.count > Self.shownFrames ? 3 : frames.count
    let inner = frames.count > Self.shownFrames ? Self.shownFrames - outer : 0
    for frame in frames.prefix(outer) { result += line(of: frame) }
    if inner > 0 {
      result += Markup("  … \(Count.of(frames.count - outer - inner, "more call")) …\n", .dim)
      for frame in frames.suffix(inner) { result += line(of: frame) }
    }
    return result
  }

  private func line(of frame: Diagnostic.Frame) -> Markup {
    let firstLine = frame.call.text.prefix { $0 != "\n" }
    let call = Visible.text(firstLine).clipped(toWidth: 50)
    return Markup("  \(Visible.text(frame.name))") + Markup(" called at \(place(frame.call)): ", .dim)
      + Markup(call + "\n")
  }

  /// `file:line:column`, counted from 1 in characters.
  func place(_ span: Span) -> String {
    let number = span.source.line(at: span.lower)
    let column = SourceLine(span.source, line: number).characterNumber(at: span.lower)
    return "\(Visible.text(span.source.name)):\(number):\(column)"
  }
}

extension Diagnostic.Severity {
  /// What a message begins with.
  public var word: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .note: "note"
    }
  }

  var style: Markup.Style {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .hint
    }
  }
}
