// Order along an axis: sort, the largest few, distinct values, running sums.

import WeirText

extension Tensor {
  /// The values along an axis in order, and the position each came from.
  ///
  /// Equal values keep their order; a nan comes after every number, missing last. Labels move with the values where the
  /// tensor has only this axis, and are dropped otherwise.
  /// - Throws: `TensorProblem.unknownAxis`, `.raggedReduction`, `Interrupted`.
  public func sorted(over axis: String, descending: Bool = false) throws -> (values: Tensor, positions: Tensor) {
    try ordered(axis, count: axes[requiredAxis(axis)].size, descending, "sort")
  }

  /// The `count` largest values along an axis (or smallest), in order, and their positions.
  ///
  /// Missing values are never among them unless fewer are present.
  /// - Throws: `TensorProblem.unknownAxis`, `.countOutOfRange`, `.raggedReduction`, `Interrupted`.
  public func top(_ count: Int, over axis: String, smallest: Bool = false) throws -> (values: Tensor, positions: Tensor)
  {
    let size = axes[try requiredAxis(axis)].size
    guard (0...size).contains(count) else {
      throw TensorProblem.countOutOfRange(name: "k", count, allowed: 0...size)
    }
    return try ordered(axis, count: count, !smallest, "topk")
  }

  private func ordered(
    _ name: String, count: Int, _ descending: Bool, _ operation: String
  ) throws -> (values: Tensor, positions: Tensor) {
    let index = try requiredAxis(name)
    try checkRows(operation, over: [name])
    let lines = AxisLines(axes, along: index)
    var resultAxes = axes
    resultAxes[index] = Axis(name, count)
    let positions = try Tensor.make(resultAxes, rows: shortened(rows, name, to: count)) { target in
      try withValues { source in
        try lines.forEach { line, start in
          let order = try lines.order(source, start, count: count, descending)
          let first = (line / lines.inner) * count * lines.inner + line % lines.inner
          for i in 0..<count { target[first + i * lines.inner] = Float(order[i]) }
        }
      }
    }
    if axes.count == 1, let labels = axes[0].labels {
      resultAxes[0] = Axis(name, count, labels: positions.values.map { labels[Int($0)] })
    }
    let values = Tensor(resultAxes, isMask: isMask, rows: positions.rows) { target in
      withValues { source in
        positions.withValues { positions in
          lines.forEach(length: count) { line, first in
            let start = (line / lines.inner) * lines.size * lines.inner + line % lines.inner
            for i in 0..<count {
              target[first + i * lines.inner] = source[start + Int(positions[first + i * lines.inner]) * lines.inner]
            }
          }
        }
      }
    }
    return (values, positions.onAxes(resultAxes).clearedBeyondRows())
  }

  /// Row lengths after lines were cut to a length; labels no longer stand where they stood.
  private func shortened(_ rows: [RowExtent], _ axis: String, to count: Int) -> [RowExtent] {
    rows.map { extent in
      if extent.rowAxis == axis { return extent.withLengths(Array(extent.lengths.prefix(count))) }
      return extent.axis == axis ? extent.withLengths(extent.lengths.map { Swift.min($0, count) }) : extent
    }
  }

  /// The distinct values in order on one axis `item`, how often each occurs, and where (row-major) it first does.
  public func unique() -> (values: Tensor, counts: Tensor, firsts: Tensor) {
    var seen: [Float: (count: Int, first: Int)] = [:]
    var nans = (count: 0, first: 0)
    withValues { values in
      for (index, value) in values.enumerated() where !Tensor.isMissing(value) {
        if value.isNaN {
          if nans.count == 0 { nans.first = index }
          nans.count += 1
        } else {
          let known = seen[value]
          seen[value] = ((known?.count ?? 0) + 1, known?.first ?? index)
        }
      }
    }
    var found = seen.map { (value: $0.key, count: $0.value.count, first: $0.value.first) }.sorted {
      $0.value < $1.value
    }
    if nans.count > 0 { found.append((.nan, nans.count, nans.first)) }
    let axis = [Axis("item", found.count)]
    return (
      Tensor(axis, found.map(\.value)), Tensor(axis, found.map { Float($0.count) }),
      Tensor(axis, found.map { Float($0.first) })
    )
  }

