import WeirFigure

extension Gallery {
  static var plots: [Item] {
    [
      Item(name: "line", figure: line),
      Item(name: "lines", figure: lines),
      Item(name: "bars", figure: bars),
      Item(name: "bars-two", figure: barsTwo),
      Item(name: "histogram", figure: histogram),
      Item(name: "scatter", figure: scatter),
      Item(name: "complex", figure: complex(logarithmic: false)),
      Item(name: "complex-log", figure: complex(logarithmic: true)),
      Item(name: "graph", figure: graph),
      Item(name: "table", figure: table),
      Item(name: "clustered", figure: clustered),
      Item(name: "multiples", figure: multiples),
      Item(name: "difference", figure: difference),
      Item(name: "beside", figure: .sideBySide(title: "Two pictures", [line, topTokens])),
      Item(name: "text", figure: .text(title: "A remark", "Heads that vary most come first.\nSecond line.")),
      Item(
        name: "empty",
        figure: .heatMap(
          title: "Nothing", rows: FigureAxis("query", count: 0), columns: FigureAxis("key", count: 0), values: [])),
      Item(
        name: "one-cell",
        figure: .heatMap(
          rows: FigureAxis("query", count: 1), columns: FigureAxis("key", count: 1), values: [.infinity])),
    ]
  }

  static func doubles(_ count: Int, seed: UInt64) -> [Double] { noise(count, seed: seed).map(Double.init) }

  static var line: Figure {
    let jitter = doubles(12, seed: 61)
    let values = jitter.indices.map { layer -> Double in
      let steps = Double(layer) * 0.4
      return 4 / (1 + steps) + jitter[layer] * 0.1
    }
    return .line(
      title: "Loss by layer", x: FigureAxis("layer", count: 12), y: PlotAxis("loss"), values: values,
      lower: values.map { $0 - 0.2 }, upper: values.map { $0 + 0.3 })
  }

  static var lines: Figure {
    .lines(
      title: "Two prompts", x: PlotAxis("position"), y: PlotAxis("logit difference"),
      series: ["clean", "corrupt", "a name that is rather long for a legend"].enumerated().map { index, name in
        PlotSeries(
          name, .line, xs: (0..<30).map(Double.init),
          ys: (0..<30).map { step -> Double in
            if step == 12 && index == 0 { return .nan }
            return doubles(30, seed: UInt64(70 + index))[step] + Double(step * (1 - index)) * 0.2
          })
      }, rules: [Plot.Rule(.horizontal, at: 0), Plot.Rule(.vertical, at: 20, name: "subject")])
  }

  static var bars: Figure {
    .bars(
      title: "Direct effect by head", x: FigureAxis("head", labels: ["L9H6", "L9H9", "L10H0", "L10H7", "L11H10"]),
      y: PlotAxis("logit difference"), series: [("", [1.92, 2.81, 1.08, -1.75, -1.21])],
      intervals: [([1.7, 2.5, 0.9, -1.9, -1.4], [2.1, 3.0, 1.3, -1.5, -1.0])])
  }

  static var barsTwo: Figure {
    .bars(
      title: "Before and after", x: FigureAxis("layer", count: 6), y: PlotAxis("loss"),
      series: [("before", [3.1, 2.9, 2.4, 2.2, 2.1, 2.0]), ("after", [3.4, 3.3, 3.1, 2.4, 2.2, 2.0])])
  }

  static var histogram: Figure {
    let values = zip(doubles(400, seed: 81), doubles(400, seed: 82)).map { $0 + $1 }
    return .histogram(
      title: "Activations of L3N652", x: PlotAxis("activation"), values: values + [.nan],
      rules: [Plot.Rule(.vertical, at: 0.5, name: "threshold")])
  }

  static var scatter: Figure {
    let (xs, ys) = (doubles(24, seed: 91), doubles(24, seed: 92))
    return .scatter(
      title: "Heads by two scores", x: PlotAxis("induction score"), y: PlotAxis("previous-token score"),
      series: [
        PlotSeries(
          "early", .points, xs: Array(xs[..<12]), ys: Array(ys[..<12]), labels: (0..<12).map { "L\($0 / 3)H\($0)" }),
        PlotSeries(
          "late", .points, xs: Array(xs[12...]), ys: Array(ys[12...]), labels: (0..<12).map { "L\(4 + $0 / 3)H\($0)" }),
      ])
  }

