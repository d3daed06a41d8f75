/// Hierarchical clustering for the order of rows and columns.
enum Clustering {
  /// The most items that are clustered: the work grows with the cube of it.
  static let limit = 512

  /// The items in the order of the leaves of their tree; the order given when there are too many or too few.
  ///
  /// Average linkage (UPGMA) on one minus Pearson's correlation over the places where both have a value.
  static func order(count: Int, length: Int, value: (Int, Int) -> Float) -> [Int] {
    guard count > 2, count <= limit else { return Array(0..<count) }
    let vectors = (0..<count).map { item in (0..<length).map { Double(value(item, $0)) } }
    var distance = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for a in 0..<count {
      for b in 0..<a {
        distance[a][b] = 1 - correlation(vectors[a], vectors[b])
        distance[b][a] = distance[a][b]
      }
    }
    var clusters = (0..<count).map { [$0] }
    var alive = Array(0..<count)
    while alive.count > 1 {
      var best = (Double.infinity, 0, 1)
      for (i, a) in alive.enumerated() {
        for (j, b) in alive.enumerated().dropFirst(i + 1) where distance[a][b] < best.0 {
          best = (distance[a][b], i, j)
        }
      }
      let (a, b) = (alive[best.1], alive[best.2])
      for other in alive where other != a && other != b {
        let (na, nb) = (Double(clusters[a].count), Double(clusters[b].count))
        distance[a][other] = (na * distance[a][other] + nb * distance[b][other]) / (na + nb)
        distance[other][a] = distance[a][other]
      }
      clusters[a] += clusters[b]
      alive.remove(at: best.2)
    }
    return alive.first.map { clusters[$0] } ?? []
  }

  private static func correlation(_ a: [Double], _ b: [Double]) -> Double {
    var (n, sa, sb, saa, sbb, sab) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) where x.isFinite && y.isFinite {
      n += 1
      sa += x
      sb += y
      saa += x * x
      sbb += y * y
      sab += x * y
    }
    let spread = (n * saa - sa * sa) * (n * sbb - sb * sb)
    return n > 1 && spread > 0 ? (n * sab - sa * sb) / spread.squareRoot() : 0
  }
}
