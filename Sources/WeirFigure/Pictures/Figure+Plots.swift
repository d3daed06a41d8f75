import WeirText

// Lines, bars, histograms and scatters.

extension Figure {
  /// Lines over numbers or labels, with intervals where they are given.
  public static func lines(
    title: String = "", subtitle: String = "", notes: [String] = [], x: PlotAxis, y: PlotAxis, series: [PlotSeries],
    rules: [Plot.Rule] = []
  ) -> Figure {
    Figure(title: title, subtitle: subtitle, notes: notes, .plot(Plot(x: x, y: y, series: series, rules: rules)))
  }

  /// One line over the labels of an axis, such as a number a layer.
  public static func line(
    title: String = "", subtitle: String = "", notes: [String] = [], x: FigureAxis, y: PlotAxis, values: [Double],
    lower: [Double] = [], upper: [Double] = [], name: String = ""
  ) -> Figure {
    let xs = values.indices.map(Double.init)
    return lines(
      title: title, subtitle: subtitle, notes: notes, x: PlotAxis(x), y: y,
      series: [PlotSeries(name, .line, xs: xs, ys: values, lower: lower, upper: upper)])
  }

  /// Bars over labels, one colour a series, with intervals where they are given.
  public static func bars(
    title: String = "", subtitle: String = "", notes: [String] = [], x: FigureAxis, y: PlotAxis,
    series: [(name: String, values: [Double])], intervals: [(lower: [Double], upper: [Double])] = []
  ) -> Figure {
    let bars = series.enumerated().map { index, one in
      PlotSeries(
        one.name, .bars(width: 1), xs: one.values.indices.map(Double.init), ys: one.values,
        lower: index < intervals.count ? intervals[index].lower : [],
        upper: index < intervals.count ? intervals[index].upper : [])
    }
    return lines(title: title, subtitle: subtitle, notes: notes, x: PlotAxis(x), y: y, series: bars)
  }

  /// How often values fall between evenly spaced edges; missing values are left out and counted in a note.
  public static func histogram(
    title: String = "", subtitle: String = "", notes: [String] = [], x: PlotAxis, values: [Double], bins: Int? = nil,
    rules: [Plot.Rule] = []
  ) -> Figure {
    let kept = values.filter(\.isFinite)
    let low = kept.min() ?? 0
    let high = kept.max() ?? 1
    // Sturges' rule, between 8 and 60 bins.
    var wish = 1
    while 1 << wish < kept.count, wish < 60 { wish += 1 }
    let count = max(1, min(1000, bins ?? max(8, min(60, 2 * wish))))
    let step = high > low ? (high - low) / Double(count) : 1
    var heights = [Double](repeating: 0, count: count)
    for value in kept { heights[max(0, min(count - 1, Int((value - low) / step)))] += 1 }
    let centres = (0..<count).map { low + (Double($0) + 0.5) * step }
    let missing = values.count - kept.count
    return lines(
      title: title, subtitle: subtitle,
      notes: notes + (missing > 0 ? ["\(Count.of(missing, "value")) without a number left out"] : []),
      x: x, y: PlotAxis("count"), series: [PlotSeries("", .bars(width: step), xs: centres, ys: heights)], rules: rules)
  }

  /// Points with names.
  public static func scatter(
    title: String = "", subtitle: String = "", notes: [String] = [], x: PlotAxis, y: PlotAxis, series: [PlotSeries],
    rules: [Plot.Rule] = [], isSquare: Bool = false
  ) -> Figure {
    let plot = Plot(x: x, y: y, series: series, rules: rules, isSquare: isSquare)
    return Figure(title: title, subtitle: subtitle, notes: notes, .plot(plot))
  }

  /// Complex numbers in their plane, such as the eigenvalues of an OV circuit.
  ///
  /// With a logarithmic radius a number of size s lies at the distance log10(1 + s / unit) in its own direction, and rings
  /// name sizes; the names of the points keep the exact numbers.
  public static func complexPlane(
    title: String = "", subtitle: String = "", notes: [String] = [],
    series: [(name: String, real: [Double], imaginary: [Double])], labels: [[String]] = [],
    logarithmicRadius: Bool = false
  ) -> Figure {
    let sizes = series.flatMap { one in
      zip(one.real, one.imaginary).map { ($0 * $0 + $1 * $1).squareRoot() }.filter(\.isFinite)
    }
    let largest = sizes.max() ?? 1
    let unit = logarithmicRadius ? Self.unit(sizes) : 1
    let radius = { (size: Double) in logarithmicRadius ? Logarithm.base10(1 + size / unit) : size }
    let shown = series.enumerated().map { index, one in
      var (xs, ys): ([Double], [Double]) = ([], [])
      var names: [String] = []
      for (point, (re, im)) in zip(one.real, one.imaginary).enumerated() {
        let size = (re * re + im * im).squareRoot()
        let factor = size > 0 && size.isFinite ? radius(size) / size : 1
        xs.append(re * factor)
        ys.append(im * factor)
        let given = index < labels.count && point < labels[index].count ? labels[index][point] + " " : ""
        names.append(given + complexText(re, im))
      }
      return PlotSeries(one.name, .points, xs: xs, ys: ys, labels: names, drawsLabels: !labels.isEmpty)
    }
    let plot = Plot(
      x: PlotAxis("real"), y: PlotAxis("imaginary"), series: shown,
      rules: [Plot.Rule(.horizontal, at: 0), Plot.Rule(.vertical, at: 0)],
      rings: logarithmicRadius ? rings(unit: unit, largest: largest, radius: radius) : [], isSquare: true)
    let remark =
      logarithmicRadius ? ["The distance from 0 grows with the logarithm of the size; rings name sizes."] : []
    return Figure(title: title, subtitle: subtitle, notes: notes + remark, .plot(plot))
  }

  /// The power of ten below the middle of the sizes: smaller numbers gather at 0.
  private static func unit(_ sizes: [Double]) -> Double {
    let sorted = sizes.filter { $0 > 0 }.sorted()
    guard !sorted.isEmpty else { return 1 }
    var unit = 1.0
    let middle = sorted[sorted.count / 2]
    while unit > middle, unit > 1e-30 { unit /= 10 }
    while unit * 10 <= middle, unit < 1e30 { unit *= 10 }
    return unit
  }

  private static func rings(unit: Double, largest: Double, radius: (Double) -> Double) -> [Plot.Ring] {
    var rings: [Plot.Ring] = []
    var size = unit
    while size <= largest, rings.count < 12 {
      rings.append(Plot.Ring(radius: radius(size), name: NumberText.tick(size, step: size)))
      size *= 10
    }
    return rings
  }

  private static func complexText(_ real: Double, _ imaginary: Double) -> String {
    let decimals = max(abs(real), abs(imaginary)) >= 10 ? 1 : 3
    let sign = imaginary < 0 ? " - " : " + "
    return NumberText.cell(real, decimals: decimals) + sign + NumberText.cell(abs(imaginary), decimals: decimals)
      + "i"
  }
}
