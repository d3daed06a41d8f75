// Pictures of tokens: coloured text, top tokens, the logit lens, arcs.

import WeirText

extension Figure {
  /// Running text coloured by one number a token.
  public static func colouredTokens(
    title: String = "", subtitle: String = "", notes: [String] = [], tokens: [String], values: [Float],
    name: String = "", palette: Palette? = nil, line: WeirLine? = nil
  ) -> Figure {
    let scale = ColourScale(fitting: values, palette: palette, name: name)
    let series = TokenStrip.Series(name: name, values: values, scale: scale, line: line)
    return Figure(
      title: title, subtitle: subtitle, notes: notes, .tokens(TokenStrip(tokens: tokens, series: [series])))
  }

  /// Running text coloured by several numbers a token, each on its own scale.
  public static func colouredTokens(
    title: String = "", subtitle: String = "", notes: [String] = [], tokens: [String], series: [TokenStrip.Series]
  ) -> Figure {
    Figure(title: title, subtitle: subtitle, notes: notes, .tokens(TokenStrip(tokens: tokens, series: series)))
  }

  /// The tokens at the top of a ranking with their numbers as bars.
  public static func topTokens(
    title: String = "", subtitle: String = "", notes: [String] = [], tokens: [String], values: [Double],
    name: String = "probability", line: WeirLine? = nil
  ) -> Figure {
    let sizes = values.filter(\.isFinite).map(abs)
    let full = sizes.max() ?? 0
    // As many digits as the smallest number needs to be told from 0, at most 5.
    var decimals = full < 10 ? 3 : 2
    if let least = sizes.filter({ $0 > 0 }).min() {
      while decimals < 5, !NumberText.cell(least, decimals: decimals).contains(where: { ("1"..."9").contains($0) }) {
        decimals += 1
      }
    }
    let table = FigureTable(
      columns: [
        FigureTable.Column("rank", numbers: tokens.indices.map { Double($0 + 1) }),
        FigureTable.Column("token", texts: TokenStrip(tokens: tokens, series: []).tokens),
        FigureTable.Column(name, numbers: values, decimals: decimals, look: .bars(upTo: full)),
      ], line: line)
    return Figure(title: title, subtitle: subtitle, notes: notes, .table(table))
  }

  /// Top tokens of several rankings beside each other: a row a rank, a column a ranking, coloured by the number.
  public static func topTokens(
    title: String = "", subtitle: String = "", notes: [String] = [], columns: FigureAxis, tokens: [[String]],
    values: [[Float]], name: String = "", palette: Palette? = nil, line: WeirLine? = nil
  ) -> Figure {
    let depth = tokens.reduce(0) { max($0, $1.count) }
    var flat: [Float] = []
    var texts: [String] = []
    for rank in 0..<depth {
      for column in 0..<columns.count {
        let has = column < tokens.count && rank < tokens[column].count && rank < values[column].count
        flat.append(has ? values[column][rank] : .nan)
        texts.append(has ? tokens[column][rank] : "")
      }
    }
    return lens(
      title: title, subtitle: subtitle, notes: notes,
      rows: FigureAxis("rank", labels: (1...max(1, depth)).map(String.init)),
      columns: columns, tokens: texts, values: flat, name: name, palette: palette, line: line)
  }

  /// A logit lens: the top token of each layer and position in its cell, coloured by probability, rank or entropy.
  public static func lens(
    title: String = "", subtitle: String = "", notes: [String] = [], rows: FigureAxis, columns: FigureAxis,
    tokens: [String], values: [Float], name: String = "probability", palette: Palette? = nil,
    isLogarithmic: Bool = false, line: WeirLine? = nil
  ) -> Figure {
    heatMap(
      title: title, subtitle: subtitle, notes: notes, rows: rows, columns: columns, values: values,
      texts: TokenStrip(tokens: tokens, series: []).tokens, palette: palette, colourName: name,
      isLogarithmic: isLogarithmic, line: line)
  }

  /// Curves from queries to keys, by one head or several.
  public static func arcs(
    title: String = "", subtitle: String = "", notes: [String] = [], queries: FigureAxis, keys: FigureAxis,
    heads: [TokenArcs.Head], threshold: Float = 0.05
  ) -> Figure {
    Figure(
      title: title, subtitle: subtitle, notes: notes,
      .arcs(TokenArcs(queries: queries, keys: keys, heads: heads, threshold: threshold)))
  }

  /// How one head computes the attention of one token: its query, all keys, their products, the sums, the softmax.
  ///
  /// - Parameters:
  ///   - query: `[d_head]`; `keys`: `[key, d_head]`; `scores`: the scaled sums `[key]`; `pattern`: their softmax `[key]`.
  public static func neuronView(
    title: String = "", subtitle: String = "", notes: [String] = [], queryLabel: String, keyLabels: [String],
    query: [Float], keys: [Float], scores: [Float], pattern: [Float]
  ) -> Figure {
    let width = query.count
    let dimensions = FigureAxis("dimension", count: width)
    let keyAxis = FigureAxis("key", labels: keyLabels)
    let products = keys.indices.map { width > 0 ? keys[$0] * query[$0 % width] : 0 }
    func map(_ rows: FigureAxis, _ columns: FigureAxis, _ values: [Float], _ name: String) -> Arrangement {
      .titled(
        name,
        .panel(
          Panel(.cells(CellMap(rows: rows, columns: columns, values: values, scale: ColourScale(fitting: values))))))
    }
    return Figure(
      title: title, subtitle: subtitle, notes: notes,
      arrangement: .column([
        map(FigureAxis("query", labels: [queryLabel]), dimensions, query, "query"),
        map(keyAxis, dimensions, keys, "keys"),
        map(keyAxis, dimensions, products, "query × key"),
        .row([
          map(keyAxis, FigureAxis("", labels: ["sum"]), scores, "sum, scaled"),
          map(keyAxis, FigureAxis("", labels: ["softmax"]), pattern, "softmax"),
        ]),
      ]))
  }
}
