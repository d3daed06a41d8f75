// Plots on paper: grid, rules and rings below, then bands, bars, lines and points, names above.

extension ScenePainter {
  func scene(_ plot: Plot, width: Double) -> Scene {
    guard plot.series.contains(where: { !$0.placed.isEmpty }) else { return prose("no points", width: width) }
    var scene = plotLegend(plot, width: min(width, 380))
    let frame = frame(plot, width: width, top: scene.height > 0 ? scene.height + 6 : 4)
    addAxes(plot, frame, to: &scene)
    for rule in plot.rules { add(rule, frame, to: &scene) }
    for ring in plot.rings { add(ring, frame, to: &scene) }
    for (index, one) in plot.series.enumerated() { add(one, index, plot, frame, to: &scene) }
    addPointLabels(plot, frame, to: &scene)
    return scene
  }

  private func frame(_ plot: Plot, width: Double, top: Double) -> PlotFrame {
    let bounds = plot.squared(plot.bounds)
    let ticks = Ticks(from: bounds.y.lowerBound, to: bounds.y.upperBound, count: 5)
    let texts = plot.y.labels.isEmpty ? ticks.texts : plot.y.labels
    let widest = texts.reduce(0) { max($0, FontMetrics.width($1, size: Self.textSize)) }
    let left = min(widest, CellMapSheet.labelLimit) + 6 + (plot.y.name.isEmpty ? 0 : 13)
    let side = plot.isSquare ? min(230, width - left - 12) : min(360, width - left - 12)
    return PlotFrame(
      left: left, top: top, width: side, height: plot.isSquare ? side : 180, xLower: bounds.x.lowerBound,
      xUpper: bounds.x.upperBound, yLower: bounds.y.lowerBound, yUpper: bounds.y.upperBound)
  }

  /// The names of the series in a row, with their lines.
  private func plotLegend(_ plot: Plot, width: Double) -> Scene {
    guard plot.series.count > 1 || !(plot.series.first?.name ?? "").isEmpty else { return Scene() }
    var scene = Scene()
    var (x, y) = (0.0, 0.0)
    for (index, one) in plot.series.enumerated() {
      let name = FontMetrics.clipped(one.name.isEmpty ? "series \(index + 1)" : one.name, to: 160, size: Self.textSize)
      let length = 18 + FontMetrics.width(name, size: Self.textSize) + 12
      if x > 0, x + length > width { (x, y) = (0, y + 12) }
      let colour = CategoryColours.colour(index, on: theme.ground)
      switch one.shape {
      case .line:
        let stroke = Stroke(colour, 1.5, dashes: CategoryColours.dashes(index))
        scene.add(.line([ScenePoint(x, y + 5), ScenePoint(x + 14, y + 5)], stroke))
      case .points: scene.add(marker(index, at: ScenePoint(x + 7, y + 5), colour))
      case .bars: scene.add(.rectangle(x: x + 3, y: y + 1, width: 8, height: 8, fill: colour))
      }
      scene.add(.text(SceneText(text: name, x: x + 18, y: y + 8, size: Self.textSize, colour: theme.ink)))
      scene.reach(x: x + length - 12, y: y + 11)
      x += length
    }
    return scene
  }

  private func addAxes(_ plot: Plot, _ frame: PlotFrame, to scene: inout Scene) {
    let yTicks = Ticks(from: frame.yLower, to: frame.yUpper, count: 5)
    for (value, text) in zip(yTicks.values, yTicks.texts) {
      let y = frame.y(value)
      let strong = value == 0 && frame.yLower < 0
      scene.add(
        .line([ScenePoint(frame.left, y), ScenePoint(frame.right, y)], Stroke(strong ? theme.faint : theme.rule, 0.5)))
      let label = FontMetrics.clipped(
        plot.y.labels.isEmpty ? text : plot.y.text(at: value), to: CellMapSheet.labelLimit, size: Self.textSize)
      scene.add(
        .text(
          SceneText(
            text: label, x: frame.left - 4, y: y + 2.8, size: Self.textSize, colour: theme.ink, anchor: .end)))
    }
    if plot.isSquare {
      for value in Ticks(from: frame.xLower, to: frame.xUpper, count: 5).values {
        let x = frame.x(value)
        scene.add(.line([ScenePoint(x, frame.top), ScenePoint(x, frame.bottom)], Stroke(theme.rule, 0.5)))
      }
    }
    scene.add(
      .line([ScenePoint(frame.left, frame.bottom), ScenePoint(frame.right, frame.bottom)], Stroke(theme.faint)))
    let below = plot.x.labels.isEmpty ? addXTicks(frame, to: &scene) : addXLabels(plot, frame, to: &scene)
    if !plot.x.name.isEmpty {
      scene.add(
        .text(
          SceneText(
            text: plot.x.name, x: frame.left + frame.width / 2, y: below + 10, size: Self.textSize, colour: theme.faint,
            anchor: .middle)))
    }
    if !plot.y.name.isEmpty {
      scene.add(
        .text(
          SceneText(
            text: plot.y.name, x: 7, y: frame.top + frame.height / 2, size: Self.textSize, colour: theme.faint,
            anchor: .middle, rotation: -90)))
    }
    scene.reach(x: frame.right + 10, y: below + (plot.x.name.isEmpty ? 2 : 13))
  }

