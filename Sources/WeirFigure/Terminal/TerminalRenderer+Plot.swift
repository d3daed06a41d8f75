import WeirText

// Plots as text: bars of labelled things as horizontal bars, everything else on a canvas of braille dots or of
// characters.

extension TerminalRenderer {
  func block(_ plot: Plot, width: Int) -> InkBlock {
    guard plot.series.contains(where: { !$0.placed.isEmpty }) else { return InkBlock([InkLine("no points", .dim)]) }
    if let bars = labelledBars(plot) { return block(bars: bars, plot, width: width) }
    return canvas(plot, width: width)
  }

  /// The series of a plot that is nothing but bars over labels.
  private func labelledBars(_ plot: Plot) -> [PlotSeries]? {
    let areBars = plot.series.allSatisfy { if case .bars = $0.shape { true } else { false } }
    return areBars && !plot.x.labels.isEmpty ? plot.series : nil
  }

  /// One line a bar: label, number, bar, interval.
  private func block(bars: [PlotSeries], _ plot: Plot, width: Int) -> InkBlock {
    let labels = LabelFit.width(plot.x.labels, limit: 24)
    let names = bars.count > 1 ? LabelFit.width(bars.map(\.name), limit: 16) + 1 : 0
    let full = bars.reduce(0.0) { best, one in one.placed.reduce(best) { max($0, abs(one.ys[$1])) } }
    let decimals = ColourScale(.blues, from: 0, to: full).decimals
    let digits = bars.reduce(1) { widest, one in
      one.placed.reduce(widest) { max($0, NumberText.cell(one.ys[$1], decimals: decimals).count) }
    }
    let axes = [plot.x.name, plot.y.name].filter { !$0.isEmpty }.joined(separator: ", ")
    var result = InkBlock(axes.isEmpty ? [] : [InkLine(axes.clipped(toWidth: width), .dim)])
    for (place, label) in plot.x.labels.enumerated() {
      for (index, one) in bars.enumerated() {
        for point in one.placed where one.xs[point].rounded() == Double(place) {
          let shown = index == 0 ? LabelFit.clipped(label, to: labels) : ""
          var line = InkLine(shown.padded(leftToWidth: labels) + " ")
          if names > 0 {
            let name = LabelFit.clipped(Visible.text(one.name), to: names - 1)
            line.append(name.padded(toWidth: names), categoryInk(index))
          }
          line.append(NumberText.cell(one.ys[point], decimals: decimals).padded(leftToWidth: digits) + " ")
          let interval = one.interval(point).map {
            " [" + NumberText.cell($0.lowerBound, decimals: decimals) + " … "
              + NumberText.cell($0.upperBound, decimals: decimals) + "]"
          }
          let room = min(40, width - line.width - (interval?.displayWidth ?? 0))
          if room >= 4 {
            line.append(bar(one.ys[point], of: full, columns: room, ink: bars.count > 1 ? categoryInk(index) : nil))
          }
          if let interval, line.width + interval.displayWidth <= width { line.append(interval, .dim) }
          result.append(line)
        }
      }
    }
    return result
  }

  /// The plot on a canvas with ticks and a legend.
  private func canvas(_ plot: Plot, width: Int) -> InkBlock {
    let bounds = plot.squared(plot.bounds)
    let yTicks = Ticks(from: bounds.y.lowerBound, to: bounds.y.upperBound, count: 5)
    let yTexts = plot.y.labels.isEmpty ? yTicks.texts : yTicks.values.map { plot.y.text(at: $0) }
    let gutter = LabelFit.width(yTexts, limit: 12) + 1
    let columns = max(8, min(plot.isSquare ? 56 : 120, width - gutter - 1))
    let rows = plot.isSquare ? columns / 2 : max(8, min(16, height - 8))
    var canvas = DotCanvas(columns: columns, rows: rows, bounds: bounds, usesBraille: characters == .unicode)
    draw(plot, on: &canvas)
    name(plot, on: &canvas)
    var result = InkBlock()
    if !plot.y.name.isEmpty { result.append(InkLine(plot.y.name.clipped(toWidth: width), .dim)) }
    let tickRows = Dictionary(
      zip(yTicks.values.map { canvas.row(of: $0) }, yTexts), uniquingKeysWith: { first, _ in first })
    for row in 0..<rows {
      let label = tickRows[row].map { LabelFit.clipped($0, to: gutter - 1) } ?? ""
      var line = InkLine(label.padded(leftToWidth: gutter - 1) + (label.isEmpty ? " │" : " ┤"), .dim)
      line.append(canvas.line(row) { categoryInk($0) })
      result.append(line)
    }
    result.append(xAxis(plot, canvas: canvas, gutter: gutter, bounds: bounds.x))
    result.append(names(plot, width: width))
    return result
  }

