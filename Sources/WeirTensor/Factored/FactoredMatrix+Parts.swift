// Parts of a factored matrix, and what can be found in it block by block.

extension FactoredMatrix {
  /// The part that indices choose: factored while both rows and columns remain, a tensor otherwise.
  ///
  /// Indices without a name count along the batch axes, then rows, then columns.
  /// - Throws: as `Tensor.selecting`.
  public func selecting(_ indices: [AxisIndex]) throws -> Outcome {
    let all = axes
    var leftIndices: [AxisIndex] = []
    var rightIndices: [AxisIndex] = []
    for (place, index) in indices.enumerated() {
      guard index.axis != nil || place < all.count else {
        throw TensorProblem.tooManyIndices(given: indices.count, all)
      }
      let name = index.axis ?? all[place].name
      guard all.contains(where: { $0.name == name }) else { throw TensorProblem.unknownAxis(name, in: all) }
      let named = AxisIndex(index.selector, axis: name)
      if name != columnAxis.name, left.axisIndex(name) != nil { leftIndices.append(named) }
      if name != rowAxis.name, right.axisIndex(name) != nil { rightIndices.append(named) }
    }
    let (a, b) = (try left.selecting(leftIndices), try right.selecting(rightIndices))
    if a.axisIndex(rowAxis.name) != nil, b.axisIndex(columnAxis.name) != nil {
      return .factored(try FactoredMatrix(a, b))
    }
    let product = try Tensor.contractKeepingNames(a, b, over: innerAxis.name)
    let order = all.map(\.name).filter { product.axisIndex($0) != nil }
    return .tensor(try product.reordered(order))
  }

  /// A reduction over rows or columns, from blocks of the matrix, so that the whole never exists.
  /// - Throws: `TensorProblem.unknownAxis`, `.tooLarge`.
  public func reduced(_ reduction: Reduction, over name: String) throws -> Tensor {
    if name == rowAxis.name {
      // The transposed matrix may call its axes otherwise; the result goes back to this one's names.
      let turned = try transposed()
      let result = try turned.reduced(reduction, over: turned.columnAxis.name)
      return try result.renamed([(turned.rowAxis.name, columnAxis.name)])
    }
    guard name == columnAxis.name else { throw TensorProblem.unknownAxis(name, in: axes) }
    if case .argmax = reduction, let places = try largestColumns() { return places }
    var parts: [Tensor] = []
    try forEachBlock { block, _ in parts.append(try block.reduced(reduction, over: [name])) }
    guard !parts.isEmpty else { return try multipliedOut().reduced(reduction, over: [name]) }
    return try Tensor.concatenated(parts, over: rowAxis.name)
  }

  /// One entry of a factored matrix.
  public struct Entry: Sendable, Equatable {
    /// One position for each of the matrix's axes.
    public let positions: [Int]
    public let value: Float
  }

  /// The `count` largest entries over the whole matrix and batch, in order; the smallest or the largest magnitudes if asked.
  ///
  /// Blocks of rows are multiplied out one at a time. Equal entries come in row-major order within the batch.
  /// - Throws: `TensorProblem.countOutOfRange`, `.tooLarge`.
  public func topEntries(_ count: Int, by order: EntryOrder = .largest) throws -> [Entry] {
    let total = axes.elementCount
    let most = Swift.min(total, 1_000_000)
    guard (0...most).contains(count) else { throw TensorProblem.countOutOfRange(name: "k", count, allowed: 0...most) }
    var best: [Entry] = []
    var threshold: Float?
    let batchCount = batchAxes.count
    try forEachBlock { block, firstRow in
      let strides = block.strides
      let axes = block.axes
      block.withValues { values in
        for start in stride(from: 0, to: values.count, by: 512) {
          let chunk = start..<Swift.min(start + 512, values.count)
          if let threshold, !order.exceeds(threshold, values, chunk) { continue }
          for i in chunk {
            let key = order.key(values[i])
            if key.isNaN || threshold.map({ key <= $0 }) ?? false { continue }
            var positions = zip(strides, axes).map { i / $0 % $1.size }
            positions[batchCount] += firstRow
            best.append(Entry(positions: positions, value: values[i]))
            // The list is cut back when it has doubled, so that the work stays linear in the entries seen.
            if best.count >= Swift.max(64, 2 * count) { threshold = Self.cut(&best, to: count, order) }
          }
        }
      }
    }
    _ = Self.cut(&best, to: count, order)
    return best
  }

  /// What makes an entry come first.
  public enum EntryOrder: Sendable {
    case largest, smallest, magnitude

    func key(_ value: Float) -> Float {
      switch self {
      case .largest: value
      case .smallest: -value
      case .magnitude: abs(value)
      }
    }

    /// Whether any of some values comes before a threshold: a loop without exits, for the vector unit.
    func exceeds(_ threshold: Float, _ values: UnsafeBufferPointer<Float>, _ range: Range<Int>) -> Bool {
      var found = false
      switch self {
      case .largest: for i in range { found = (values[i] > threshold) || found }
      case .smallest: for i in range { found = (values[i] < -threshold) || found }
      case .magnitude: for i in range { found = (abs(values[i]) > threshold) || found }
      }
      return found
    }
  }

  private static func cut(_ entries: inout [Entry], to count: Int, _ order: EntryOrder) -> Float? {
    entries.sort { a, b in
      let (x, y) = (order.key(a.value), order.key(b.value))
      return x == y ? a.positions.lexicographicallyPrecedes(b.positions) : x > y
    }
    if entries.count > count { entries.removeLast(entries.count - count) }
    guard entries.count == count else { return nil }
    return entries.last.map { order.key($0.value) } ?? .infinity
  }

  /// Calls `body` with blocks of rows `[..., row, column]` and the number of the first row of each.
  private func forEachBlock(_ body: (Tensor, Int) throws -> Void) throws {
    let width = Swift.max(1, batchAxes.elementCount) * Swift.max(1, columnAxis.size)
    let height = Swift.max(1, Swift.min(rowAxis.size, Self.blockValues / width))
    for start in stride(from: 0, to: rowAxis.size, by: height) {
      let end = Swift.min(start + height, rowAxis.size)
      let part = try left.selecting(rowAxis.name, .slice(lower: start, upper: end, isClosed: false))
      let block = try Tensor.contractKeepingNames(part, right, over: innerAxis.name)
      try body(block.reordered(axes.map(\.name)), start)
    }
  }

  /// Values of one block: 64 MB, chosen to be large enough for an efficient product.
  private static let blockValues = 16 << 20
}
