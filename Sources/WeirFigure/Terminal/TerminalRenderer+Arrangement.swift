import WeirText

// Panels below and beside each other, small multiples, and one large panel among small ones.

extension TerminalRenderer {
  /// The panels of an arrangement in at most so many columns.
  func block(_ arrangement: Arrangement, width: Int) -> InkBlock {
    switch arrangement {
    case .panel(let panel): return block(panel, width: width)
    case .column(let parts): return column(parts.map { block($0, width: width) })
    case .row(let parts): return row(parts, width: width)
    case .grid(let panels): return grid(panels, width: width)
    case .focus(let panels, let index): return focus(panels, on: index, width: width)
    case .titled(let title, let part):
      var result = InkBlock([InkLine(LabelFit.clipped(Visible.text(title), to: width), .strong)])
      result.append(block(part, width: width))
      return result
    }
  }

  /// A panel with its heading.
  func block(_ panel: Panel, width: Int, showsLegend: Bool = true) -> InkBlock {
    var result = InkBlock()
    if !panel.title.isEmpty { result.append(InkLine(Visible.text(panel.title).clipped(toWidth: width), .strong)) }
    switch panel.mark {
    case .cells(let map): result.append(block(map, width: width, showsLegend: showsLegend))
    case .tokens(let strip): result.append(block(strip, width: width))
    case .plot(let plot):
      let (drawn, note) = plot.reduced
      result.append(block(drawn, width: width))
      if let note { result.append(wrapped(note, .dim)) }
    case .arcs(let arcs): result.append(block(arcs, width: width))
    case .graph(let graph): result.append(block(graph, width: width))
    case .table(let table): result.append(block(table, width: width))
    case .text(let text): result.append(InkBlock(TextWrap.lines(text, width: width).map { InkLine($0) }))
    }
    return result
  }

  private func column(_ blocks: [InkBlock]) -> InkBlock {
    var result = InkBlock()
    for (index, block) in blocks.enumerated() {
      if index > 0 { result.append(InkLine()) }
      result.append(block)
    }
    return result
  }

  /// Parts beside each other while each keeps the width that it would like; otherwise below each other.
  private func row(_ parts: [Arrangement], width: Int) -> InkBlock {
    var bands: [[InkBlock]] = []
    var used = 0
    for part in parts {
      let part = block(part, width: width)
      if used > 0, used + 3 + part.width <= width {
        bands[bands.count - 1].append(part)
        used += 3 + part.width
      } else {
        bands.append([part])
        used = part.width
      }
    }
    return column(bands.map { InkBlock.beside($0, gap: 3) })
  }
}