  private func draw(_ plot: Plot, on canvas: inout DotCanvas) {
    for rule in plot.rules {
      let ends =
        rule.direction == .horizontal
        ? (canvas.bounds.x.lowerBound, rule.value, canvas.bounds.x.upperBound, rule.value)
        : (rule.value, canvas.bounds.y.lowerBound, rule.value, canvas.bounds.y.upperBound)
      canvas.line(from: (ends.0, ends.1), to: (ends.2, ends.3), category: nil, isDotted: true)
    }
    for ring in plot.rings { canvas.ring(radius: ring.radius) }
    for (index, one) in plot.series.enumerated() {
      let points = one.placed
      for point in points {
        if let interval = one.interval(point) {
          canvas.line(
            from: (one.xs[point], interval.lowerBound), to: (one.xs[point], interval.upperBound), category: index,
            isDotted: true)
        }
      }
      switch one.shape {
      case .line:
        if points.count == 1 { canvas.mark(one.xs[points[0]], one.ys[points[0]], category: index) }
        for (a, b) in zip(points, points.dropFirst()) where b == a + 1 {
          canvas.line(from: (one.xs[a], one.ys[a]), to: (one.xs[b], one.ys[b]), category: index)
        }
      case .points:
        for point in points { canvas.mark(one.xs[point], one.ys[point], category: index) }
      case .bars(let width):
        for point in points { canvas.bar(one.xs[point], one.ys[point], width: width, category: index) }
      }
    }
  }

  /// Names points where there is room.
  private func name(_ plot: Plot, on canvas: inout DotCanvas) {
    for (text, x, y) in plot.namedPoints.prefix(40) {
      canvas.name(LabelFit.clipped(Visible.text(text), to: 14), at: x, y)
    }
  }

  private func xAxis(_ plot: Plot, canvas: DotCanvas, gutter: Int, bounds: ClosedRange<Double>) -> InkBlock {
    let ticks = Ticks(from: bounds.lowerBound, to: bounds.upperBound, count: max(2, canvas.columns / 12))
    var axis = [Character](repeating: "─", count: canvas.columns)
    var labels = InkLine(String(repeating: " ", count: gutter + 1))
    for (value, text) in zip(ticks.values, ticks.texts) {
      guard plot.x.labels.isEmpty || value == value.rounded() else { continue }
      let column = canvas.column(of: value)
      axis[column] = "┬"
      let shown = plot.x.labels.isEmpty ? text : LabelFit.clipped(plot.x.text(at: value), to: 10)
      let start = gutter + 1 + max(0, min(canvas.columns - shown.displayWidth, column - shown.displayWidth / 2))
      guard start >= labels.width + (labels.width > gutter + 1 ? 1 : 0) else { continue }
      labels.pad(to: start)
      labels.append(shown, .dim)
    }
    var result = InkBlock([InkLine(String(repeating: " ", count: gutter) + "└" + String(axis), .dim), labels])
    if !plot.x.name.isEmpty {
      let name = plot.x.name.clipped(toWidth: canvas.columns)
      let start = gutter + 1 + (canvas.columns - name.displayWidth) / 2
      result.append(InkLine(String(repeating: " ", count: start) + name, .dim))
    }
    return result
  }

  /// The series, rules and rings by name, and the range of each series.
  private func names(_ plot: Plot, width: Int) -> InkBlock {
    var result = InkBlock()
    for (index, one) in plot.series.enumerated() where plot.series.count > 1 || !one.name.isEmpty {
      var line = InkLine(DotCanvas.marker(index, usesBraille: characters == .unicode) + " ", categoryInk(index))
      let name = one.name.isEmpty ? "series \(index + 1)" : Visible.text(one.name)
      line.append(LabelFit.clipped(name, to: max(8, width - 30)))
      let ys = one.placed.map { one.ys[$0] }
      if let low = ys.min(), let high = ys.max() {
        let decimals = ColourScale(.blues, from: min(0, low), to: max(abs(low), abs(high))).decimals
        let range = "\(NumberText.cell(low, decimals: decimals)) … \(NumberText.cell(high, decimals: decimals))"
        if line.width + 2 + range.displayWidth <= width { line.append("  " + range, .dim) }
      }
      result.append(line)
    }
    let others = plot.rules.filter { !$0.name.isEmpty }.map {
      Visible.text($0.name) + " at " + NumberText.exact($0.value)
    }
    for line in TextWrap.items(others + plot.rings.map { "ring: " + Visible.text($0.name) }, gap: "  ", width: width) {
      result.append(InkLine(line, .dim))
    }
    return result
  }
}
