// Heat maps on paper: labels left and slanted above, the cells, the colour bar at the right.

import WeirText

extension ScenePainter {
  /// Cells from which a map is drawn as pixels instead of one rectangle a cell with its value.
  static let rectangleLimit = 2500
  /// The room of a colour bar with its numbers and name, in points.
  static let legendRoom = 56.0
  /// The finest map that is drawn without joining cells.
  static let pixelLimit = 1024

  /// A heat map in at most so many points.
  func scene(_ map: CellMap, width: Double, showsLegend: Bool = true, namesRows: Bool = true) -> Scene {
    guard map.rows.count > 0, map.columns.count > 0 else { return prose("no cells", width: width) }
    let fit = CellMapSheet(map, width: width - (showsLegend ? Self.legendRoom : 0), namesRows: namesRows)
    var scene = Scene()
    addAxisNames(map, fit, namesRows: namesRows, to: &scene)
    if namesRows { addRowLabels(map, fit, to: &scene) }
    addColumnLabels(map, fit, to: &scene)
    scene.place(cells(map, fit), x: fit.left, y: fit.top)
    scene.add(
      .rectangle(
        x: fit.left, y: fit.top, width: fit.width, height: fit.height, fill: nil, stroke: Stroke(theme.rule, 0.5)))
    if showsLegend {
      let bar = colourBar(map.scale, height: max(60, min(150, fit.height)))
      scene.place(bar, x: fit.left + fit.width + 14, y: fit.top)
    }
    if let note = joinedNote(map) {
      scene.add(.text(SceneText(text: note, x: 0, y: scene.height + 10, size: Self.noteSize, colour: theme.faint)))
      scene.reach(x: FontMetrics.width(note, size: Self.noteSize), y: scene.height + 13)
    }
    return scene
  }

  /// A small map with its name and without labels.
  func thumbnail(_ map: CellMap, title: String) -> Scene {
    let side = 62.0
    let cell = side / Double(max(1, map.rows.count, map.columns.count))
    let fit = CellMapSheet(cellWidth: cell, cellHeight: cell, map: map)
    var scene = Scene()
    let clipped = FontMetrics.clipped(title, to: max(side, fit.width), size: 7.4)
    scene.add(.text(SceneText(text: clipped, x: 0, y: 7, size: 7, colour: theme.ink, isBold: true)))
    scene.place(cells(map, fit), x: 0, y: 10)
    scene.add(
      .rectangle(x: 0, y: 10, width: fit.width, height: fit.height, fill: nil, stroke: Stroke(theme.rule, 0.5)))
    scene.reach(x: side, y: 10 + side)
    return scene
  }

  /// The cells alone, with the place of the first at the origin.
  private func cells(_ map: CellMap, _ fit: CellMapSheet) -> Scene {
    var scene = Scene(width: fit.width, height: fit.height)
    guard map.values.count <= Self.rectangleLimit else {
      scene.add(pixels(map, fit))
      return scene
    }
    for row in 0..<map.rows.count {
      for column in 0..<map.columns.count {
        guard let colour = map.scale.colour(map[row, column], on: theme.ground) else { continue }
        scene.add(cell(map, fit, row, column, colour))
      }
    }
    return scene
  }

  private func cell(_ map: CellMap, _ fit: CellMapSheet, _ row: Int, _ column: Int, _ colour: RGB) -> SceneElement {
    let (x, y) = (Double(column) * fit.cellWidth, Double(row) * fit.cellHeight)
    var parts: [SceneElement] = [
      .rectangle(x: x, y: y, width: fit.cellWidth, height: fit.cellHeight, fill: colour)
    ]
    if let size = fit.contentSize {
      let number = NumberText.cell(Double(map[row, column]), decimals: map.scale.decimals)
      let text = map.text(row: row, column: column) ?? number
      let clipped = FontMetrics.clipped(text, to: fit.cellWidth - 2, size: size)
      parts.append(
        .text(
          SceneText(
            text: clipped, x: x + fit.cellWidth / 2, y: y + fit.cellHeight / 2 + size * 0.35, size: size,
            colour: colour.ink, anchor: .middle)))
    }
    return .datum(map.describe(row: row, column: column), parts)
  }

  private func pixels(_ map: CellMap, _ fit: CellMapSheet) -> SceneElement {
    let shown = map.pooled(rowStep: step(map.rows.count), columnStep: step(map.columns.count))
    var rgba = [UInt8](repeating: 0, count: shown.values.count * 4)
    for (index, value) in shown.values.enumerated() {
      guard let colour = map.scale.colour(value, on: theme.ground) else { continue }
      rgba[index * 4] = colour.red
      rgba[index * 4 + 1] = colour.green
      rgba[index * 4 + 2] = colour.blue
      rgba[index * 4 + 3] = 255
    }
    return .image(
      x: 0, y: 0, width: fit.width, height: fit.height, columns: shown.columns.count, rows: shown.rows.count, rgba: rgba
    )
  }

  private func step(_ count: Int) -> Int { (count + Self.pixelLimit - 1) / Self.pixelLimit }

  private func joinedNote(_ map: CellMap) -> String? {
    let (rows, columns) = (step(map.rows.count), step(map.columns.count))
    guard rows > 1 || columns > 1 else { return nil }
    return "Each cell is the strongest of \(rows) × \(columns); the whole map has "
      + "\(map.rows.count) × \(map.columns.count)."
  }
}
