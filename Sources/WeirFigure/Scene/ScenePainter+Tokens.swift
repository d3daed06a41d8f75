// Coloured tokens on paper: running text, each token on its colour.

extension ScenePainter {
  private static let tokenSize = 9.0
  private static let tokenLine = 16.0

  func scene(_ strip: TokenStrip, width: Double) -> Scene {
    guard !strip.tokens.isEmpty, !strip.series.isEmpty else { return prose("no tokens", width: width) }
    return stacked(
      strip.series.indices.map { index in
        let text = runningText(strip, series: index, width: min(width, 420))
        let legend = horizontalBar(strip.series[index].scale, width: 120)
        let body = stacked([text, legend], gap: 6)
        return strip.series.count > 1 ? headed(strip.series[index].name, body, width: width) : body
      }, gap: 14)
  }

  private func runningText(_ strip: TokenStrip, series index: Int, width: Double) -> Scene {
    let series = strip.series[index]
    var scene = Scene()
    var (x, y) = (0.0, 0.0)
    for (position, token) in strip.tokens.enumerated() {
      let shown = FontMetrics.clipped(token, to: width - 4, size: Self.tokenSize)
      let length = FontMetrics.width(shown, size: Self.tokenSize) + 3
      if x > 0, x + length > width { (x, y) = (0, y + Self.tokenLine) }
      let colour = series.scale.colour(series.values[position], on: theme.ground)
      var parts: [SceneElement] = []
      if let colour {
        parts.append(.rectangle(x: x, y: y, width: length, height: Self.tokenLine - 2, fill: colour))
      }
      parts.append(
        .text(
          SceneText(
            text: shown, x: x + 1.5, y: y + Self.tokenLine * 0.66, size: Self.tokenSize,
            colour: colour?.ink ?? theme.ink)))
      scene.add(.datum(strip.describe(position), tags: ["t\(position)"], parts))
      x += length
      scene.reach(x: x, y: y + Self.tokenLine)
      if token.hasSuffix("⏎") { (x, y) = (0, y + Self.tokenLine) }
    }
    return scene
  }

  /// The colours of a scale from left to right with ticks below and the scale's name behind.
  func horizontalBar(_ scale: ColourScale, width: Double) -> Scene {
    var scene = Scene()
    let (height, steps) = (7.0, 64)
    let inset = 10.0
    for step in 0..<steps {
      let overlap = step == steps - 1 ? 0 : 0.4
      scene.add(
        .rectangle(
          x: inset + width * Double(step) / Double(steps), y: 0, width: width / Double(steps) + overlap, height: height,
          fill: scale.palette.colour(at: (Double(step) + 0.5) / Double(steps), on: theme.ground)))
    }
    scene.add(.rectangle(x: inset, y: 0, width: width, height: height, fill: nil, stroke: Stroke(theme.rule, 0.5)))
    let ticks = scale.ticks(count: 4)
    for (value, text) in zip(ticks.values, ticks.texts) {
      let x = inset + width * (scale.position(Float(value)) ?? 0)
      scene.add(.line([ScenePoint(x, height), ScenePoint(x, height + 2)], Stroke(theme.faint, 0.5)))
      scene.add(
        .text(
          SceneText(text: text, x: x, y: height + 9, size: Self.noteSize, colour: theme.ink, anchor: .middle)))
    }
    scene.reach(x: inset * 2 + width, y: height + 12)
    if !scale.name.isEmpty {
      scene.add(
        .text(SceneText(text: scale.name, x: inset + width + 8, y: 7, size: Self.noteSize, colour: theme.faint)))
      scene.reach(x: inset + width + 8 + FontMetrics.width(scale.name, size: Self.noteSize), y: 0)
    }
    return scene
  }
}
