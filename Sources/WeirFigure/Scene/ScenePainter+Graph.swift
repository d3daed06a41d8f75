// A circuit on paper: levels from the bottom up, edges as curves whose width is the weight and whose colour its sign.

import WeirText

extension ScenePainter {
  private static let nodeHeight = 15.0

  func scene(_ graph: CircuitGraph, width: Double) -> Scene {
    guard !graph.nodes.isEmpty else { return prose("no nodes", width: width) }
    let levels = graph.levels
    let widths = graph.nodes.indices.map { index in
      FontMetrics.width(nodeText(graph, index), size: Self.textSize) + 12
    }
    let gap = 12.0
    let widest = levels.reduce(0.0) { best, level in
      max(best, level.reduce(-gap) { $0 + widths[$1] + gap })
    }
    let step = levels.count > 12 ? 34.0 : 48.0
    var places = [ScenePoint](repeating: ScenePoint(0, 0), count: graph.nodes.count)
    for (index, level) in levels.enumerated() {
      let y = Double(levels.count - 1 - index) * step + Self.nodeHeight / 2 + 2
      let used = level.reduce(-gap) { $0 + widths[$1] + gap }
      // Spread over the width of the widest level, so that paths run straight up where they can.
      let extra = (widest - used) / Double(level.count + 1)
      var x = extra
      for node in level {
        places[node] = ScenePoint(x + widths[node] / 2, y)
        x += widths[node] + gap + (level.count > 1 ? extra : 0)
      }
    }
    var scene = Scene(width: widest, height: Double(levels.count - 1) * step + Self.nodeHeight + 4)
    for edge in graph.edges.sorted(by: { abs($0.weight) < abs($1.weight) }) {
      scene.add(curve(graph, edge, places))
    }
    for index in graph.nodes.indices { scene.add(box(graph, index, places[index], widths[index])) }
    addGraphLegend(graph, to: &scene)
    return fitted(scene, width: width)
  }

  /// A scene that is too wide for the page, drawn smaller.
  private func fitted(_ scene: Scene, width: Double) -> Scene {
    guard scene.width > width else { return scene }
    let scale = width / scene.width
    return Scene(width: width, height: scene.height * scale, elements: scene.elements.map { $0.scaled(by: scale) })
  }

  private func nodeText(_ graph: CircuitGraph, _ index: Int) -> String {
    let node = graph.nodes[index]
    let name = FontMetrics.clipped(node.name, to: 110, size: Self.textSize)
    return node.value.isNaN ? name : name + " " + NumberText.cell(Double(node.value), decimals: 2)
  }

  private func box(_ graph: CircuitGraph, _ index: Int, _ place: ScenePoint, _ width: Double) -> SceneElement {
    let rectangle = SceneElement.rectangle(
      x: place.x - width / 2, y: place.y - Self.nodeHeight / 2, width: width, height: Self.nodeHeight,
      fill: theme.paper, stroke: Stroke(theme.ink, 0.75))
    let text = SceneText(
      text: nodeText(graph, index), x: place.x, y: place.y + 2.8, size: Self.textSize, colour: theme.ink,
      anchor: .middle)
    return .datum(graph.describe(node: index), tags: ["node", "n\(index)"], [rectangle, .text(text)])
  }

  private func curve(_ graph: CircuitGraph, _ edge: CircuitGraph.Edge, _ places: [ScenePoint]) -> SceneElement {
    let part = abs(Double(edge.weight)) / Double(graph.strongest)
    let colour = Palette.redBlue.colour(at: edge.weight < 0 ? 0.15 : 0.85, on: theme.ground)
    let isUp = places[edge.from].y > places[edge.to].y
    let isLevel = places[edge.from].y == places[edge.to].y
    let half = Self.nodeHeight / 2
    let start = ScenePoint(places[edge.from].x, places[edge.from].y + (isUp || isLevel ? -half : half))
    let end = ScenePoint(places[edge.to].x, places[edge.to].y + (isLevel ? -half : isUp ? half : -half))
    let bend = isLevel ? -18 : (end.y - start.y) * 0.45
    let path = SceneElement.path(
      [
        .move(start),
        .curve(
          ScenePoint(start.x, start.y + bend), ScenePoint(end.x, isLevel ? end.y + bend : end.y - bend), to: end),
      ], fill: nil, stroke: Stroke(colour, 0.5 + 3.5 * part), opacity: 0.35 + 0.6 * part)
    return .datum(graph.describe(edge), tags: ["edge", "n\(edge.from)", "n\(edge.to)"], [path])
  }

  private func addGraphLegend(_ graph: CircuitGraph, to scene: inout Scene) {
    let name = graph.weightName.isEmpty ? "weight" : graph.weightName
    let y = scene.height + 12
    var x = 0.0
    for (part, text) in [(0.85, "positive"), (0.15, "negative")] {
      let colour = Palette.redBlue.colour(at: part, on: theme.ground)
      scene.add(.line([ScenePoint(x, y - 2.5), ScenePoint(x + 14, y - 2.5)], Stroke(colour, 2.5)))
      scene.add(.text(SceneText(text: text, x: x + 18, y: y, size: Self.noteSize, colour: theme.faint)))
      x += 18 + FontMetrics.width(text, size: Self.noteSize) + 12
    }
    let words = "width: size of \(name), widest \(NumberText.rounded(Double(graph.strongest)))"
    scene.add(.text(SceneText(text: words, x: x, y: y, size: Self.noteSize, colour: theme.faint)))
    scene.reach(x: x + FontMetrics.width(words, size: Self.noteSize), y: y + 4)
  }
}
