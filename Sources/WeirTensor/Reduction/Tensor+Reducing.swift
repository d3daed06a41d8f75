// Reductions over named axes.

extension Tensor {
  /// The reduction over the named axes; over all of them when none is named.
  ///
  /// `argmax` and `argmin` over several axes, or all, count positions row-major over those axes.
  /// - Throws: `TensorProblem.unknownAxis`, `.axisIndexedTwice`, `.quantileOutOfRange`, and `.raggedReduction` over `batch`
  ///   while an axis remains along which its rows differ in length.
  public func reduced(_ reduction: Reduction, over names: [String] = []) throws -> Tensor {
    if reduction == .countMissing, !rows.isEmpty {
      // What lies beyond the end of a row is not there to be missing.
      let there = try Tensor.filled(axes, with: 1).withRows(rows).clearedBeyondRows()
      return try there.reduced(.count, over: names) - reduced(.count, over: names)
    }
    if case .quantile(let q) = reduction, !(0...1).contains(q) { throw TensorProblem.quantileOutOfRange(q) }
    let reducedAxes = try names.isEmpty ? Array(axes.indices) : names.map(requiredAxis)
    if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw TensorProblem.axisIndexedTwice(twice)
    }
    try checkRows(reduction.name, over: reducedAxes.map { axes[$0].name })
    let sorted = reducedAxes.sorted()
    let areNeighbours = sorted.isEmpty || sorted[sorted.count - 1] - sorted[0] == sorted.count - 1
    if !areNeighbours {
      let kept = axes.indices.filter { !sorted.contains($0) }
      return try permuted(kept + sorted).reduced(reduction, neighbours: kept.count..<axes.count)
    }
    return try reduced(reduction, neighbours: (sorted.first ?? 0)..<((sorted.last ?? -1) + 1))
  }

  private func reduced(_ reduction: Reduction, neighbours: Range<Int>) throws -> Tensor {
    let outer = axes[..<neighbours.lowerBound].reduce(1) { $0 * $1.size }
    let middle = axes[neighbours].reduce(1) { $0 * $1.size }
    let inner = axes[neighbours.upperBound...].reduce(1) { $0 * $1.size }
    let (kept, rows) = axesAfterReducing(Set(axes[neighbours].map(\.name)))
    return try Tensor.make(kept, isMask: reduction.givesMask, rows: rows) { target in
      withValues { source in
        reduction.apply(source, outer: outer, middle: middle, inner: inner, into: target)
      }
    }.clearedBeyondRows()
  }

  /// The axes and row lengths that stay when some axes are reduced.
  func axesAfterReducing(_ names: Set<String>) -> (axes: [Axis], rows: [RowExtent]) {
    let rows = self.rows.filter { !names.contains($0.axis) && !names.contains($0.rowAxis) }
    let lost = self.rows.filter { names.contains($0.rowAxis) }
    let kept = axes.filter { !names.contains($0.name) }.map { axis in
      // Labels that all rows share stay on the axis.
      guard let labels = lost.first(where: { $0.axis == axis.name })?.labels, let first = labels.first else {
        return axis
      }
      return first.count == axis.size && labels.allSatisfy { $0 == first } ? axis.labelled(first) : axis
    }
    return (kept, rows)
  }

  /// Refuses to mix rows of different lengths.
  func checkRows(_ operation: String, over names: [String]) throws {
    let ragged = rows.filter { names.contains($0.rowAxis) && $0.isRagged && !names.contains($0.axis) }
    if !ragged.isEmpty { throw TensorProblem.raggedReduction(operation: operation, ragged: ragged, axes) }
  }
}

extension Reduction {
  /// Reduces the middle of `[outer, middle, inner]`.
  func apply(
    _ source: UnsafeBufferPointer<Float>, outer: Int, middle: Int, inner: Int,
    into target: UnsafeMutableBufferPointer<Float>
  ) {
    guard let base = source.baseAddress else {
      for i in target.indices { target[i] = ofNothing }
      return
    }
    var scratch: [Double] = []
    if middle == 0 {
      for i in target.indices { target[i] = ofNothing }
    } else if inner > 1, self == .sum || self == .mean {
      addRows(base, outer: outer, middle: middle, inner: inner, into: target)
    } else {
      for o in 0..<outer {
        for i in 0..<inner {
          target[o * inner + i] = of(base + o * middle * inner + i, count: middle, step: inner, scratch: &scratch)
        }
      }
    }
  }

  /// The result over an axis of size 0.
  private var ofNothing: Float {
    switch self {
    case .sum, .count, .countMissing, .any, .norm, .norm1, .normMax: 0
    case .product, .all: 1
    default: Tensor.missing
    }
  }

  /// Sums and means along a slower axis: whole rows are added, in memory order.
  private func addRows(
    _ source: UnsafePointer<Float>, outer: Int, middle: Int, inner: Int,
    into target: UnsafeMutableBufferPointer<Float>
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: inner) { sums in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: inner) { counts in
        for o in 0..<outer {
          sums.initialize(repeating: 0)
          counts.initialize(repeating: 0)
          for m in 0..<middle {
            let row = source + (o * middle + m) * inner
            for i in 0..<inner {
              let isThere = !Tensor.isMissing(row[i])
              sums[i] += isThere ? Double(row[i]) : 0
              counts[i] += isThere ? 1 : 0
            }
          }
          for i in 0..<inner {
            let result = self == .mean ? sums[i] / counts[i] : sums[i]
            target[o * inner + i] = counts[i] == 0 ? Tensor.missing : Float(result)
          }
        }
      }
    }
  }
}

extension Tensor {
  /// The sum over the named axes, or over all.
  public func sum(over names: [String] = []) throws -> Tensor { try reduced(.sum, over: names) }
  /// The mean over the named axes, or over all.
  public func mean(over names: [String] = []) throws -> Tensor { try reduced(.mean, over: names) }
  /// The Euclidean norm over the named axes, or over all.
  public func norm(over names: [String] = []) throws -> Tensor { try reduced(.norm, over: names) }
}
