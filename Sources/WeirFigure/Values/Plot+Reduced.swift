import WeirText

extension Plot {
  /// The most points of a line that are drawn as they are; no medium has so many columns.
  static let lineLimit = 8_000
  /// The most points of a scatter, bars and labels of a bar plot that are drawn.
  static let pointLimit = 20_000
  static let barLimit = 1_000

  /// The plot with what no medium could show left out, and a sentence about it.
  ///
  /// A line keeps the first, the lowest, the highest and the last point of each piece, so that it looks the same (M4, Jugel
  /// et al. 2014); of points that fall on each other one is kept, and of neighbouring bars the largest.
  var reduced: (plot: Plot, note: String?) {
    var (plot, counts): (Plot, [(kept: Int, all: Int)]) = (self, [])
    let bars = Self.largestBars(self)
    for (index, one) in series.enumerated() {
      let kept: [Int]?
      switch one.shape {
      case .line: kept = one.xs.count > Self.lineLimit ? Self.linePlaces(one) : nil
      case .points: kept = one.xs.count > Self.pointLimit ? Self.pointPlaces(one) : nil
      case .bars: kept = bars
      }
      guard let kept else { continue }
      counts.append((kept.count, one.xs.count))
      plot.series[index] = one.keeping(kept)
    }
    if let bars {
      // The labels left of a bar plot stand at 0, 1, 2 and so on again.
      plot.x = PlotAxis(plot.x, keeping: bars)
      for index in plot.series.indices { plot.series[index].xs = plot.series[index].xs.indices.map(Double.init) }
    }
    guard let first = counts.first else { return (self, nil) }
    let what = bars == nil ? "points, which cover the others" : "bars, the largest of each stretch"
    return (plot, "Drawn: \(first.kept) of \(first.all) \(what).")
  }

  private static func linePlaces(_ one: PlotSeries) -> [Int] {
    let pieces = lineLimit / 4
    var kept: [Int] = []
    for piece in 0..<pieces where !Interrupt.isRequested {
      let range = (one.xs.count * piece / pieces)..<(one.xs.count * (piece + 1) / pieces)
      let placed = range.filter { one.xs[$0].isFinite && one.ys[$0].isFinite }
      let gap = placed.count < range.count ? range.first { !one.xs[$0].isFinite || !one.ys[$0].isFinite } : nil
      guard let first = placed.first, let last = placed.last else {
        kept += gap.map { [$0] } ?? []
        continue
      }
      let low = placed.min { one.ys[$0] < one.ys[$1] } ?? first
      let high = placed.max { one.ys[$0] < one.ys[$1] } ?? last
      kept += Set([first, low, high, last] + (gap.map { [$0] } ?? [])).sorted()
    }
    return kept
  }

  /// The first point in each field of a grid.
  private static func pointPlaces(_ one: PlotSeries) -> [Int] {
    let placed = one.placed
    let (xs, ys) = (Extent(placed.lazy.map { one.xs[$0] }), Extent(placed.lazy.map { one.ys[$0] }))
    let (columns, rows) = (160, pointLimit / 160)
    var isTaken = [Bool](repeating: false, count: columns * rows)
    var kept: [Int] = []
    for (count, place) in placed.enumerated() {
      if count & 0xFFFF == 0xFFFF, Interrupt.isRequested { break }
      let field = ys.field(one.ys[place], of: rows) * columns + xs.field(one.xs[place], of: columns)
      if !isTaken[field] {
        isTaken[field] = true
        kept.append(place)
      }
    }
    return kept
  }

  /// The places of the bars that stay where there are too many; nil where there are not.
  private static func largestBars(_ plot: Plot) -> [Int]? {
    let all = plot.series.filter { if case .bars = $0.shape { true } else { false } }
    guard plot.x.labels.count > barLimit, all.count == plot.series.count,
      all.allSatisfy({ $0.xs.count == plot.x.labels.count })
    else { return nil }
    let count = plot.x.labels.count
    func size(_ place: Int) -> Double {
      all.reduce(0) { $1.ys[place].isFinite ? max($0, abs($1.ys[place])) : $0 }
    }
    return (0..<barLimit).compactMap { piece in
      if Interrupt.isRequested { return nil }
      let range = (count * piece / barLimit)..<(count * (piece + 1) / barLimit)
      return range.max { size($0) < size($1) }
    }
  }

  /// The ends of some numbers.
  private struct Extent {
    var low = Double.infinity
    var high = -Double.infinity

    init(_ values: some Sequence<Double>) {
      for value in values { (low, high) = (min(low, value), max(high, value)) }
    }

    /// Which of so many equal fields a number falls into.
    func field(_ value: Double, of count: Int) -> Int {
      guard high > low, (high - low).isFinite else { return 0 }
      return min(count - 1, Int((value - low) / (high - low) * Double(count)))
    }
  }
}

extension PlotSeries {
  /// The series with only some of its points.
  fileprivate func keeping(_ places: [Int]) -> PlotSeries {
    func kept<Part>(_ parts: [Part]) -> [Part] { parts.isEmpty ? [] : places.map { parts[$0] } }
    var series = PlotSeries(
      name, shape, xs: kept(xs), ys: kept(ys), lower: kept(lower), upper: kept(upper), labels: kept(labels),
      drawsLabels: drawsLabels)
    // A line of Weir says the place of a point, which has become another one.
    series.line = nil
    return series
  }
}

extension PlotAxis {
  /// The axis with only some of its labels.
  fileprivate init(_ axis: PlotAxis, keeping places: [Int]) {
    name = axis.name
    labels = places.map { axis.labels[$0] }
  }
}
