extension Figure {
  /// The figures with one colour scale for all maps and coloured texts among them, so that colours compare.
  public static func sharingScale(_ figures: [Figure], palette: Palette? = nil) -> [Figure] {
    var values: [Float] = []
    var name = ""
    for panel in figures.flatMap(\.panels) {
      switch panel.mark {
      case .cells(let map):
        values += map.values
        name = name.isEmpty ? map.scale.name : name
      case .tokens(let strip): values += strip.series.flatMap(\.values)
      case .plot, .arcs, .graph, .table, .text: break
      }
    }
    let isLogarithmic = figures.flatMap(\.panels).allSatisfy { $0.scale?.isLogarithmic ?? true }
    let scale = ColourScale(fitting: values, palette: palette, name: name, isLogarithmic: isLogarithmic)
    return figures.map { figure in
      var figure = figure
      figure.arrangement = figure.arrangement.mapPanels { _, panel in
        var panel = panel
        panel.mark = panel.mark.scaled(scale)
        return panel
      }
      return figure
    }
  }
}

extension Mark {
  fileprivate func scaled(_ scale: ColourScale) -> Mark {
    switch self {
    case .cells(var map):
      map.scale = scale
      return .cells(map)
    case .tokens(var strip):
      for index in strip.series.indices {
        strip.series[index].scale = ColourScale(
          scale.palette, from: scale.lower, to: scale.upper, name: strip.series[index].scale.name,
          isLogarithmic: scale.isLogarithmic)
      }
      return .tokens(strip)
    case .plot, .arcs, .graph, .table, .text: return self
    }
  }
}
