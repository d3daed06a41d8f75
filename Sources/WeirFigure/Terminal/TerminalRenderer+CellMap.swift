import WeirText

// Heat maps as text: a header that names the columns, a line a row (or two rows in half blocks), the legend, and what
// the cells cannot say themselves.

extension TerminalRenderer {
  /// A heat map with its legend in at most so many columns.
  func block(_ map: CellMap, width: Int, showsLegend: Bool = true) -> InkBlock {
    guard map.rows.count > 0, map.columns.count > 0 else { return InkBlock([InkLine("no cells", .dim)]) }
    let fit = CellMapFit(map, width: width, paints: paints)
    let shown = map.pooled(rowStep: fit.rowStep, columnStep: fit.columnStep)
    var result = header(shown, fit: fit, original: map)
    let step = fit.cells == .halfBlocks ? 2 : 1
    for row in stride(from: 0, to: shown.rows.count, by: step) {
      var line = rowLabel(shown, row: row, fit: fit)
      for column in 0..<shown.columns.count { append(shown, row, column, fit: fit, to: &line) }
      result.append(line)
    }
    if fit.cells != .numbers || fit.numberRoom != nil { result.append(strongest(map, width: width)) }
    result.append(columnKey(map, fit: fit, width: width))
    if let leftOut = leftOut(map, fit: fit) {
      result.append(InkBlock(TextWrap.lines(leftOut, width: width).map { InkLine($0, .dim) }))
    }
    if showsLegend {
      let usesBars = fit.cells == .numbers
      result.append(legend(map.scale, hasMissing: map.hasMissing, width: width, usesBars: usesBars))
    }
    return result
  }

  private func rowLabel(_ map: CellMap, row: Int, fit: CellMapFit) -> InkLine {
    var line = InkLine()
    let label = map.rows.labels[row]
    if fit.numbersRows {
      let digits = String(max(map.columns.count * fit.columnStep, map.rows.count * fit.rowStep) - 1).count
      let clipped = LabelFit.clipped(label, to: fit.gutter - digits - 2)
      let blanks = max(0, fit.gutter - digits - 2 - clipped.displayWidth)
      line.append(String(repeating: " ", count: blanks) + clipped + " ")
      line.append(String(row * fit.rowStep).padded(leftToWidth: digits) + " ", .dim)
    } else {
      line.append(LabelFit.clipped(label, to: fit.gutter - 1).padded(leftToWidth: fit.gutter - 1) + " ")
    }
    line.pad(to: fit.gutter)
    return line
  }

  private func append(_ map: CellMap, _ row: Int, _ column: Int, fit: CellMapFit, to line: inout InkLine) {
    let value = map[row, column]
    switch fit.cells {
    case .numbers:
      let content = value.isNaN && map.texts.isEmpty ? "" : cellText(map, row, column, fit: fit)
      if let colour = map.scale.colour(value, on: ground), paints {
        line.append(content.padded(leftToWidth: fit.cellWidth - 1) + " ", .on(colour))
      } else {
        let shade = ShadeRamp.bar(value, map.scale, characters: characters)
        line.append(content.padded(leftToWidth: fit.cellWidth - 1) + shade, shadeInk(value, map.scale))
      }
    case .swatches:
      if let colour = map.scale.colour(value, on: ground), paints {
        line.append(String(repeating: " ", count: fit.cellWidth), .on(colour))
      } else {
        let shade = ShadeRamp.characters(value, map.scale, hasMissing: map.hasMissing, width: fit.cellWidth)
        line.append(shade, shadeInk(value, map.scale))
      }
    case .halfBlocks:
      let below = row + 1 < map.rows.count ? map.scale.colour(map[row + 1, column], on: ground) : nil
      line.append(halfBlock(above: map.scale.colour(value, on: ground), below: below))
    }
  }

  /// Two cells, one above the other, in one character.
  func halfBlock(above: RGB?, below: RGB?) -> InkLine {
    switch (above, below) {
    case (nil, nil): InkLine(" ")
    case (let above?, nil): InkLine("▀", Ink(foreground: above))
    case (nil, let below?): InkLine("▄", Ink(foreground: below))
    case (let above?, let below?): InkLine("▀", Ink(foreground: above, background: below))
    }
  }

  private func cellText(_ map: CellMap, _ row: Int, _ column: Int, fit: CellMapFit) -> String {
    if let text = map.text(row: row, column: column) {
      return LabelFit.clipped(Visible.text(text), to: fit.cellWidth - 1)
    }
    let (value, decimals) = (Double(map[row, column]), map.scale.decimals)
    guard let room = fit.numberRoom else { return NumberText.cell(value, decimals: decimals) }
    return NumberText.cell(value, decimals: decimals, room: room)
  }

  /// In sixteen colours the sign of a value has a colour and its size a character.
  private func shadeInk(_ value: Float, _ scale: ColourScale) -> Ink {
    guard depth == .sixteen, !value.isNaN, scale.isDiverging else { return .plain }
    return value < 0 ? Ink(foreground: RGB(hex: 0xD02020)) : Ink(foreground: RGB(hex: 0x2020D0))
  }
}
