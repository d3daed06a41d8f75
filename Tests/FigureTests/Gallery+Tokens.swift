import WeirFigure

extension Gallery {
  static let sentence = [
    "<|endoftext|>", "When", " Mary", " and", " John", " went", " to", " the", " store", ",", " John", " gave", " a",
    " drink", " to", " Mary", ".", "\n", "She", " said", " thanks", ".",
  ]

  /// Words that try to act on a page or a terminal.
  static let hostile = [
    "</script><script>alert(1)</script>", "\u{1B}[31mred", "a\u{202E}b", "\u{0}", "&amp;<b>", "\"'`", "שלום", "漢字",
    "👩‍👩‍👧‍👦", "e\u{301}", String(repeating: "long", count: 40), "", "  ", "\r\n", "]]>", "<!--",
  ]

  static var tokenPictures: [Item] {
    [
      Item(name: "tokens", figure: coloured),
      Item(name: "tokens-many", figure: colouredMany),
      Item(name: "tokens-signed", figure: colouredSigned),
      Item(name: "top-tokens", figure: topTokens),
      Item(name: "top-tokens-many", figure: topTokensMany),
      Item(name: "lens", figure: lens),
      Item(name: "arcs", figure: arcs),
      Item(name: "arcs-heads", figure: arcsOfHeads),
      Item(name: "neuron-view", figure: neuronView),
      Item(name: "hostile", figure: hostileMap),
      Item(
        name: "hostile-tokens",
        figure: .colouredTokens(
          title: "<h1>&", tokens: hostile, values: noise(hostile.count, seed: 4), name: "</style>")),
    ]
  }

  static var coloured: Figure {
    .colouredTokens(
      title: "Loss of each token", subtitle: "brook, no processing", tokens: sentence,
      values: noise(sentence.count, seed: 9).map { ($0 + 1) * 3 }, name: "loss in nats",
      line: WeirLine("loss(cache, per: \"pos\")[pos: {row}]"))
  }

  static var colouredSigned: Figure {
    .colouredTokens(
      title: "Direct effect of each position", tokens: sentence, values: noise(sentence.count, seed: 10), name: "effect"
    )
  }

  static var colouredMany: Figure {
    .colouredTokens(
      title: "Three neurons", tokens: sentence,
      series: (0..<3).map { index in
        TokenStrip.Series(
          name: "L3N\(index * 17)", values: noise(sentence.count, seed: UInt64(31 + index)).map { max(0, $0) })
      })
  }

  static var topTokens: Figure {
    .topTokens(
      title: "Next token", tokens: [" Mary", " John", " the", " her", "\n", " him", " a", " them"],
      values: [0.6731, 0.1022, 0.0704, 0.0311, 0.0201, 0.0123, 0.0088, 0.0031],
      line: WeirLine("top(cache, 8)"))
  }

  static var topTokensMany: Figure {
    .topTokens(
      title: "Top tokens of four directions", columns: FigureAxis("direction", labels: ["u0", "u1", "v0", "v1"]),
      tokens: (0..<4).map { column in (0..<6).map { words(60)[column * 11 + $0 * 3 + 1] } },
      values: (0..<4).map { column in (0..<6).map { Float(6 - $0) + Float(column) * 0.31 } }, name: "logit")
  }

  static var lens: Figure {
    let positions = FigureAxis("position", labels: Array(sentence.prefix(9)))
    let rows = FigureAxis("layer", labels: (0..<6).reversed().map(String.init))
    return .lens(
      title: "Logit lens", subtitle: "brook, no processing", rows: rows, columns: positions,
      tokens: (0..<54).map { words(80)[$0 + 1] }, values: noise(54, seed: 77).map { ($0 + 1) / 2 },
      line: WeirLine("logit_lens(cache)[layer: {row}, pos: {column}]"))
  }

  static var arcs: Figure {
    let axis = { (name: String) in FigureAxis(name, labels: prompt) }
    return .arcs(
      title: "L5H1", queries: axis("query"), keys: axis("key"),
      heads: [TokenArcs.Head(name: "L5H1", values: pattern(7, seed: 3, induction: 0.8))])
  }

  static var arcsOfHeads: Figure {
    let axis = { (name: String) in FigureAxis(name, labels: Array(sentence.prefix(12))) }
    return .arcs(
      title: "Three heads", queries: axis("query"), keys: axis("key"),
      heads: (0..<3).map { head in
        TokenArcs.Head(
          name: "L9H\(head * 3)",
          values: pattern(12, seed: UInt64(40 + head), induction: 0.3 * Float(head), period: 2 + head * 2))
      }, threshold: 0.2)
  }

  static var neuronView: Figure {
    let query = noise(16, seed: 51)
    let keys = noise(16 * 7, seed: 52)
    let scores = (0..<7).map { key in (0..<16).reduce(Float(0)) { $0 + query[$1] * keys[key * 16 + $1] } / 4 }
    let weights = scores.map { 1 + $0 + $0 * $0 / 2 }
    let total = weights.reduce(0, +)
    return .neuronView(
      title: "How L5H1 attends from the last token", queryLabel: " sat₂", keyLabels: prompt, query: query, keys: keys,
      scores: scores, pattern: weights.map { $0 / total })
  }

  static var hostileMap: Figure {
    .attentionPattern(
      title: "</title><script>alert(1)</script>", subtitle: "\u{1B}]0;x\u{7}", queries: hostile, keys: hostile,
      values: noise(hostile.count * hostile.count, seed: 2), colourName: "<i>\u{202E}")
  }
}