  /// The values moved along an axis, `steps` places towards its end; what comes in is missing.
  ///
  /// Labels stay where they are, and rows end where they ended.
  /// - Throws: `TensorProblem.unknownAxis`, `.raggedReduction`.
  public func shifted(over axis: String, by steps: Int) throws -> Tensor {
    try alongLines(axis, "shift") { source, target, lines, start in
      for i in 0..<lines.size {
        let from = i.subtractingReportingOverflow(steps)
        let isThere = !from.overflow && (0..<lines.size).contains(from.partialValue)
        target[start + i * lines.inner] =
          isThere ? source[start + from.partialValue * lines.inner] : Tensor.missing
      }
    }.marked(isMask: isMask).clearedBeyondRows()
  }

  /// Running sums (or products) along an axis, in float64; missing stays missing and adds nothing.
  /// - Throws: `TensorProblem.unknownAxis`, `.raggedReduction`.
  public func cumulative(_ reduction: Cumulation, over axis: String) throws -> Tensor {
    try alongLines(axis, "cum" + reduction.rawValue) { source, target, lines, start in
      var running: Double?
      for i in 0..<lines.size {
        let value = source[start + i * lines.inner]
        if !Tensor.isMissing(value) {
          let next = Double(value)
          running = running.map { reduction.combine($0, next) } ?? next
        }
        target[start + i * lines.inner] = Tensor.isMissing(value) ? Tensor.missing : Float(running ?? 0)
      }
    }
  }

  /// What is kept while going along an axis.
  public enum Cumulation: String, Sendable {
    case sum
    case product = "prod"
    case max, min

    func combine(_ a: Double, _ b: Double) -> Double {
      switch self {
      case .sum: a + b
      case .product: a * b
      case .max: a.isNaN || b.isNaN ? .nan : Swift.max(a, b)
      case .min: a.isNaN || b.isNaN ? .nan : Swift.min(a, b)
      }
    }
  }
}

extension AxisLines {
  /// The positions of a line's first `count` values in order.
  fileprivate func order(
    _ source: UnsafeBufferPointer<Float>, _ start: Int, count: Int, _ descending: Bool
  ) throws -> [Int] {
    func isBefore(_ a: Int, _ b: Int) -> Bool {
      let (x, y) = (source[start + a * inner], source[start + b * inner])
      if x.isNaN || y.isNaN {
        let (rankX, rankY) = (Self.rank(x), Self.rank(y))
        return rankX == rankY ? a < b : rankX < rankY
      }
      if x == y { return a < b }
      return descending ? x > y : x < y
    }
    // A short sorted list of the best so far is cheaper than a sort when few of many are wanted.
    guard count > 0, count * 8 < size else {
      let all = try (0..<size).sorted { a, b in
        try Interrupt.check()
        return isBefore(a, b)
      }
      return Array(all.prefix(count))
    }
    var best: [Int] = []
    best.reserveCapacity(count + 1)
    for position in 0..<size {
      if position % 4_096 == 0 { try Interrupt.check() }
      if best.count == count, let last = best.last, !isBefore(position, last) { continue }
      var low = 0
      var high = best.count
      while low < high {
        let middle = (low + high) / 2
        if isBefore(best[middle], position) { low = middle + 1 } else { high = middle }
      }
      best.insert(position, at: low)
      if best.count > count { best.removeLast() }
    }
    return best
  }

  private static func rank(_ value: Float) -> Int { Tensor.isMissing(value) ? 2 : value.isNaN ? 1 : 0 }
}
