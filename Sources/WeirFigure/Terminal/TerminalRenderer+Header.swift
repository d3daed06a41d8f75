import WeirText

// What names the columns of a heat map, and the lines below it that say what its cells cannot.

extension TerminalRenderer {
  /// The lines above a map: the axes' names, and labels or numbers over the columns.
  func header(_ map: CellMap, fit: CellMapFit, original: CellMap) -> InkBlock {
    var rows: [InkLine]
    if fit.cellWidth == 1 {
      rows = [ticks(map, fit: fit)]
    } else if fit.numbersColumns {
      rows = numbers(map, fit: fit)
    } else {
      rows = [labels(map, fit: fit)]
    }
    let corner = [
      map.rows.name.isEmpty ? nil : map.rows.name + " ↓", map.columns.name.isEmpty ? nil : map.columns.name + " →",
    ].compactMap { $0 }.joined(separator: "  ")
    if corner.displayWidth < fit.gutter, let last = rows.popLast() {
      var line = InkLine(corner.padded(leftToWidth: fit.gutter - 1) + " ", .dim)
      line.append(last)
      rows.append(line)
      return InkBlock(rows.dropLast().map { indented($0, by: fit.gutter) } + [line])
    }
    let own = corner.isEmpty ? [] : [InkLine(corner, .dim)]
    return InkBlock(own + rows.map { indented($0, by: fit.gutter) })
  }

  private func indented(_ line: InkLine, by columns: Int) -> InkLine {
    var result = InkLine(String(repeating: " ", count: columns))
    result.append(line)
    return result
  }

  private func labels(_ map: CellMap, fit: CellMapFit) -> InkLine {
    var line = InkLine()
    for label in map.columns.labels {
      let room = fit.cells == .numbers ? fit.cellWidth - 1 : 2
      let clipped = LabelFit.clipped(label, to: room).padded(leftToWidth: room)
      line.append(clipped.padded(toWidth: fit.cellWidth))
    }
    return line
  }

  /// Column numbers read downwards, so that two columns of the terminal are enough for any number.
  private func numbers(_ map: CellMap, fit: CellMapFit) -> [InkLine] {
    let last = (map.columns.count - 1) * fit.columnStep
    let digits = String(last).count
    if digits < fit.cellWidth {
      var line = InkLine()
      for column in 0..<map.columns.count {
        line.append(String(column * fit.columnStep).padded(leftToWidth: fit.cellWidth), .dim)
      }
      return [line]
    }
    return (0..<digits).map { place in
      var line = InkLine()
      for column in 0..<map.columns.count {
        let text = Array(String(column * fit.columnStep).padded(leftToWidth: digits))
        line.append(String(text[place]).padded(leftToWidth: fit.cellWidth), .dim)
      }
      return line
    }
  }

  /// A number over every tenth column.
  private func ticks(_ map: CellMap, fit: CellMapFit) -> InkLine {
    var line = InkLine()
    for column in stride(from: 0, to: map.columns.count, by: 10) {
      line.pad(to: column)
      let text = "╷" + String(column * fit.columnStep)
      if column == 0 || column + text.count <= map.columns.count { line.append(text, .dim) }
    }
    return line
  }

  /// The labels of numbered columns, unless the rows have the same ones.
  func columnKey(_ map: CellMap, fit: CellMapFit, width: Int) -> InkBlock {
    guard map.columns.labels != map.rows.labels else { return InkBlock() }
    let clips = { (label: String) in label.displayWidth > fit.cellWidth - 1 }
    let named = fit.numbersColumns ? { _ in true } : clips
    let areNumbers = map.columns.labels.indices.allSatisfy { map.columns.labels[$0] == String($0) }
    guard !areNumbers, map.columns.count <= 128 else { return InkBlock() }
    let items = map.columns.labels.indices.filter { named(map.columns.labels[$0]) }
      .map { "\($0) \(LabelFit.clipped(map.columns.labels[$0], to: 24))" }
    guard !items.isEmpty else { return InkBlock() }
    let name = (map.columns.name.isEmpty ? "column" : map.columns.name) + ":"
    return InkBlock(TextWrap.items([name] + items, gap: "  ", width: width).map { InkLine($0, .dim) })
  }

  /// The three strongest cells with their values.
  func strongest(_ map: CellMap, width: Int) -> InkBlock {
    let items = map.strongest(3).map { place in
      let value = NumberText.cell(Double(map[place.row, place.column]), decimals: map.scale.decimals + 1)
      return map.placeName(row: place.row, column: place.column, labelWidth: 16) + " " + value
    }
    guard !items.isEmpty else { return InkBlock() }
    return InkBlock(TextWrap.items(["strongest:"] + items, gap: "  ", width: width).map { InkLine($0) })
  }

  /// What a map that is too large for the terminal leaves out.
  func leftOut(_ map: CellMap, fit: CellMapFit) -> String? {
    guard fit.rowStep > 1 || fit.columnStep > 1 else { return nil }
    return "each cell is the strongest of \(fit.rowStep) × \(fit.columnStep); the whole map has "
      + "\(map.rows.count) × \(map.columns.count)"
  }
}
