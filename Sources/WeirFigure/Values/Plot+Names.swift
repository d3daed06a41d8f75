extension Plot {
  /// The points that bear names in the picture, those farthest from the middle of all first: among many they are the ones
  /// that one asks about.
  var namedPoints: [(text: String, x: Double, y: Double)] {
    let points = series.filter { $0.shape == .points && !$0.labels.isEmpty && $0.drawsLabels }.flatMap { one in
      one.placed.map { (text: one.labels[$0], x: one.xs[$0], y: one.ys[$0]) }
    }
    let (xs, ys) = (points.map(\.x).sorted(), points.map(\.y).sorted())
    guard let left = xs.first, let right = xs.last, let bottom = ys.first, let top = ys.last else { return [] }
    let (width, height) = (right > left ? right - left : 1, top > bottom ? top - bottom : 1)
    let distances = points.map { point in
      let (x, y) = ((point.x - xs[xs.count / 2]) / width, (point.y - ys[ys.count / 2]) / height)
      return x * x + y * y
    }
    let order = points.indices.sorted { (distances[$0], $1) > (distances[$1], $0) }
    return order.map { points[$0] }
  }
}
