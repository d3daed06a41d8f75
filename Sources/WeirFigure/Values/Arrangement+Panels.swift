extension Arrangement {
  /// The arrangement with every panel replaced; panels are numbered in reading order.
  public func mapPanels(_ body: (Int, Panel) -> Panel) -> Arrangement {
    var next = 0
    return mapped { panel in
      defer { next += 1 }
      return body(next, panel)
    }
  }

  private func mapped(_ body: (Panel) -> Panel) -> Arrangement {
    switch self {
    case .panel(let panel): .panel(body(panel))
    case .row(let parts): .row(parts.map { $0.mapped(body) })
    case .column(let parts): .column(parts.map { $0.mapped(body) })
    case .grid(let panels): .grid(panels.map(body))
    case .focus(let panels, let index): .focus(panels.map(body), on: index)
    case .titled(let title, let part): .titled(title, part.mapped(body))
    }
  }
}
