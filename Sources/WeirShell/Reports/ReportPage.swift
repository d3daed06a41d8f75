// A report as one HTML file: it asks the network for nothing, works from disk, and is the same on every run.

import WeirFigure
import WeirLanguage
import WeirNatives
import WeirText

/// Writes the page of a report.
struct ReportPage {
  private let source: ReportSource
  private let path: String
  /// Lines under the title: models, version, seed.
  private let facts: [Markup]
  private var body = ""
  private var contents: [Markdown.Heading] = []
  private var figureCount = 0
  private var headingCount = 0

  /// - Parameters:
  ///   - path: the source's path as it was given; the page names the file without its folder, so that its bytes do not
  ///     depend on where it lies.
  init(_ source: ReportSource, path: String, facts: [Markup]) {
    self.source = source
    self.path = path
    self.facts = facts
  }

  /// The whole page.
  mutating func html(_ elements: [ReportElement]) -> String {
    body = ""
    for element in elements { write(element) }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      \(HTMLRenderer.securityPolicy(styles: [ReportStyle.digest]))
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>\(Markup.escapedHTML(source.title))</title>
      \(HTMLRenderer.styleElement)
      <style>\(ReportStyle.text)</style>
      </head>
      <body class="report">
      \(header)\(table)<main>
      \(body)</main>
      \(HTMLRenderer.scriptElement)
      </body>
      </html>

      """
  }

  private var header: String {
    var html = "<header>\n<h1>\(Markup.escapedHTML(source.title))</h1>\n"
    for fact in facts { html += "<p>\(fact.html)</p>\n" }
    html += "<p>\(ReportSourceLink.html(source.bytes, name: ReportSource.baseName(path)))</p>\n"
    return html + "<button type=\"button\" class=\"weir-ground\" hidden>Light or dark</button>\n</header>\n"
  }

  /// The table of contents, where there is more than one thing to go to.
  private var table: String {
    guard contents.count > 1 else { return "" }
    let top = contents.map(\.level).min() ?? 1
    let entries = contents.map { entry in
      "<li class=\"level-\(min(4, entry.level - top + 1))\"><a href=\"#\(entry.id)\">"
        + Markup.escapedHTML(Visible.text(entry.text)) + "</a></li>\n"
    }
    return "<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ul>\n\(entries.joined())</ul>\n</nav>\n"
  }

  private mutating func write(_ element: ReportElement) {
    switch element {
    case .prose(let text): write(prose: text)
    case .code(let text, let wasRun):
      let note = wasRun ? "" : "<p class=\"note\">not run</p>\n"
      body +=
        "<pre class=\"code\(wasRun ? "" : " off")\" tabindex=\"0\">\(Highlighter.highlight(text).html)</pre>\n\(note)"
    case .text(let markup): write(output: markup, class: "shown")
    case .figure(let figure): write(figure)
    case .message(let diagnostic):
      let message = DiagnosticRenderer(width: ReportRun.width).render(diagnostic).pieces.map { piece in
        Markup.Piece(piece.text.replacing(path, with: ReportSource.baseName(path)), piece.style)
      }
      write(output: Markup(message), class: diagnostic.severity.word)
    case .interruption: body += "<p class=\"note\">interrupted here</p>\n"
    }
  }

  private mutating func write(prose text: String) {
    let prose = Markdown(text, headingsBefore: headingCount, title: source.title)
    headingCount += prose.headings.count
    contents += prose.headings
    guard !prose.html.isEmpty else { return }
    body += "<div class=\"text\">\n\(prose.html)</div>\n"
  }

  private mutating func write(_ figure: Figure) {
    figureCount += 1
    let id = "figure-\(figureCount)"
    if !figure.title.isEmpty {
      // Below the heading that it stands under.
      let level = (contents.last { !$0.id.hasPrefix("figure") }?.level ?? 1) + 1
      contents.append(Markdown.Heading(level: level, id: id, text: figure.title))
    }
    body += "<section class=\"figure\" id=\"\(id)\">\n\(HTMLRenderer().fragment(figure))</section>\n"
  }

  /// Text with nothing hidden in it, line by line.
  private mutating func write(output markup: Markup, class name: String) {
    let pieces = markup.pieces.map { piece in
      let lines = piece.text.split(separator: "\n", omittingEmptySubsequences: false).map { Visible.text($0) }
      return Markup.Piece(lines.joined(separator: "\n"), piece.style)
    }
    let text = Markup(pieces).html
    body += "<pre class=\"\(name)\" tabindex=\"0\">\(text.hasSuffix("\n") ? String(text.dropLast()) : text)</pre>\n"
  }
}
