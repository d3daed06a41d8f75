// Heat maps: token by token, layer by head, layer by position, any matrix.

extension Figure {
  /// A heat map of values `[row, column]`, row by row; NaN where there is none.
  ///
  /// - Parameters:
  ///   - texts: what stands in the cells instead of numbers, such as tokens of a logit lens; empty for numbers.
  ///   - palette: nil for the palette that fits (`blues` from 0 upwards, `rdbu` centred at 0 when some value is negative).
  ///   - colourName: what the colour measures, shown at the legend.
  ///   - isLogarithmic: whether colours follow the logarithm of the values, where all are above 0.
  ///   - line: the Weir line of a cell.
  public static func heatMap(
    title: String = "", subtitle: String = "", notes: [String] = [], rows: FigureAxis, columns: FigureAxis,
    values: [Float], texts: [String] = [], palette: Palette? = nil, colourName: String = "",
    isLogarithmic: Bool = false, line: WeirLine? = nil
  ) -> Figure {
    let scale = ColourScale(fitting: values, palette: palette, name: colourName, isLogarithmic: isLogarithmic)
    let map = CellMap(rows: rows, columns: columns, values: values, texts: texts, scale: scale, line: line)
    return Figure(title: title, subtitle: subtitle, notes: notes, .cells(map))
  }

  /// The map of one head: query tokens down, key tokens across.
  public static func attentionPattern(
    title: String = "", subtitle: String = "", notes: [String] = [], queries: [String], keys: [String],
    values: [Float], palette: Palette? = nil, colourName: String = "", line: WeirLine? = nil
  ) -> Figure {
    heatMap(
      title: title, subtitle: subtitle, notes: notes, rows: FigureAxis("query", labels: queries),
      columns: FigureAxis("key", labels: keys), values: values, palette: palette, colourName: colourName, line: line)
  }

  /// Maps of one shape on one scale, the one that varies most large and the others small: the heads of a layer.
  ///
  /// - Parameters:
  ///   - names: one a map, such as `L11H3`.
  ///   - maps: the values of each map, `[row, column]`.
  ///   - held: the index of the large one; nil for the one whose values vary most.
  ///   - lines: the Weir line of a cell for each map; empty for none.
  public static func heads(
    title: String = "", subtitle: String = "", notes: [String] = [], names: [String], rows: FigureAxis,
    columns: FigureAxis, maps: [[Float]], held: Int? = nil, palette: Palette? = nil, colourName: String = "",
    lines: [WeirLine] = []
  ) -> Figure {
    let panels = panels(
      names: names, rows: rows, columns: columns, maps: maps, palette: palette, colourName: colourName, lines: lines)
    let focus = held.flatMap { panels.indices.contains($0) ? $0 : nil } ?? mostVaried(panels)
    return Figure(title: title, subtitle: subtitle, notes: notes, arrangement: .focus(panels, on: focus))
  }

  /// Small multiples: maps of one kind on one scale, such as one head on several prompts.
  ///
  /// The axes are one for all maps, or one for each.
  public static func smallMultiples(
    title: String = "", subtitle: String = "", notes: [String] = [], names: [String], rows: [FigureAxis],
    columns: [FigureAxis], maps: [[Float]], palette: Palette? = nil, colourName: String = "", lines: [WeirLine] = []
  ) -> Figure {
    let scale = ColourScale(fitting: maps.joined(), palette: palette, name: colourName)
    let panels = maps.indices.map { index in
      Panel(
        title: index < names.count ? names[index] : String(index),
        .cells(
          CellMap(
            rows: index < rows.count ? rows[index] : rows.last ?? FigureAxis("", count: 0),
            columns: index < columns.count ? columns[index] : columns.last ?? FigureAxis("", count: 0),
            values: maps[index], scale: scale, line: index < lines.count ? lines[index] : nil)))
    }
    return Figure(title: title, subtitle: subtitle, notes: notes, arrangement: .grid(panels))
  }

  private static func panels(
    names: [String], rows: FigureAxis, columns: FigureAxis, maps: [[Float]], palette: Palette?, colourName: String,
    lines: [WeirLine]
  ) -> [Panel] {
    smallMultiples(
      names: names, rows: [rows], columns: [columns], maps: maps, palette: palette, colourName: colourName, lines: lines
    ).panels
  }

  /// The panel whose map varies most; the first of equals.
  static func mostVaried(_ panels: [Panel]) -> Int {
    let variances = panels.map { panel in
      if case .cells(let map) = panel.mark { map.variance } else { 0.0 }
    }
    return variances.indices.max { variances[$0] < variances[$1] || (variances[$0] == variances[$1] && $0 > $1) } ?? 0
  }
}
