// The series of a plot on paper.

extension ScenePainter {
  func add(_ one: PlotSeries, _ index: Int, _ plot: Plot, _ frame: PlotFrame, to scene: inout Scene) {
    let colour = CategoryColours.colour(index, on: theme.ground)
    switch one.shape {
    case .line: addLine(one, index, plot, frame, colour, to: &scene)
    case .points:
      for point in one.placed {
        let place = frame.point(one.xs[point], one.ys[point])
        scene.add(
          .datum(
            plot.describe(series: index, point: point), tags: ["s\(index)"],
            line: one.line?.at(row: point, column: 0) ?? "",
            whisker(one, point, frame, colour) + [marker(index, at: place, colour)]))
      }
    case .bars(let width): addBars(one, index, plot, frame, (colour, width), to: &scene)
    }
  }

  private func addLine(
    _ one: PlotSeries, _ index: Int, _ plot: Plot, _ frame: PlotFrame, _ colour: RGB, to scene: inout Scene
  ) {
    for run in runs(one.placed) {
      let banded = run.filter { one.interval($0) != nil }
      if banded.count > 1 {
        let upper = banded.map { frame.point(one.xs[$0], one.interval($0)?.upperBound ?? one.ys[$0]) }
        let lower = banded.reversed().map { frame.point(one.xs[$0], one.interval($0)?.lowerBound ?? one.ys[$0]) }
        scene.add(
          .path(
            [.move(upper[0])] + (upper.dropFirst() + lower).map { .line($0) } + [.close], fill: colour, opacity: 0.18))
      }
      scene.add(
        .line(
          run.map { frame.point(one.xs[$0], one.ys[$0]) }, Stroke(colour, 1.5, dashes: CategoryColours.dashes(index))))
    }
    // Points carry the values; on long lines they are too close to be seen, and are small.
    let radius = one.placed.count > 60 ? 0.9 : 1.8
    for point in one.placed {
      let place = frame.point(one.xs[point], one.ys[point])
      scene.add(
        .datum(
          plot.describe(series: index, point: point), tags: ["s\(index)"],
          line: one.line?.at(row: point, column: 0) ?? "",
          [.circle(x: place.x, y: place.y, radius: radius, fill: colour)]))
    }
  }

  /// Points without a gap between them.
  private func runs(_ placed: [Int]) -> [[Int]] {
    var runs: [[Int]] = []
    for point in placed {
      if let last = runs.last?.last, point == last + 1 {
        runs[runs.count - 1].append(point)
      } else {
        runs.append([point])
      }
    }
    return runs
  }

  private func addBars(
    _ one: PlotSeries, _ index: Int, _ plot: Plot, _ frame: PlotFrame, _ look: (colour: RGB, width: Double),
    to scene: inout Scene
  ) {
    let count = plot.series.count { if case .bars = $0.shape { true } else { false } }
    let isHistogram = plot.x.labels.isEmpty
    // Bars of several series stand beside each other on labels, and before each other in a histogram.
    let share = isHistogram ? 1 : 0.8 / Double(max(1, count))
    let shift = isHistogram ? 0 : (Double(index) - Double(count - 1) / 2) * share
    for point in one.placed {
      let middle = one.xs[point] + shift * look.width
      let left = frame.x(middle - look.width * share / 2)
      let right = frame.x(middle + look.width * share / 2)
      let (foot, head) = (frame.y(max(frame.yLower, min(frame.yUpper, 0))), frame.y(one.ys[point]))
      let stroke = isHistogram ? Stroke(theme.paper, 0.5) : nil
      let bar = SceneElement.rectangle(
        x: left, y: min(foot, head), width: max(0.3, right - left), height: abs(foot - head), fill: look.colour,
        stroke: stroke)
      var shifted = one
      shifted.xs[point] = middle
      scene.add(
        .datum(
          plot.describe(series: index, point: point), tags: ["s\(index)"],
          line: one.line?.at(row: point, column: 0) ?? "",
          [bar] + whisker(shifted, point, frame, theme.ink)))
    }
  }

  private func whisker(_ one: PlotSeries, _ point: Int, _ frame: PlotFrame, _ colour: RGB) -> [SceneElement] {
    guard let interval = one.interval(point) else { return [] }
    let x = frame.x(one.xs[point])
    let (low, high) = (frame.y(interval.lowerBound), frame.y(interval.upperBound))
    let stroke = Stroke(colour, 0.8)
    return [
      .line([ScenePoint(x, low), ScenePoint(x, high)], stroke),
      .line([ScenePoint(x - 2.5, low), ScenePoint(x + 2.5, low)], stroke),
      .line([ScenePoint(x - 2.5, high), ScenePoint(x + 2.5, high)], stroke),
    ]
  }

  /// The shape of a category's points: disc, square, triangle, diamond in turn.
  func marker(_ index: Int, at place: ScenePoint, _ colour: RGB) -> SceneElement {
    let (x, y, r) = (place.x, place.y, 2.6)
    switch index % 4 {
    case 0: return .circle(x: x, y: y, radius: r, fill: colour)
    case 1: return .rectangle(x: x - r * 0.9, y: y - r * 0.9, width: r * 1.8, height: r * 1.8, fill: colour)
    case 2:
      return .path(
        [
          .move(ScenePoint(x, y - r * 1.2)), .line(ScenePoint(x + r * 1.1, y + r * 0.8)),
          .line(ScenePoint(x - r * 1.1, y + r * 0.8)), .close,
        ], fill: colour)
    default:
      return .path(
        [
          .move(ScenePoint(x, y - r * 1.3)), .line(ScenePoint(x + r * 1.3, y)), .line(ScenePoint(x, y + r * 1.3)),
          .line(ScenePoint(x - r * 1.3, y)), .close,
        ], fill: colour)
    }
  }

  /// Names beside points, where they stand on no other name or point; a pointer shows the others.
  func addPointLabels(_ plot: Plot, _ frame: PlotFrame, to scene: inout Scene) {
    var taken: [(x: Double, y: Double, width: Double, height: Double)] = []
    for one in plot.series where one.shape == .points && !one.labels.isEmpty && one.drawsLabels {
      for point in one.placed {
        let place = frame.point(one.xs[point], one.ys[point])
        taken.append((place.x - 2, place.y - 2, 4, 4))
      }
    }
    let size = 6.5
    for (text, x, y) in plot.namedPoints.prefix(taken.count <= 60 ? 60 : 40) {
      let place = frame.point(x, y)
      let label = FontMetrics.clipped(text, to: 70, size: size)
      let length = FontMetrics.width(label, size: size)
      let places = [
        (place.x + 4, place.y + 2.2), (place.x - 4 - length, place.y + 2.2), (place.x - length / 2, place.y - 4.5),
        (place.x - length / 2, place.y + 9),
      ]
      let free = places.first { x, y in
        x >= frame.left && x + length <= frame.right && y - size >= frame.top && y <= frame.bottom
          && !taken.contains {
            x < $0.x + $0.width && x + length > $0.x && y - size * 0.8 < $0.y + $0.height && y > $0.y
          }
      }
      guard let (x, y) = free else { continue }
      taken.append((x, y - size * 0.8, length, size * 0.8))
      scene.add(.text(SceneText(text: label, x: x, y: y, size: size, colour: theme.ink)))
    }
  }
}