  private func addXTicks(_ frame: PlotFrame, to scene: inout Scene) -> Double {
    let ticks = Ticks(from: frame.xLower, to: frame.xUpper, count: max(2, Int(frame.width / 50)))
    for (value, text) in zip(ticks.values, ticks.texts) {
      let x = frame.x(value)
      scene.add(.line([ScenePoint(x, frame.bottom), ScenePoint(x, frame.bottom + 2.5)], Stroke(theme.faint, 0.5)))
      scene.add(
        .text(
          SceneText(
            text: text, x: x, y: frame.bottom + 11, size: Self.textSize, colour: theme.ink, anchor: .middle)))
    }
    return frame.bottom + 13
  }

  /// Labels below the axis, slanted when they are wider than their places; returns where they end.
  private func addXLabels(_ plot: Plot, _ frame: PlotFrame, to scene: inout Scene) -> Double {
    let room = frame.width / Double(max(1, plot.x.labels.count))
    let widest = plot.x.labels.reduce(0) { max($0, FontMetrics.width($1, size: Self.textSize)) }
    let slants = widest > room - 3
    let step = max(1, Int((10 / room).rounded(.up)))
    for index in stride(from: 0, to: plot.x.labels.count, by: step) {
      let label = FontMetrics.clipped(plot.x.labels[index], to: 70, size: Self.textSize)
      let x = frame.x(Double(index))
      scene.add(
        .text(
          SceneText(
            text: label, x: slants ? x + 3 : x, y: frame.bottom + (slants ? 9 : 11), size: Self.textSize,
            colour: theme.ink, anchor: slants ? .end : .middle, rotation: slants ? -45 : 0)))
    }
    return frame.bottom + (slants ? min(widest, 70) * 0.7072 + 12 : 13)
  }

  private func add(_ rule: Plot.Rule, _ frame: PlotFrame, to scene: inout Scene) {
    guard rule.value.isFinite else { return }
    let stroke = Stroke(theme.faint, 0.75, dashes: [3, 2])
    if rule.direction == .horizontal {
      let y = frame.y(rule.value)
      scene.add(.line([ScenePoint(frame.left, y), ScenePoint(frame.right, y)], stroke))
      let text = SceneText(
        text: rule.name, x: frame.right - 2, y: y - 2.5, size: Self.noteSize, colour: theme.faint, anchor: .end)
      scene.add(.text(text))
    } else {
      let x = frame.x(rule.value)
      scene.add(.line([ScenePoint(x, frame.top), ScenePoint(x, frame.bottom)], stroke))
      let isLate = x > frame.left + frame.width / 2
      scene.add(
        .text(
          SceneText(
            text: rule.name, x: isLate ? x - 3 : x + 3, y: frame.top + 7, size: Self.noteSize, colour: theme.faint,
            anchor: isLate ? .end : .start)))
    }
  }

  private func add(_ ring: Plot.Ring, _ frame: PlotFrame, to scene: inout Scene) {
    let radius = abs(frame.x(ring.radius) - frame.x(0))
    let centre = frame.point(0, 0)
    scene.add(.circle(x: centre.x, y: centre.y, radius: radius, fill: nil, stroke: Stroke(theme.rule, 0.75)))
    scene.add(
      .text(
        SceneText(
          text: ring.name, x: centre.x + 2, y: centre.y - radius - 2, size: Self.noteSize - 1, colour: theme.faint)))
  }
}
