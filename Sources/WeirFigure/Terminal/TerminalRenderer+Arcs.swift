import WeirText

// Which token looks at which, as text: a line a query with its strongest keys, bars as long as the weights.

extension TerminalRenderer {
  func block(_ arcs: TokenArcs, width: Int) -> InkBlock {
    let all = strongest(arcs.arcs, limit: 80)
    guard !all.isEmpty else {
      return wrappedNote("no weight reaches \(NumberText.exact(arcs.threshold))", width: width)
    }
    let heads = arcs.heads.count > 1 ? LabelFit.width(arcs.heads.map(\.name), limit: 12) + 1 : 0
    let limit = max(3, min(20, (width - heads - 11) / 2))
    let labels = LabelFit.width(arcs.queries.labels, limit: limit)
    let keys = LabelFit.width(arcs.keys.labels, limit: limit)
    let full = Double(arcs.strongest)
    var result = InkBlock([InkLine(title(arcs), .dim)])
    var previous = -1
    for arc in all {
      let label = arc.query == previous ? "" : LabelFit.clipped(arcs.queries.labels[arc.query], to: labels)
      previous = arc.query
      var line = InkLine(label.padded(leftToWidth: labels))
      line.append(label.isEmpty ? "   " : " → ", .dim)
      if heads > 0 {
        let name = LabelFit.clipped(Visible.text(arcs.heads[arc.head].name), to: heads - 1)
        line.append(name.padded(toWidth: heads), categoryInk(arc.head))
      }
      line.append(LabelFit.clipped(arcs.keys.labels[arc.key], to: keys).padded(toWidth: keys + 1))
      line.append(NumberText.cell(Double(arc.weight), decimals: 2).padded(leftToWidth: 6) + " ")
      let room = min(24, width - line.width)
      if room >= 4 { line.append(bar(Double(arc.weight), of: full, columns: room, ink: categoryInk(arc.head))) }
      result.append(line)
    }
    let others = arcs.arcs.count - all.count
    let weaker = others > 0 ? "\(others) weaker ones and " : ""
    result.append(wrappedNote("\(weaker)weights below \(NumberText.exact(arcs.threshold)) are left out", width: width))
    return result
  }

  /// So many of the strongest arcs, in the order that they had.
  private func strongest(_ arcs: [TokenArcs.Arc], limit: Int) -> [TokenArcs.Arc] {
    guard arcs.count > limit else { return arcs }
    let kept = arcs.indices.sorted { (abs(arcs[$0].weight), $1) > (abs(arcs[$1].weight), $0) }.prefix(limit)
    return kept.sorted().map { arcs[$0] }
  }

  private func title(_ arcs: TokenArcs) -> String { "\(arcs.queries.name) → \(arcs.keys.name)" }

  func wrappedNote(_ text: String, width: Int) -> InkBlock {
    InkBlock(TextWrap.lines(text, width: width).map { InkLine($0, .dim) })
  }

  /// The ink of a category where there are colours.
  func categoryInk(_ index: Int) -> Ink {
    depth == .none ? .plain : Ink(foreground: CategoryColours.colour(index, on: ground))
  }
}
