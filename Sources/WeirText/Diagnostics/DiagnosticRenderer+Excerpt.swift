// Drawing quoted lines and the marks under them.

extension DiagnosticRenderer {
  func draw(_ excerpt: Excerpt, isFirst: Bool, gutter: Int, severity: Diagnostic.Severity) -> Markup {
    let margin = String(repeating: " ", count: gutter + 2) + "| "
    var result = Markup(String(repeating: " ", count: gutter + 1) + (isFirst ? "--> " : "::: "), .dim)
    result += Markup(excerpt.place + "\n")
    result += Markup(margin.dropLastSpace + "\n", .dim)
    var previous: Int?
    for line in excerpt.lines {
      if let previous, line.number > previous + 1 {
        result += Markup(String(repeating: ".", count: max(3, gutter + 1)) + "\n", .dim)
      }
      previous = line.number
      result += draw(line, margin: margin, gutter: gutter, severity: severity)
    }
    return result
  }

  private func draw(
    _ line: Excerpt.Line, margin: String, gutter: Int, severity: Diagnostic.Severity
  ) -> Markup {
    let number = " " + String(line.number).padded(leftToWidth: gutter) + " | "
    let window = line.content.window(around: focus(of: line.marks), room: width - margin.count)
    let text = line.content.text(in: window)
    var result = Markup(text.isEmpty ? number.dropLastSpace : number, .dim) + Markup(text + "\n")
    let marks = line.marks.map { mark in
      let lower = min(max(mark.columns.lowerBound - window.lowerBound, 0), window.count)
      let upper = min(max(mark.columns.upperBound - window.lowerBound, lower + 1), max(window.count, lower + 1))
      return Excerpt.Mark(columns: lower..<upper, text: mark.text, isPrimary: mark.isPrimary)
    }
    for row in MarkRows(marks, primary: severity.style, room: width - margin.count).rows {
      result += Markup(margin, .dim) + row + Markup("\n")
    }
    return result
  }

  /// All marks when they are near each other, else the place of the error.
  private func focus(of marks: [Excerpt.Mark]) -> Range<Int> {
    let main = marks.first(where: \.isPrimary)?.columns ?? marks[0].columns
    let lower = marks.map(\.columns.lowerBound).min() ?? 0
    let upper = marks.map(\.columns.upperBound).max() ?? 0
    return upper - lower < width / 2 ? lower..<upper : main
  }
}

extension String {
  fileprivate var dropLastSpace: String { hasSuffix(" ") ? String(dropLast()) : self }
}
