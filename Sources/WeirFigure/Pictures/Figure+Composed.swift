// Figures made of others: graphs, tables, clustered matrices, figures beside each other, differences.

extension Figure {
  /// A circuit: components by layer, weighted edges between them.
  public static func graph(
    title: String = "", subtitle: String = "", notes: [String] = [], nodes: [CircuitGraph.Node],
    edges: [CircuitGraph.Edge], weightName: String = ""
  ) -> Figure {
    Figure(
      title: title, subtitle: subtitle, notes: notes,
      .graph(CircuitGraph(nodes: nodes, edges: edges, weightName: weightName)))
  }

  /// A table.
  public static func table(
    title: String = "", subtitle: String = "", notes: [String] = [], columns: [FigureTable.Column],
    line: WeirLine? = nil
  ) -> Figure {
    Figure(title: title, subtitle: subtitle, notes: notes, .table(FigureTable(columns: columns, line: line)))
  }

  /// Prose.
  public static func text(title: String = "", _ text: String) -> Figure { Figure(title: title, .text(text)) }

  /// Figures beside each other, each under its title.
  public static func sideBySide(title: String = "", subtitle: String = "", notes: [String] = [], _ figures: [Figure])
    -> Figure
  {
    Figure(
      title: title, subtitle: subtitle,
      notes: notes + figures.flatMap(\.notes).reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
      arrangement: .row(figures.map(\.titled)))
  }

  /// Figures below each other, each under its title.
  public static func stacked(title: String = "", subtitle: String = "", notes: [String] = [], _ figures: [Figure])
    -> Figure
  {
    Figure(
      title: title, subtitle: subtitle,
      notes: notes + figures.flatMap(\.notes).reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
      arrangement: .column(figures.map(\.titled)))
  }

  /// Two maps and between them left minus right; the outer two share a scale, the difference is centred at 0.
  public static func difference(
    title: String = "", subtitle: String = "", notes: [String] = [], names: (left: String, right: String),
    rows: FigureAxis, columns: FigureAxis, left: [Float], right: [Float], palette: Palette? = nil,
    colourName: String = ""
  ) -> Figure {
    let scale = ColourScale(fitting: [left, right].joined(), palette: palette, name: colourName)
    let differences = zip(left, right).map { $0 - $1 }
    let differenceScale = ColourScale(fitting: differences, palette: .redBlue, name: "difference")
    func panel(_ name: String, _ values: [Float], _ scale: ColourScale) -> Arrangement {
      .panel(Panel(title: name, .cells(CellMap(rows: rows, columns: columns, values: values, scale: scale))))
    }
    return Figure(
      title: title, subtitle: subtitle, notes: notes,
      arrangement: .row([
        panel(names.left, left, scale), panel(names.left + " − " + names.right, differences, differenceScale),
        panel(names.right, right, scale),
      ]))
  }

  /// A matrix whose rows and columns are ordered so that similar ones lie together.
  ///
  /// Average linkage on one minus the correlation; a side of more than 512 keeps its order, which is said in a note.
  public static func clustered(
    title: String = "", subtitle: String = "", notes: [String] = [], rows: FigureAxis, columns: FigureAxis,
    values: [Float], palette: Palette? = nil, colourName: String = ""
  ) -> Figure {
    let map = CellMap(rows: rows, columns: columns, values: values)
    let rowOrder = Clustering.order(count: rows.count, length: columns.count) { map[$0, $1] }
    let columnOrder = Clustering.order(count: columns.count, length: rows.count) { map[$1, $0] }
    var ordered: [Float] = []
    ordered.reserveCapacity(map.values.count)
    for row in rowOrder { for column in columnOrder { ordered.append(map[row, column]) } }
    var notes = notes
    let limit = Clustering.limit
    let kept = [(rows, "rows"), (columns, "columns")].filter { $0.0.count > limit }.map(\.1)
    if kept.count < 2 { notes.append("Similar rows and columns lie together (average linkage, 1 − correlation).") }
    if !kept.isEmpty { notes.append("More than \(limit) \(kept.joined(separator: " and ")) keep their order.") }
    return heatMap(
      title: title, subtitle: subtitle, notes: notes,
      rows: FigureAxis(rows.name, labels: rowOrder.map { rows.labels[$0] }),
      columns: FigureAxis(columns.name, labels: columnOrder.map { columns.labels[$0] }), values: ordered,
      palette: palette, colourName: colourName)
  }

  /// The figure as a part of another one.
  private var titled: Arrangement {
    let heading = [title, subtitle].filter { !$0.isEmpty }.joined(separator: " · ")
    return heading.isEmpty ? arrangement : .titled(heading, arrangement)
  }
}