  static func complex(logarithmic: Bool) -> Figure {
    let size: (Int) -> Double = { logarithmic ? Double($0 * $0 * $0) * 0.1 + 0.01 : 1 }
    return .complexPlane(
      title: "Eigenvalues of W_OV",
      series: ["L5H1", "L7H2"].enumerated().map { index, name in
        let (re, im) = (doubles(16, seed: UInt64(101 + index)), doubles(16, seed: UInt64(201 + index)))
        return (name, (0..<16).map { re[$0] * size($0) }, (0..<16).map { im[$0] * size($0) })
      }, logarithmicRadius: logarithmic)
  }

  static var graph: Figure {
    let names = [
      ["L0H1", "L0H10", "MLP0"], ["L2H2", "L4H11"], ["L5H5", "L6H9", "L5H8"], ["L7H9", "L8H6"],
      ["L9H9", "L10H0", "L10H7"], ["logits"],
    ]
    let nodes = names.enumerated().flatMap { layer, row in
      row.enumerated().map { CircuitGraph.Node($1, layer: layer, value: layer == 5 ? .nan : Float($0) * 0.3 - 0.2) }
    }
    let random = noise(40, seed: 111)
    let pairs = [
      (0, 3), (1, 3), (2, 4), (0, 4), (3, 5), (4, 6), (4, 7), (5, 8), (6, 8), (7, 9), (6, 9), (8, 10), (9, 10), (8, 11),
      (9, 12), (10, 13), (11, 13), (12, 13), (2, 13), (5, 6),
    ]
    return .graph(
      title: "A circuit", nodes: nodes,
      edges: pairs.enumerated().map { CircuitGraph.Edge(from: $1.0, to: $1.1, weight: random[$0]) },
      weightName: "K-composition")
  }

  static var table: Figure {
    .table(
      title: "Strongest heads",
      columns: [
        FigureTable.Column("head", texts: ["L5H1", "L7H10", "L11H3", "L0H2"]),
        FigureTable.Column("score", numbers: [0.913, 0.5, -0.25, .nan], decimals: 3, look: .bars(upTo: 1)),
        FigureTable.Column(
          "loss", numbers: [3.2, 0.1, -2.5, 1], look: .coloured(ColourScale(fitting: [3.2, 0.1, -2.5, 1]))),
        FigureTable.Column("prompts", numbers: [12, 7, 120, 3]),
        FigureTable.Column(
          "example", texts: ["the cat sat", "漢字 and a very long example that has to be cut somewhere", "", "x"]),
      ])
  }

  static var clustered: Figure {
    let base = noise(4 * 10, seed: 121)
    let jitter = noise(12 * 10, seed: 122)
    var values: [Float] = []
    for row in 0..<12 {
      for column in 0..<10 {
        let kind = row * 7 % 4
        values.append(base[kind * 10 + column] + jitter[row * 10 + column] * 0.3)
      }
    }
    return .clustered(
      title: "Similar heads together", rows: FigureAxis("head", labels: (0..<12).map { "L3H\($0)" }),
      columns: FigureAxis("prompt", labels: (0..<10).map { "p\($0)" }), values: values, colourName: "score")
  }

  static var multiples: Figure {
    let sizes = [5, 7, 6, 9, 7]
    return .smallMultiples(
      title: "L5H1 on five prompts", names: sizes.indices.map { "prompt \($0)" },
      rows: sizes.map { FigureAxis("query", labels: words($0)) },
      columns: sizes.map { FigureAxis("key", labels: words($0)) },
      maps: sizes.enumerated().map { pattern($1, seed: UInt64(131 + $0), induction: 0.5) }, colourName: "attention")
  }

  static var difference: Figure {
    let axis = { (name: String) in FigureAxis(name, labels: prompt) }
    return .difference(
      title: "L5H1 before and after", names: ("clean", "corrupt"), rows: axis("query"), columns: axis("key"),
      left: pattern(7, seed: 3, induction: 0.8), right: pattern(7, seed: 4, induction: 0.1), colourName: "attention")
  }
}
