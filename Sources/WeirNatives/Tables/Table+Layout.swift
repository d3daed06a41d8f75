// A table as aligned text: numbers by their decimal points, tokens with their spaces visible.

import WeirLanguage
import WeirText

extension Table {
  /// The table in lines of at most `width` columns; rows in the middle are left out beyond `rowLimit`.
  func layout(width: Int, rowLimit: Int = 20, digits: Int? = nil) -> Markup {
    let shown = rowCount <= rowLimit ? Array(0..<rowCount) : head(rowLimit) + tail(rowLimit)
    var cells = columns.map { column in column.aligned(shown.map { column.cell($0, digits: digits) }) }
    var headings = columns.map(\.name)
    let widths = zip(cells, headings).map { lines, heading in
      max(heading.displayWidth, lines.map(\.displayWidth).max() ?? 0)
    }
    let kept = Self.fitting(widths, width)
    cells = Array(cells.prefix(kept))
    headings = Array(headings.prefix(kept))
    var result = Markup(line(headings, widths, width), .strong)
    for (place, row) in shown.enumerated() {
      if rowCount > rowLimit, place == rowLimit / 2 {
        result += Markup("\n⋮ \(Count.grouped(rowCount - rowLimit)) more", .dim)
      }
      _ = row
      result += Markup("\n" + line(cells.map { $0[place] }, widths, width))
    }
    if kept < columns.count {
      result += Markup("\n… \(Count.of(columns.count - kept, "more column"))", .dim)
    }
    return result
  }

  private func head(_ limit: Int) -> [Int] { Array(0..<(limit / 2)) }
  private func tail(_ limit: Int) -> [Int] { Array((rowCount - (limit - limit / 2))..<rowCount) }

  private func line(_ cells: [String], _ widths: [Int], _ width: Int) -> String {
    var text = zip(cells.indices, cells).map { place, cell in
      columns[place].kind == .number ? cell.padded(leftToWidth: widths[place]) : cell.padded(toWidth: widths[place])
    }.joined(separator: "  ")
    while text.last == " " { text.removeLast() }
    return text.clipped(toWidth: width)
  }

  /// How many columns fit side by side, at least one.
  private static func fitting(_ widths: [Int], _ width: Int) -> Int {
    var used = 0
    for (place, column) in widths.enumerated() {
      used += column + (place > 0 ? 2 : 0)
      if used > width { return max(1, place) }
    }
    return widths.count
  }
}

extension Table.Column {
  /// A cell as a reader sees it.
  func cell(_ place: Int, digits: Int? = nil) -> String {
    switch values[place] {
    case .none: ""
    case .number(let number): SignificantDigits.text(number, digits: digits ?? 4)
    case .string(let box): kind == .token ? TokenLabels.visible(box.text) : Visible.text(box.text)
    default: values[place].text
    }
  }

  /// Numbers with spaces behind them so that their decimal points stand under each other.
  func aligned(_ cells: [String]) -> [String] {
    guard kind == .number else { return cells }
    let tails = cells.map { cell in cell.firstIndex(of: ".").map { cell[$0...].count } ?? 0 }
    let longest = tails.max() ?? 0
    return zip(cells, tails).map { $0 + String(repeating: " ", count: longest - $1) }
  }
}
