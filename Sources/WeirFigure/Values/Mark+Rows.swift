// The data behind a picture as rows of exact texts, for data tables and for comparing what renderers say.

import WeirText

extension Mark {
  /// A heading and the rows below it; nil for heat maps, whose values are too many to write out.
  var rows: (head: [String], rows: [[String]])? {
    switch self {
    case .cells, .text: nil
    case .tokens(let strip):
      (
        ["position", "token"] + strip.series.map(\.name),
        strip.tokens.indices.map { position in
          [String(position), strip.tokens[position]]
            + strip.series.map { $0.values[position].isNaN ? "" : NumberText.exact($0.values[position]) }
        }
      )
    case .plot(let plot): plot.rows
    case .arcs(let arcs):
      (
        ["head", arcs.queries.name, arcs.keys.name, "weight"],
        arcs.arcs.map {
          [
            arcs.heads[$0.head].name, arcs.queries.labels[$0.query], arcs.keys.labels[$0.key],
            NumberText.exact($0.weight),
          ]
        }
      )
    case .graph(let graph):
      (
        ["from", "to", graph.weightName.isEmpty ? "weight" : graph.weightName],
        graph.edges.map { [graph.nodes[$0.from].name, graph.nodes[$0.to].name, NumberText.exact($0.weight)] }
      )
    case .table(let table):
      (
        table.columns.map(\.name),
        (0..<table.rowCount).map { row in
          table.columns.map { column in column.number(row).map { NumberText.exact($0) } ?? column.text(row) }
        }
      )
    }
  }
}

extension Plot {
  fileprivate var rows: (head: [String], rows: [[String]]) {
    let hasNames = series.contains { !$0.name.isEmpty }
    let hasLabels = series.contains { !$0.labels.isEmpty }
    let hasIntervals = series.contains { !$0.lower.isEmpty }
    let head =
      (hasNames ? ["series"] : []) + (hasLabels ? ["name"] : []) + [x.name.isEmpty ? "x" : x.name]
      + [y.name.isEmpty ? "y" : y.name] + (hasIntervals ? ["lower", "upper"] : [])
    let rows = series.flatMap { one in
      one.xs.indices.map { point in
        (hasNames ? [one.name] : []) + (hasLabels ? [one.labels.isEmpty ? "" : one.labels[point]] : [])
          + [x.text(at: one.xs[point]), y.text(at: one.ys[point])]
          + (hasIntervals
            ? [one.interval(point)?.lowerBound, one.interval(point)?.upperBound].map {
              $0.map { NumberText.exact($0) } ?? ""
            } : [])
      }
    }
    return (head, rows)
  }
}
