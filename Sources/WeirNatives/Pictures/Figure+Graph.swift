// Circuits as graphs: from rows that name two components and a weight.

import WeirFigure
import WeirLanguage
import WeirModel

extension Figure {
  /// A graph of the rows' edges; each row has two components (or names) and a number, in this order of its fields.
  static func graph(edges rows: [RecordBox], baseline: Double, measure: String, _ options: PictureOptions) throws
    -> Figure
  {
    var nodes: [CircuitGraph.Node] = []
    func place(_ value: Value) -> Int {
      let name = value.text
      if let known = nodes.firstIndex(where: { $0.name == name }) { return known }
      let layer = value.asObject(ComponentObject.self)?.component.layers.single ?? 0
      nodes.append(CircuitGraph.Node(name, layer: layer))
      return nodes.count - 1
    }
    let edges = try rows.map { row in
      guard row.count >= 3, let weight = row.values.lazy.compactMap(\.asNumber).first else {
        throw NativeProblem.notAnEdge(found: Value.record(row).summary)
      }
      let ends = row.values.prefix(2).map(place)
      return CircuitGraph.Edge(from: ends[0], to: ends[1], weight: Float(weight - baseline))
    }
    return .graph(title: options.title, subtitle: options.subtitle, nodes: nodes, edges: edges, weightName: measure)
  }
}
