// Panels beside and below each other, small multiples, and one large panel among small ones, on paper.

extension ScenePainter {
  /// An arrangement in at most so many points.
  func scene(_ arrangement: Arrangement, width: Double) -> Scene {
    switch arrangement {
    case .panel(let panel): scene(panel, width: width)
    case .column(let parts): stacked(parts.map { scene($0, width: width) }, gap: 16)
    case .row(let parts): row(parts, width: width)
    case .grid(let panels): grid(panels, width: width)
    case .focus(let panels, let index): focus(panels, on: index, width: width)
    case .titled(let title, let part): headed(title, scene(part, width: width), width: width)
    }
  }

  /// A panel with its heading.
  func scene(_ panel: Panel, width: Double, showsLegend: Bool = true) -> Scene {
    let body =
      switch panel.mark {
      case .cells(let map): scene(map, width: width, showsLegend: showsLegend)
      case .tokens(let strip): scene(strip, width: width)
      case .plot(let plot): reduced(plot, width: width)
      case .arcs(let arcs): scene(arcs, width: width)
      case .graph(let graph): scene(graph, width: width)
      case .table(let table): scene(table, width: width)
      case .text(let text): prose(text, width: width)
      }
    return panel.title.isEmpty ? body : headed(panel.title, body, width: width)
  }

  /// A plot of no more points than can be told apart, with a remark below about the others.
  private func reduced(_ plot: Plot, width: Double) -> Scene {
    let (drawn, note) = plot.reduced
    let body = scene(drawn, width: width)
    guard let note else { return body }
    var result = body
    result.add(.text(SceneText(text: note, x: 0, y: body.height + 10, size: Self.noteSize, colour: theme.faint)))
    result.reach(x: FontMetrics.width(note, size: Self.noteSize), y: body.height + 13)
    return result
  }

  /// A scene under a heading.
  func headed(_ title: String, _ body: Scene, width: Double) -> Scene {
    var scene = Scene()
    let size = 9.0
    let clipped = FontMetrics.clipped(title, to: width, size: size * 1.06)
    scene.add(.text(SceneText(text: clipped, x: 0, y: size * 0.85, size: size, colour: theme.ink, isBold: true)))
    scene.reach(x: FontMetrics.width(clipped, size: size, isBold: true), y: size * 1.4)
    scene.place(body, x: 0, y: size * 1.4 + 2)
    return scene
  }

  func prose(_ text: String, width: Double) -> Scene {
    var scene = Scene()
    var y = 0.0
    for line in FontMetrics.lines(text, width: width, size: Self.textSize) {
      scene.add(.text(SceneText(text: line, x: 0, y: y + Self.textSize * 0.85, size: Self.textSize, colour: theme.ink)))
      y += Self.textSize * 1.35
      scene.reach(x: FontMetrics.width(line, size: Self.textSize), y: y)
    }
    return scene
  }

  /// Scenes below each other.
  func stacked(_ scenes: [Scene], gap: Double) -> Scene {
    var result = Scene()
    for (index, scene) in scenes.enumerated() {
      result.place(scene, x: 0, y: index == 0 ? 0 : result.height + gap)
    }
    return result
  }

  /// Scenes beside each other, wrapped into bands.
  func banded(_ scenes: [Scene], width: Double, gap: Double) -> Scene {
    var bands: [Scene] = []
    for scene in scenes {
      if let last = bands.last, last.width + gap + scene.width <= width + 0.01 {
        bands[bands.count - 1].place(scene, x: last.width + gap, y: 0)
      } else {
        bands.append(scene)
      }
    }
    return stacked(bands, gap: gap * 0.75)
  }

  private func row(_ parts: [Arrangement], width: Double) -> Scene {
    let gap = 18.0
    if let aligned = aligned(parts, width: width, gap: gap) { return aligned }
    let share = (width - gap * Double(parts.count - 1)) / Double(max(1, parts.count))
    // A third of a page is the least that a map with labels reads in.
    return banded(parts.map { scene($0, width: max(share, min(width, 150))) }, width: width, gap: gap)
  }

  /// Maps over the same rows and columns, cells equally large, rows named once and each scale shown once.
  private func aligned(_ parts: [Arrangement], width: Double, gap: Double) -> Scene? {
    let maps = parts.compactMap { part -> (title: String, map: CellMap)? in
      switch part {
      case .panel(let panel), .titled(_, .panel(let panel)):
        guard case .cells(let map) = panel.mark else { return nil }
        if case .titled(let title, _) = part { return panel.title.isEmpty ? (title, map) : nil }
        return (panel.title, map)
      default: return nil
      }
    }
    guard let first = maps.first?.map, maps.count == parts.count, maps.count > 1,
      maps.allSatisfy({ $0.map.rows == first.rows && $0.map.columns == first.columns })
    else { return nil }
    let legends = maps.indices.map { index in
      !maps[(index + 1)...].contains { $0.map.scale == maps[index].map.scale }
    }
    let names = CellMapSheet.rowRoom(first)
    let fixed = names + gap * Double(maps.count - 1) + Self.legendRoom * Double(legends.count { $0 })
    let share = (width - fixed) / Double(maps.count)
    guard share / Double(max(1, first.columns.count)) >= 4 else { return nil }
    let scenes = maps.enumerated().map { index, entry in
      let room = share + (index == 0 ? names : 0) + (legends[index] ? Self.legendRoom : 0)
      let body = scene(entry.map, width: room, showsLegend: legends[index], namesRows: index == 0)
      return headed(entry.title, body, width: room)
    }
    var result = Scene()
    for (index, scene) in scenes.enumerated() { result.place(scene, x: index == 0 ? 0 : result.width + gap, y: 0) }
    return result
  }

  private func grid(_ panels: [Panel], width: Double) -> Scene {
    withSharedLegend(panels, small(panels, width: width - 60))
  }

  private func focus(_ panels: [Panel], on index: Int, width: Double) -> Scene {
    guard panels.indices.contains(index) else { return Scene() }
    let others = panels.indices.filter { $0 != index }.map { panels[$0] }
    var held = panels[index]
    if panels.count > 1, Figure.mostVaried(panels) == index {
      held.title += ", whose map varies most of \(panels.count)"
    }
    let large = scene(held, width: width)
    return others.isEmpty ? large : stacked([large, small(others, width: width)], gap: 14)
  }

  /// Panels of one kind, small and without labels.
  private func small(_ panels: [Panel], width: Double) -> Scene {
    let maps = panels.compactMap { panel -> Scene? in
      guard case .cells(let map) = panel.mark else { return nil }
      return thumbnail(map, title: panel.title)
    }
    guard maps.count == panels.count else { return row(panels.map(Arrangement.panel), width: width) }
    return banded(maps, width: width, gap: 10)
  }

  private func withSharedLegend(_ panels: [Panel], _ body: Scene) -> Scene {
    guard let scale = panels.first?.scale, panels.allSatisfy({ $0.scale == scale }) else { return body }
    var result = body
    result.place(colourBar(scale, height: max(60, min(140, body.height))), x: body.width + 14, y: 14)
    return result
  }
}
