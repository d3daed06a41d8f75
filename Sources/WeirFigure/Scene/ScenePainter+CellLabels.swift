// The labels around a heat map and its colour bar.

extension ScenePainter {
  func addAxisNames(_ map: CellMap, _ fit: CellMapSheet, namesRows: Bool, to scene: inout Scene) {
    if !map.columns.name.isEmpty {
      scene.add(
        .text(
          SceneText(
            text: map.columns.name, x: fit.left + fit.width / 2, y: 7, size: Self.textSize, colour: theme.faint,
            anchor: .middle)))
      scene.reach(x: fit.left + fit.width / 2 + FontMetrics.width(map.columns.name, size: Self.textSize) / 2, y: 10)
    }
    if namesRows, !map.rows.name.isEmpty {
      scene.add(
        .text(
          SceneText(
            text: map.rows.name, x: 7, y: fit.top + fit.height / 2, size: Self.textSize, colour: theme.faint,
            anchor: .middle, rotation: -90)))
    }
  }

  func addRowLabels(_ map: CellMap, _ fit: CellMapSheet, to scene: inout Scene) {
    for row in stride(from: 0, to: map.rows.count, by: fit.rowLabelStep) {
      let label = FontMetrics.clipped(map.rows.labels[row], to: CellMapSheet.labelLimit, size: Self.textSize)
      let y = fit.top + (Double(row) + 0.5) * fit.cellHeight + Self.textSize * 0.35
      scene.add(
        .text(
          SceneText(text: label, x: fit.left - 4, y: y, size: Self.textSize, colour: theme.ink, anchor: .end)))
    }
  }

  func addColumnLabels(_ map: CellMap, _ fit: CellMapSheet, to scene: inout Scene) {
    for column in stride(from: 0, to: map.columns.count, by: fit.columnLabelStep) {
      let label = FontMetrics.clipped(map.columns.labels[column], to: CellMapSheet.labelLimit, size: Self.textSize)
      let middle = fit.left + (Double(column) + 0.5) * fit.cellWidth
      if fit.slants {
        let text = SceneText(
          text: label, x: middle + 1, y: fit.top - 4, size: Self.textSize, colour: theme.ink, rotation: -45)
        scene.add(.text(text))
        scene.reach(x: middle + 3 + FontMetrics.width(label, size: Self.textSize) * 0.7072, y: 0)
      } else {
        scene.add(
          .text(
            SceneText(
              text: label, x: middle, y: fit.top - 4, size: Self.textSize, colour: theme.ink, anchor: .middle)))
      }
    }
  }

  /// The colours of a scale from the bottom up, with ticks and the scale's name.
  func colourBar(_ scale: ColourScale, height: Double) -> Scene {
    var scene = Scene()
    let (barWidth, steps) = (9.0, 64)
    for step in 0..<steps {
      let part = Double(step) / Double(steps)
      // Neighbours overlap a little, so that no paper shines through between them.
      let overlap = step == 0 ? 0 : 0.4
      scene.add(
        .rectangle(
          x: 0, y: height * (1 - part) - height / Double(steps), width: barWidth,
          height: height / Double(steps) + overlap,
          fill: scale.palette.colour(at: (Double(step) + 0.5) / Double(steps), on: theme.ground)))
    }
    scene.add(.rectangle(x: 0, y: 0, width: barWidth, height: height, fill: nil, stroke: Stroke(theme.rule, 0.5)))
    var widest = 0.0
    let ticks = scale.ticks(count: max(2, Int(height / 26)))
    for (value, text) in zip(ticks.values, ticks.texts) {
      let y = height * (1 - (scale.position(Float(value)) ?? 0))
      scene.add(.line([ScenePoint(barWidth, y), ScenePoint(barWidth + 2.5, y)], Stroke(theme.faint, 0.5)))
      scene.add(.text(SceneText(text: text, x: barWidth + 4.5, y: y + 2.5, size: Self.noteSize, colour: theme.ink)))
      widest = max(widest, FontMetrics.width(text, size: Self.noteSize))
    }
    scene.reach(x: barWidth + 4.5 + widest, y: height + 4)
    if !scale.name.isEmpty {
      let x = scene.width + 9
      scene.add(
        .text(
          SceneText(
            text: FontMetrics.clipped(scale.name, to: max(height, 90), size: Self.noteSize), x: x, y: height / 2,
            size: Self.noteSize, colour: theme.faint, anchor: .middle, rotation: -90)))
      scene.reach(x: x + 3, y: 0)
    }
    return scene
  }
}
