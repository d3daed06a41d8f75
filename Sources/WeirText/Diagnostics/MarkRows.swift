/// The rows under a source line: underlines with the rightmost label beside them, the other labels hung below.
///
///     ^^^^^^   --- this one is a number
///     |
///     this one is text
struct MarkRows {
  private(set) var rows: [Markup] = []
  private let primary: Markup.Style

  /// - Parameter room: the columns that a row has; a label that would go beyond them hangs below, moved to the left.
  init(_ marks: [Excerpt.Mark], primary: Markup.Style, room: Int = .max) {
    self.primary = primary
    let inline = marks.indices.filter { !marks[$0].text.isEmpty }
      .max { marks[$0].columns.upperBound < marks[$1].columns.upperBound }
    let end = marks.map(\.columns.upperBound).max() ?? 0
    let isBeside =
      inline.map { marks[$0].columns.upperBound == end && end < room - marks[$0].text.displayWidth } ?? false
    var underline = self.underline(marks)
    if let inline, isBeside {
      underline += Markup(" " + marks[inline].text, style(marks[inline]))
    }
    rows.append(underline)
    let hung = marks.indices.filter { !marks[$0].text.isEmpty && !(isBeside && $0 == inline) }
      .map { marks[$0] }.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
    if hung.isEmpty { return }
    rows.append(connectors(hung[...]))
    for index in hung.indices.reversed() {
      let before = connectors(hung[..<index])
      let start = min(hung[index].columns.lowerBound, max(0, room - hung[index].text.displayWidth))
      let space = max(0, start - before.plain.count)
      rows.append(
        before + Markup(String(repeating: " ", count: space)) + Markup(hung[index].text, style(hung[index])))
    }
  }

  private func style(_ mark: Excerpt.Mark) -> Markup.Style { mark.isPrimary ? primary : .hint }

  /// `^` under the error, `-` under what explains it; where both lie the error wins.
  private func underline(_ marks: [Excerpt.Mark]) -> Markup {
    var result = Markup()
    var column = 0
    let end = marks.map(\.columns.upperBound).max() ?? 0
    while column < end {
      let here = marks.filter { $0.columns.contains(column) }
      let kind = here.first(where: \.isPrimary) ?? here.first
      var stop = column
      while stop < end {
        let there = marks.filter { $0.columns.contains(stop) }
        let next = there.first(where: \.isPrimary) ?? there.first
        if next?.isPrimary != kind?.isPrimary { break }
        stop += 1
      }
      let character = kind.map { $0.isPrimary ? "^" : "-" } ?? " "
      result += Markup(String(repeating: character, count: stop - column), kind.map(style) ?? .plain)
      column = stop
    }
    return result
  }

  private func connectors(_ marks: ArraySlice<Excerpt.Mark>) -> Markup {
    var result = Markup()
    var column = 0
    for mark in marks where mark.columns.lowerBound >= column {
      let space = String(repeating: " ", count: mark.columns.lowerBound - column)
      result += Markup(space) + Markup("|", style(mark))
      column = mark.columns.lowerBound + 1
    }
    return result
  }
}
