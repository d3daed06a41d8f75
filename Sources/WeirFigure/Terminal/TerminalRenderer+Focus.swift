import WeirText

// Many maps: small ones in half blocks where the terminal is wide enough, one line each where it is not.

extension TerminalRenderer {
  /// The columns from which small maps are drawn beside each other; 80 columns show one line each.
  private static let gridWidth = 100
  /// How many panels get a line or a small map; the rest is counted.
  private static let smallLimit = 64

  /// The panel of the index large, the others small.
  func focus(_ panels: [Panel], on index: Int, width: Int) -> InkBlock {
    guard panels.indices.contains(index) else { return InkBlock() }
    var held = panels[index]
    if panels.count > 1, Figure.mostVaried(panels) == index {
      held.title += ", whose map varies most of \(panels.count)"
    }
    var result = block(held, width: width)
    let others = panels.indices.filter { $0 != index }.map { panels[$0] }
    guard !others.isEmpty else { return result }
    result.append(InkLine())
    result.append(small(others, width: width, head: "strongest cell of each of the others", gridFrom: Self.gridWidth))
    return result
  }

  /// Panels of one kind, small, with one legend.
  func grid(_ panels: [Panel], width: Int) -> InkBlock {
    var result = small(panels, width: width, head: "strongest cell of each", gridFrom: 0)
    if case .cells(let map)? = panels.first?.mark, panels.allSatisfy({ $0.scale == map.scale }) {
      result.append(legend(map.scale, hasMissing: map.hasMissing, width: width))
    }
    return result
  }

  private func small(_ panels: [Panel], width: Int, head: String, gridFrom: Int) -> InkBlock {
    let maps = panels.compactMap { panel -> (String, CellMap)? in
      if case .cells(let map) = panel.mark { (panel.title, map) } else { nil }
    }
    guard maps.count == panels.count else { return row(of: panels, width: width) }
    let shown = Array(maps.prefix(Self.smallLimit))
    let largest = shown.reduce(0) { max($0, $1.1.columns.count) }
    var result =
      paints && width >= gridFrom && largest <= width / 3
      ? thumbnails(shown, width: width) : strongestLines(shown, head: head, width: width)
    if maps.count > shown.count { result.append(InkLine("and \(maps.count - shown.count) more", .dim)) }
    return result
  }

  private func row(of panels: [Panel], width: Int) -> InkBlock {
    block(.row(panels.map(Arrangement.panel)), width: width)
  }

  /// One line each: name, colour, value, and the row and column of the strongest cell.
  private func strongestLines(_ maps: [(title: String, map: CellMap)], head: String, width: Int) -> InkBlock {
    var result = InkBlock([InkLine(head, .dim)])
    let titles = LabelFit.width(maps.map(\.title), limit: 24)
    let places = maps.map { $0.map.strongest(1).first }
    let numbers = zip(maps, places).map { entry, place in
      place.map { NumberText.cell(Double(entry.map[$0.row, $0.column]), decimals: entry.map.scale.decimals) } ?? ""
    }
    let digits = LabelFit.width(numbers, limit: 16)
    for (index, entry) in maps.enumerated() {
      var line = InkLine(LabelFit.clipped(Visible.text(entry.title), to: titles).padded(toWidth: titles) + "  ")
      if let place = places[index] {
        let value = entry.map[place.row, place.column]
        if paints, let colour = entry.map.scale.colour(value, on: ground) {
          line.append(" " + numbers[index].padded(leftToWidth: digits) + " ", .on(colour))
        } else {
          line.append(" " + numbers[index].padded(leftToWidth: digits) + " ")
        }
        let room = max(3, (width - line.width - 5) / 2)
        line.append("  " + entry.map.placeName(row: place.row, column: place.column, labelWidth: room))
      } else {
        line.append("no value", .dim)
      }
      result.append(line)
    }
    return result
  }

  /// Small maps in half blocks, as many beside each other as fit.
  private func thumbnails(_ maps: [(title: String, map: CellMap)], width: Int) -> InkBlock {
    let blocks = maps.map { title, map in
      var block = InkBlock([InkLine(Visible.text(title), .strong)])
      for row in stride(from: 0, to: map.rows.count, by: 2) {
        var line = InkLine()
        for column in 0..<map.columns.count {
          let below = row + 1 < map.rows.count ? map.scale.colour(map[row + 1, column], on: ground) : nil
          line.append(halfBlock(above: map.scale.colour(map[row, column], on: ground), below: below))
        }
        block.append(line)
      }
      return block
    }
    let widest = blocks.reduce(0) { max($0, $1.width) }
    let perBand = max(1, (width + 2) / (widest + 2))
    var result = InkBlock()
    for start in stride(from: 0, to: blocks.count, by: perBand) {
      if start > 0 { result.append(InkLine()) }
      let band = blocks[start..<min(start + perBand, blocks.count)].map { padded($0, to: widest) }
      result.append(InkBlock.beside(band, gap: 2))
    }
    return result
  }

  private func padded(_ block: InkBlock, to width: Int) -> InkBlock {
    InkBlock(
      block.lines.map { line in
        var line = line
        line.pad(to: width)
        return line
      })
  }
}
