// Which token looks at which, on paper: queries left, keys right, a curve for each weight, a colour for each head.

import WeirText

extension ScenePainter {
  func scene(_ arcs: TokenArcs, width: Double) -> Scene {
    let line = 13.0
    let labels = { (axis: FigureAxis) in
      axis.labels.reduce(0) { max($0, min(CellMapSheet.labelLimit, FontMetrics.width($1, size: Self.textSize))) }
    }
    var scene = headNames(arcs, width: min(width, 380))
    let top = scene.height + (scene.height > 0 ? 8 : 0) + 14
    let left = labels(arcs.queries)
    let right = left + min(190, max(90, width - left - labels(arcs.keys) - 12))
    addTokens(arcs.queries, x: left, top: top, line: line, anchor: .end, tag: "q", to: &scene)
    addTokens(arcs.keys, x: right, top: top, line: line, anchor: .start, tag: "k", to: &scene)
    scene.reach(x: right + labels(arcs.keys), y: top + line * Double(max(arcs.queries.count, arcs.keys.count)))
    let full = Double(arcs.strongest)
    // Strong curves lie over weak ones.
    for arc in arcs.arcs.sorted(by: { abs($0.weight) < abs($1.weight) }) {
      let start = ScenePoint(left + 4, top + (Double(arc.query) + 0.5) * line)
      let end = ScenePoint(right - 4, top + (Double(arc.key) + 0.5) * line)
      let pull = (end.x - start.x) * 0.45
      let part = abs(Double(arc.weight)) / full
      let colour =
        arc.weight < 0 && arcs.heads.count == 1
        ? Palette.redBlue.colour(at: 0.15, on: theme.ground) : CategoryColours.colour(arc.head, on: theme.ground)
      let curve = SceneElement.path(
        [.move(start), .curve(ScenePoint(start.x + pull, start.y), ScenePoint(end.x - pull, end.y), to: end)],
        fill: nil, stroke: Stroke(colour, 0.4 + 2 * part), opacity: 0.15 + 0.8 * part)
      let line = arcs.heads[arc.head].line?.at(row: arc.query, column: arc.key) ?? ""
      scene.add(
        .datum(arcs.describe(arc), tags: ["q\(arc.query)", "k\(arc.key)", "h\(arc.head)"], line: line, [curve]))
    }
    let note =
      "Weights below \(NumberText.exact(arcs.threshold)) are left out; the widest is \(NumberText.exact(arcs.strongest))."
    scene.add(.text(SceneText(text: note, x: 0, y: scene.height + 12, size: Self.noteSize, colour: theme.faint)))
    scene.reach(x: FontMetrics.width(note, size: Self.noteSize), y: scene.height + 15)
    return scene
  }

  private func headNames(_ arcs: TokenArcs, width: Double) -> Scene {
    guard arcs.heads.count > 1 else { return Scene() }
    var scene = Scene()
    var (x, y) = (0.0, 0.0)
    for (index, head) in arcs.heads.enumerated() {
      let name = FontMetrics.clipped(head.name, to: 120, size: Self.textSize)
      let length = 14 + FontMetrics.width(name, size: Self.textSize) + 10
      if x > 0, x + length > width { (x, y) = (0, y + 12) }
      let colour = CategoryColours.colour(index, on: theme.ground)
      scene.add(
        .datum(
          head.name, tags: ["head", "h\(index)"],
          [
            .rectangle(x: x, y: y + 1, width: 9, height: 9, fill: colour),
            .text(SceneText(text: name, x: x + 13, y: y + 8.5, size: Self.textSize, colour: theme.ink)),
          ]))
      scene.reach(x: x + length - 10, y: y + 11)
      x += length
    }
    return scene
  }

  private func addTokens(
    _ axis: FigureAxis, x: Double, top: Double, line: Double, anchor: SceneText.Anchor, tag: String,
    to scene: inout Scene
  ) {
    scene.add(
      .text(SceneText(text: axis.name, x: x, y: top - 6, size: Self.textSize, colour: theme.faint, anchor: anchor)))
    scene.reach(x: anchor == .start ? x + FontMetrics.width(axis.name, size: Self.textSize) : x, y: top)
    for (index, label) in axis.labels.enumerated() {
      let clipped = FontMetrics.clipped(label, to: CellMapSheet.labelLimit, size: Self.textSize)
      let text = SceneText(
        text: clipped, x: x, y: top + (Double(index) + 0.5) * line + 2.8, size: Self.textSize, colour: theme.ink,
        anchor: anchor)
      scene.add(.datum(axis.name + " " + label, tags: ["token", "\(tag)\(index)"], [.text(text)]))
    }
  }
}
