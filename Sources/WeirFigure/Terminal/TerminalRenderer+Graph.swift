import WeirText

// A circuit as text: the levels from the top down, and the edges by the node that they reach, strongest first.

extension TerminalRenderer {
  func block(_ graph: CircuitGraph, width: Int) -> InkBlock {
    guard !graph.nodes.isEmpty else { return InkBlock([InkLine("no nodes", .dim)]) }
    var result = InkBlock()
    let names = graph.nodes.map { Visible.text($0.name) }
    for level in graph.levels.reversed() {
      let items = level.map { node in
        let value = graph.nodes[node].value
        return "[" + LabelFit.clipped(names[node], to: 24)
          + (value.isNaN ? "" : " " + NumberText.cell(Double(value), decimals: 2)) + "]"
      }
      for line in TextWrap.items(items, gap: "  ", width: width) { result.append(InkLine(line, .strong)) }
    }
    result.append(InkLine())
    result.append(edges(graph, names: names, width: width))
    return result
  }

  private func edges(_ graph: CircuitGraph, names: [String], width: Int) -> InkBlock {
    let room = LabelFit.width(names, limit: max(3, min(20, (width - 13) / 2)))
    let name = graph.weightName.isEmpty ? "weight" : Visible.text(graph.weightName)
    var result = InkBlock([InkLine("edges by \(name), bars by size".clipped(toWidth: width), .dim)])
    let order = graph.edges.indices.sorted { (abs(graph.edges[$0].weight), $1) > (abs(graph.edges[$1].weight), $0) }
    let limit = 60
    for index in order.prefix(limit) {
      let edge = graph.edges[index]
      var line = InkLine(LabelFit.clipped(names[edge.from], to: room).padded(leftToWidth: room))
      line.append(" → ", .dim)
      line.append(LabelFit.clipped(names[edge.to], to: room).padded(toWidth: room))
      line.append(NumberText.cell(Double(edge.weight), decimals: 3).padded(leftToWidth: 9) + " ")
      let rest = min(24, width - line.width)
      if rest >= 4 { line.append(bar(Double(edge.weight), of: Double(graph.strongest), columns: rest)) }
      result.append(line)
    }
    if order.count > limit { result.append(InkLine("and \(order.count - limit) weaker edges", .dim)) }
    return result
  }
}
