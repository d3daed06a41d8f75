// Tables on paper: a rule under the head, numbers at the right of their columns.

import WeirText

extension ScenePainter {
  /// The longest table that is drawn whole.
  private static let rowLimit = 120
  private static let rowHeight = 13.0
  private static let barWidth = 60.0

  func scene(_ table: FigureTable, width: Double) -> Scene {
    guard !table.columns.isEmpty else { return prose("no columns", width: width) }
    let rows = min(table.rowCount, Self.rowLimit)
    var scene = Scene()
    var x = 0.0
    var leftOut = 0
    for column in table.columns {
      let room = room(column, rows: rows)
      guard x == 0 || x + room.text + room.bar <= width else {
        leftOut += 1
        continue
      }
      add(column, rows: rows, x: x, room: room, to: &scene)
      x += room.text + room.bar + 14
    }
    scene.add(
      .line([ScenePoint(0, Self.rowHeight), ScenePoint(scene.width, Self.rowHeight)], Stroke(theme.faint, 0.75)))
    var remarks: [String] = []
    if table.rowCount > rows { remarks.append("\(table.rowCount - rows) more rows") }
    if leftOut > 0 { remarks.append("\(leftOut) more columns") }
    if !remarks.isEmpty {
      let text = "Not shown: " + remarks.joined(separator: ", ") + "."
      scene.add(.text(SceneText(text: text, x: 0, y: scene.height + 11, size: Self.noteSize, colour: theme.faint)))
      scene.reach(x: FontMetrics.width(text, size: Self.noteSize), y: scene.height + 14)
    }
    return scene
  }

  private func room(_ column: FigureTable.Column, rows: Int) -> (text: Double, bar: Double) {
    let widest = (0..<rows).reduce(FontMetrics.width(column.name, size: Self.textSize)) {
      max($0, FontMetrics.width(column.text($1), size: Self.textSize))
    }
    let bar = if case .bars = column.look { Self.barWidth + 6 } else { 0.0 }
    return (min(widest, 200) + 4, bar)
  }

  private func add(
    _ column: FigureTable.Column, rows: Int, x: Double, room: (text: Double, bar: Double), to scene: inout Scene
  ) {
    let anchor: SceneText.Anchor = column.isNumeric ? .end : .start
    let textX = column.isNumeric ? x + room.text - 2 : x + 2
    let name = FontMetrics.clipped(column.name, to: room.text, size: Self.textSize)
    scene.add(.text(SceneText(text: name, x: textX, y: 9, size: Self.textSize, colour: theme.faint, anchor: anchor)))
    for row in 0..<min(rows, column.count) {
      let top = Double(row + 1) * Self.rowHeight + 1
      var parts: [SceneElement] = []
      var ink = theme.ink
      let number = column.number(row)
      if case .coloured(let scale) = column.look, let number,
        let colour = scale.colour(Float(number), on: theme.ground)
      {
        parts.append(.rectangle(x: x, y: top, width: room.text, height: Self.rowHeight, fill: colour))
        ink = colour.ink
      }
      if case .bars(let full) = column.look, let number, full > 0, number.isFinite {
        let length = min(1, abs(number) / full) * Self.barWidth
        let fill = number < 0 ? Palette.redBlue.colour(at: 0.2, on: theme.ground) : theme.accent
        parts.append(
          .rectangle(x: x + room.text + 6, y: top + 3, width: length, height: Self.rowHeight - 6, fill: fill))
      }
      let shown = FontMetrics.clipped(column.text(row), to: room.text, size: Self.textSize)
      parts.append(
        .text(SceneText(text: shown, x: textX, y: top + 9, size: Self.textSize, colour: ink, anchor: anchor)))
      let words = number.map { column.name + ": " + NumberText.exact($0) } ?? column.name + ": " + column.text(row)
      scene.add(.datum(words, parts))
    }
    scene.reach(x: x + room.text + room.bar, y: Double(rows + 1) * Self.rowHeight + 3)
  }
}
