import WeirFigure
import WeirTensor

extension Panel {
  /// The numbers that the panel draws, on named axes; nil for tables, graphs and prose.
  var numbers: Tensor? {
    switch mark {
    case .cells(let map):
      let rows = Self.axis(map.rows, "row")
      let columns = Self.axis(map.columns, "column")
      return Tensor([rows, columns.name == rows.name ? columns.renamed(rows.name + "'") : columns], map.values)
    case .tokens(let strip):
      let axis = Axis("pos", strip.tokens.count, labels: strip.tokens)
      guard strip.series.count > 1 else { return strip.series.first.map { Tensor([axis], $0.values) } }
      return Tensor(
        [Axis("series", strip.series.count, labels: strip.series.map(\.name)), axis], strip.series.flatMap(\.values))
    case .plot(let plot):
      guard let first = plot.series.first, plot.series.allSatisfy({ $0.ys.count == first.ys.count }) else { return nil }
      let labels = plot.x.labels.count == first.ys.count ? plot.x.labels : nil
      let axis = Axis(Axis.isValidName(plot.x.name) ? plot.x.name : "point", first.ys.count, labels: labels)
      let values = plot.series.flatMap { $0.ys.map { Float($0) } }
      guard plot.series.count > 1 else { return Tensor([axis], values) }
      return Tensor([Axis("series", plot.series.count, labels: plot.series.map(\.name)), axis], values)
    case .arcs(let arcs):
      let axes = [Self.axis(arcs.queries, "query"), Self.axis(arcs.keys, "key")]
      guard axes[0].name != axes[1].name else { return nil }
      guard arcs.heads.count > 1 else { return arcs.heads.first.map { Tensor(axes, $0.values) } }
      return Tensor(
        [Axis("head", arcs.heads.count, labels: arcs.heads.map(\.name))] + axes, arcs.heads.flatMap(\.values))
    case .graph, .table, .text: return nil
    }
  }

  private static func axis(_ axis: FigureAxis, _ fallback: String) -> Axis {
    Axis(Axis.isValidName(axis.name) ? axis.name : fallback, axis.count, labels: axis.labels)
  }
}
