// How two tensors go together along axes.

extension Tensor {
  /// Pearson's correlation of two tensors along the named axes; other shared axes are aligned.
  ///
  /// Pairs of which one is missing are left out; with fewer than two pairs, or no spread, the result is missing.
  /// - Throws: `TensorProblem.axisMismatch`, `.unknownAxis`, `.raggedReduction`, `.tooLarge`.
  public static func correlation(_ a: Tensor, _ b: Tensor, over names: [String] = []) throws -> Tensor {
    try paired(a, b, over: names, operation: "`correlation`") { sums in
      let n = Double(sums.count)
      guard sums.count >= 2 else { return missing }
      let covariance = sums.xy - sums.x * sums.y / n
      let spread = (sums.xx - sums.x * sums.x / n) * (sums.yy - sums.y * sums.y / n)
      return spread > 0 ? Float(Swift.max(-1, Swift.min(1, covariance / spread.squareRoot()))) : missing
    }
  }

  /// The cosine of the angle between two tensors' vectors along the named axes; missing for a zero vector.
  /// - Throws: `TensorProblem.axisMismatch`, `.unknownAxis`, `.raggedReduction`, `.tooLarge`.
  public static func cosineSimilarity(_ a: Tensor, _ b: Tensor, over names: [String] = []) throws -> Tensor {
    try paired(a, b, over: names, operation: "`cosine_similarity`", centred: false) { sums in
      let lengths = sums.xx.squareRoot() * sums.yy.squareRoot()
      return lengths > 0 ? Float(Swift.max(-1, Swift.min(1, sums.xy / lengths))) : missing
    }
  }

  private struct PairSums {
    var count = 0
    var (x, y, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
  }

  private static func paired(
    _ a: Tensor, _ b: Tensor, over names: [String], operation: String, centred: Bool = true,
    _ finish: (PairSums) -> Float
  ) throws -> Tensor {
    let shape = try Broadcast(a, b, operation: operation)
    let left = try a.spread(over: shape.axes, rows: shape.rows).reducible(names)
    let right = try b.spread(over: shape.axes, rows: shape.rows).reducible(names)
    try left.tensor.checkRows(operation, over: left.names)
    let (kept, rows) = left.tensor.axesAfterReducing(Set(left.names))
    let size = left.size
    return try make(kept, rows: rows) { target in
      left.tensor.withValues { x in
        right.tensor.withValues { y in
          for line in 0..<target.count {
            target[line] = finish(sums(x, y, line * size..<(line + 1) * size, centred))
          }
        }
      }
    }.clearedBeyondRows()
  }

  /// Sums over the pairs of a line, shifted by the first pair so that a large mean costs no digits.
  private static func sums(
    _ x: UnsafeBufferPointer<Float>, _ y: UnsafeBufferPointer<Float>, _ line: Range<Int>, _ centred: Bool
  ) -> PairSums {
    var sums = PairSums()
    var shift: (x: Double, y: Double)?
    for i in line where !isMissing(x[i]) && !isMissing(y[i]) {
      if shift == nil { shift = centred ? (Double(x[i]), Double(y[i])) : (0, 0) }
      let (u, v) = (Double(x[i]) - (shift?.x ?? 0), Double(y[i]) - (shift?.y ?? 0))
      sums.count += 1
      sums.x += u
      sums.y += v
      sums.xx += u * u
      sums.yy += v * v
      sums.xy += u * v
    }
    return sums
  }

  /// The tensor with the named axes last (all axes when none is named), and how many values they hold.
  private func reducible(_ names: [String]) throws -> (tensor: Tensor, names: [String], size: Int) {
    let reduced = try names.isEmpty ? Array(axes.indices) : names.map(requiredAxis)
    let order = axes.indices.filter { !reduced.contains($0) } + reduced.sorted()
    return (try permuted(order), reduced.map { axes[$0].name }, reduced.reduce(1) { $0 * axes[$1].size })
  }
}
