// The Weir line behind each cell of a picture: the text of the shown expression, followed by the cell's place.

import WeirFigure
import WeirTensor

/// Templates of lines, made from the source text of an expression.
enum CellLines {
  /// The text as something that a bracket may follow, or nil when it is no use as part of a line.
  static func operand(_ text: String) -> String? {
    let isPlain = text.count <= 200 && !text.contains("\n") && !text.contains("{row}") && !text.contains("{column}")
    guard isPlain, !text.isEmpty else { return nil }
    return isPostfix(text) ? text : "(\(text))"
  }

  /// Whether a text is names, dots, numbers and closed brackets, so that nothing in it binds looser than a bracket behind.
  private static func isPostfix(_ text: String) -> Bool {
    var depth = 0
    var quote = false
    for (place, scalar) in text.unicodeScalars.enumerated() {
      if scalar == "\"" { quote.toggle() }
      if quote || scalar == "\"" { continue }
      switch scalar {
      case "(", "[", "{":
        if place == 0 { return false }
        depth += 1
      case ")", "]", "}": depth -= 1
      default:
        let isWord = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "."
        if depth == 0, !isWord { return false }
      }
    }
    return depth == 0 && !quote
  }

  /// The figure of a tensor with a line for each cell, as the picture's rule lays the axes out.
  static func fill(_ figure: Figure, of axes: [Axis], rule: String, from text: String) -> Figure {
    let names = axes.map(\.name)
    let inner = { (count: Int) in names.suffix(count) }
    func line(_ outer: String, _ places: [String]) -> WeirLine {
      WeirLine("\(text)[" + ([outer] + places).filter { !$0.isEmpty }.joined(separator: ", ") + "]")
    }
    switch (rule, axes.count) {
    case ("heatmap", 2): return figure.lined { _, _ in line("", ["\(names[0]): {row}", "\(names[1]): {column}"]) }
    case ("heatmap", 1): return figure.lined { _, _ in line("", ["\(names[0]): {column}"]) }
    case ("heads", 3...4), ("grid", 3):
      let places = zip(inner(2), ["{row}", "{column}"]).map { "\($0): \($1)" }
      return figure.lined { panel, _ in line(outer(panel, axes.dropLast(2)), places) }
    case ("arcs", 2...3):
      let places = zip(inner(2), ["{row}", "{column}"]).map { "\($0): \($1)" }
      return figure.lined { _, head in line(outer(head, axes.dropLast(2)), places) }
    case ("tokens", 1...2), ("line", 1...2), ("bars", 1...2):
      let places = inner(1).map { "\($0): {row}" }
      return figure.lined { _, series in line(outer(series, axes.dropLast(1)), places) }
    case ("complex", 2): return figure.lined { _, _ in line("", ["\(names[0]): {row}"]) }
    case ("histogram", _): return figure
    default: return fillFromValues(figure, from: "figure(\(text), as: \"\(rule)\")")
    }
  }

  /// Places on the outer axes of the so-manieth map: `layer: 5, head: 9`.
  private static func outer(_ index: Int, _ axes: ArraySlice<Axis>) -> String {
    var (rest, places) = (index, [String]())
    for axis in axes.reversed() {
      places.insert("\(axis.name): \(rest % max(1, axis.size))", at: 0)
      rest /= max(1, axis.size)
    }
    return places.joined(separator: ", ")
  }

  /// A figure whose cells are read back from the figure itself: `f.values[query: 3, key: 1]`.
  static func fillFromValues(_ figure: Figure, from text: String) -> Figure {
    let hasOne = figure.panels.count == 1
    var figure = figure
    figure.arrangement = figure.arrangement.mapPanels { index, panel in
      guard let axes = panel.numbers?.axes else { return panel }
      let base = hasOne ? "\(text).values" : "\(text).panels[\(index)].values"
      var panel = panel
      panel.mark = panel.mark.lined { series in template(panel.mark, axes, base, series) }
      return panel
    }
    return figure
  }

  private static func template(_ mark: Mark, _ axes: [Axis], _ base: String, _ series: Int) -> WeirLine {
    var places: [String] = []
    let last = axes[axes.count - 1].name
    switch mark {
    case .cells: places = ["\(axes[0].name): {row}", "\(last): {column}"]
    case .arcs:
      if axes.count == 3 { places = ["\(axes[0].name): \(series)"] }
      places += ["\(axes[axes.count - 2].name): {row}", "\(last): {column}"]
    default:
      if axes.count == 2 { places = ["\(axes[0].name): \(series)"] }
      places.append("\(last): {row}")
    }
    return WeirLine("\(base)[\(places.joined(separator: ", "))]")
  }

  /// A table's cells: `t["score"][3]`.
  static func fill(table figure: Figure, from text: String) -> Figure {
    figure.lined { _, _ in WeirLine("\(text)[{column}][{row}]") }
  }
}

extension Figure {
  /// The figure with lines by panel and series where there are none.
  fileprivate func lined(_ line: (Int, Int) -> WeirLine) -> Figure {
    var figure = self
    figure.arrangement = arrangement.mapPanels { index, panel in
      var panel = panel
      panel.mark = panel.mark.lined { line(index, $0) }
      return panel
    }
    return figure
  }
}
