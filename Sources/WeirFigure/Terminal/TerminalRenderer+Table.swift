import WeirText

// Tables as text: numbers at the right of their columns, texts at the left, bars where a column has them.

extension TerminalRenderer {
  /// The longest table that is shown whole; longer ones show the first and last rows.
  private static let rowLimit = 200

  func block(_ table: FigureTable, width: Int) -> InkBlock {
    guard !table.columns.isEmpty else { return InkBlock([InkLine("no columns", .dim)]) }
    let rows = shownRows(table.rowCount)
    let shown = fitting(table, rows: rows, width: width)
    var result = InkBlock([heading(shown.columns, shown.widths)])
    var previous = -1
    for row in rows {
      if row > previous + 1 { result.append(InkLine("… \(row - previous - 1) rows", .dim)) }
      previous = row
      var line = InkLine()
      for (column, room) in zip(shown.columns, shown.widths) { append(column, row, room, to: &line) }
      result.append(line)
    }
    let leftOut = table.columns.count - shown.columns.count
    if leftOut > 0 {
      let names = table.columns.suffix(leftOut).map { Visible.text($0.name) }.joined(separator: ", ")
      result.append(wrappedDim("\(leftOut) more \(leftOut == 1 ? "column" : "columns"): \(names)", width: width))
    }
    return result
  }

  private func wrappedDim(_ text: String, width: Int) -> InkBlock {
    InkBlock(TextWrap.lines(text, width: width).map { InkLine($0, .dim) })
  }

  private func shownRows(_ count: Int) -> [Int] {
    count <= Self.rowLimit ? Array(0..<count) : Array(0..<Self.rowLimit - 20) + Array(count - 20..<count)
  }

  /// The columns that fit, from the left, and the room of each; texts give way first.
  private func fitting(
    _ table: FigureTable, rows: [Int], width: Int
  ) -> (columns: [FigureTable.Column], widths: [Int]) {
    var columns: [FigureTable.Column] = []
    var widths: [Int] = []
    var used = 0
    for column in table.columns {
      let natural = rows.reduce(Visible.text(column.name).displayWidth) {
        max($0, Visible.text(column.text($1)).displayWidth)
      }
      let wish = column.isNumeric ? natural : min(natural, 40)
      let room = min(wish, width - used)
      guard columns.isEmpty || room >= min(wish, 6) else { break }
      columns.append(column)
      widths.append(max(1, room))
      used += room + 2 + (barColumns(column) > 0 ? barColumns(column) + 1 : 0)
    }
    return (columns, widths)
  }

  private func barColumns(_ column: FigureTable.Column) -> Int {
    if case .bars = column.look { 10 } else { 0 }
  }

  private func heading(_ columns: [FigureTable.Column], _ widths: [Int]) -> InkLine {
    var line = InkLine()
    for (column, room) in zip(columns, widths) {
      let name = LabelFit.clipped(Visible.text(column.name), to: room)
      let blanks = String(repeating: " ", count: room - name.displayWidth)
      line.append(column.isNumeric ? blanks + name : name + blanks, Ink(isDim: true))
      let bar = barColumns(column)
      line.append(String(repeating: " ", count: 2 + (bar > 0 ? bar + 1 : 0)))
    }
    return line
  }

  private func append(_ column: FigureTable.Column, _ row: Int, _ room: Int, to line: inout InkLine) {
    let text = LabelFit.clipped(Visible.text(column.text(row)), to: room)
    let blanks = String(repeating: " ", count: room - text.displayWidth)
    let content = column.isNumeric ? blanks + text : text + blanks
    switch column.look {
    case .plain: line.append(content + "  ")
    case .coloured(let scale):
      let colour = column.number(row).flatMap { scale.colour(Float($0), on: ground) }
      line.append(content, paints ? colour.map(Ink.on) ?? .plain : .plain)
      line.append("  ")
    case .bars(let full):
      line.append(content + " ")
      line.append(bar(column.number(row) ?? 0, of: full, columns: 10))
      line.append("  ")
    }
  }

  /// A bar as long as its value, in eighths of a column where there are such characters.
  func bar(_ value: Double, of full: Double, columns: Int, ink: Ink? = nil) -> InkLine {
    let part = full > 0 && value.isFinite ? min(1, abs(value) / full) : 0
    let eighths = Int((part * Double(columns * 8)).rounded())
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    var text = String(repeating: "█", count: eighths / 8)
    if characters == .unicode {
      text += partial[eighths % 8]
    } else if eighths % 8 >= 4 {
      text += "█"
    }
    let colour = Theme.on(ground)
    let scale = Palette.redBlue.colour(at: value < 0 ? 0.2 : 0.8, on: ground)
    var line = InkLine(text, ink ?? (depth == .none ? .plain : Ink(foreground: value < 0 ? scale : colour.accent)))
    line.pad(to: columns)
    return line
  }
}
