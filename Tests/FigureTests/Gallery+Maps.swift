import WeirFigure

extension Gallery {
  static var maps: [Item] {
    [
      Item(name: "pattern", figure: induction(size: 7)),
      Item(name: "scores", figure: scores),
      Item(name: "pattern-20", figure: long(20)),
      Item(name: "pattern-64", figure: long(64)),
      Item(name: "pattern-200", figure: long(200)),
      Item(name: "heads", figure: heads(12, size: 7)),
      Item(name: "layer-head", figure: layerHead),
      Item(name: "layer-position", figure: layerPosition),
    ]
  }

  /// A map that is too large to be written exactly.
  static var large: Item {
    let labels = (0..<600).map { "t\($0)" }
    return Item(
      name: "large",
      figure: .attentionPattern(
        queries: labels, keys: labels, values: pattern(600, seed: 6, induction: 0.4, period: 90)))
  }

  static func induction(size: Int) -> Figure {
    .attentionPattern(
      title: "L5H1 attends to the token after the last occurrence", subtitle: "brook, no processing", queries: prompt,
      keys: prompt, values: pattern(size, seed: 3, induction: 0.8, period: 3), colourName: "attention",
      line: WeirLine("pattern(cache, L5H1)[query: {row}, key: {column}]"))
  }

  static var scores: Figure {
    let values = noise(49, seed: 11).map { $0 * 12.5 }
    return .attentionPattern(
      title: "qk(cache, L11H3)", queries: prompt, keys: prompt, values: values, colourName: "score")
  }

  static func long(_ size: Int) -> Figure {
    .attentionPattern(
      title: "\(size) tokens", queries: words(size), keys: words(size), values: pattern(size, seed: 5, induction: 0.6),
      colourName: "attention")
  }

  static func heads(_ count: Int, size: Int) -> Figure {
    let axis = { (name: String) in FigureAxis(name, labels: Array(prompt.prefix(size))) }
    return .heads(
      title: "qk(cache, 11)", subtitle: "brook, no processing", names: (0..<count).map { "L11H\($0)" },
      rows: axis("query"), columns: axis("key"),
      maps: (0..<count).map { head in
        let size2 = size * size
        let factor = Float(1 + head * 5 % 7)
        return noise(size2, seed: UInt64(head + 1)).map { $0 * factor }
      },
      colourName: "score", lines: (0..<count).map { WeirLine("qk(cache, L11H\($0))[query: {row}, key: {column}]") })
  }

  static var layerHead: Figure {
    .heatMap(
      title: "Loss when a head is ablated", rows: FigureAxis("layer", count: 12),
      columns: FigureAxis("head", count: 12),
      values: noise(144, seed: 21).map { $0 * $0 * $0 * 0.4 }, colourName: "change of loss")
  }

  static var layerPosition: Figure {
    let words = words(24)
    var values = noise(12 * 24, seed: 8).map { $0 * 0.05 }
    for layer in 0..<12 {
      values[layer * 24 + 23] = Float(layer) / 11
      values[layer * 24 + 7] = 1 - Float(layer) / 11
    }
    return .heatMap(
      title: "Patching the residual stream", rows: FigureAxis("layer", count: 12),
      columns: FigureAxis("position", labels: words),
      values: values, colourName: "recovered")
  }
}
