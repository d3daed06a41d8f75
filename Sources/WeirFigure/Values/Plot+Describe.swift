import WeirText

extension Plot {
  /// A point in words with its exact values: `loss, layer 3: 0.43210232 (0.41 to 0.45)`.
  public func describe(series index: Int, point: Int) -> String {
    let one = series[index]
    let place = x.name.isEmpty ? x.text(at: one.xs[point]) : x.name + " " + x.text(at: one.xs[point])
    let name = one.labels.isEmpty ? one.name : one.labels[point]
    var words = (name.isEmpty ? "" : name + ", ") + place + ": "
    words += (isSquare && !y.name.isEmpty ? y.name + " " : "") + NumberText.exact(one.ys[point])
    if let interval = one.interval(point) {
      words += " (\(NumberText.exact(interval.lowerBound)) to \(NumberText.exact(interval.upperBound)))"
    }
    return words
  }

  /// The smallest ranges that hold every point, interval, bar, ring and rule, with a little room.
  var bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    var (xs, ys): ([Double], [Double]) = ([], [])
    for one in series {
      for index in one.placed {
        let half = if case .bars(let width) = one.shape { width / 2 } else { 0.0 }
        xs += [one.xs[index] - half, one.xs[index] + half]
        ys.append(one.ys[index])
        if let interval = one.interval(index) { ys += [interval.lowerBound, interval.upperBound] }
        if half > 0 { ys.append(0) }
      }
    }
    for ring in rings { (xs, ys) = (xs + [-ring.radius, ring.radius], ys + [-ring.radius, ring.radius]) }
    for rule in rules where rule.value.isFinite {
      if rule.direction == .horizontal { ys.append(rule.value) } else { xs.append(rule.value) }
    }
    if !x.labels.isEmpty { xs += [-0.5, Double(x.labels.count) - 0.5] }
    if !y.labels.isEmpty { ys += [-0.5, Double(y.labels.count) - 0.5] }
    let areBars = series.contains { if case .bars = $0.shape { true } else { false } }
    return (
      Self.range(xs, room: x.labels.isEmpty && !areBars ? 0.03 : 0),
      Self.range(ys, room: y.labels.isEmpty ? 0.06 : 0, keepsZero: areBars, endsAtZero: y.labels.isEmpty)
    )
  }

  private static func range(
    _ values: [Double], room: Double, keepsZero: Bool = false, endsAtZero: Bool = false
  ) -> ClosedRange<Double> {
    guard let low = values.min(), let high = values.max() else { return 0...1 }
    guard high > low, (high - low).isFinite else { return low - 0.5...low + 0.5 }
    let extra = (high - low) * room
    // Bars stand on the axis: their foot needs no room.
    // And room below numbers that are never negative would draw the line of 0 beside the axis.
    let lower = endsAtZero && low >= 0 ? max(0, low - extra) : low - extra
    return (keepsZero && low == 0 ? 0 : lower)...(keepsZero && high == 0 ? 0 : high + extra)
  }
}

extension Plot {
  /// Bounds whose two spans are equal where a unit must be as long on both axes.
  func squared(
    _ bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>)
  ) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    guard isSquare else { return bounds }
    let half = max(bounds.x.upperBound - bounds.x.lowerBound, bounds.y.upperBound - bounds.y.lowerBound) / 2
    let x = (bounds.x.lowerBound + bounds.x.upperBound) / 2
    let y = (bounds.y.lowerBound + bounds.y.upperBound) / 2
    return (x - half...x + half, y - half...y + half)
  }
}
