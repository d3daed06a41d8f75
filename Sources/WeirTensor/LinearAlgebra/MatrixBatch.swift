import WeirText

/// A tensor read as matrices on its last two axes, one for every combination of positions on the axes before them.
struct MatrixBatch {
  let tensor: Tensor
  let operation: String
  let batchAxes: [Axis]
  let rowAxis: Axis
  let columnAxis: Axis

  /// Reads a tensor as matrices of finite numbers.
  /// - Throws: `TensorProblem.needsMatrix`, `.needsSquare`, `.notFinite`, `.tooLarge`.
  init(_ tensor: Tensor, for operation: String, square: Bool = false) throws {
    guard tensor.axes.count >= 2 else { throw TensorProblem.needsMatrix(operation: operation, tensor.axes) }
    self.tensor = tensor
    self.operation = operation
    batchAxes = Array(tensor.axes.dropLast(2))
    rowAxis = tensor.axes[tensor.axes.count - 2]
    columnAxis = tensor.axes[tensor.axes.count - 1]
    if square, rowAxis.size != columnAxis.size { throw TensorProblem.needsSquare(operation: operation, tensor.axes) }
    try tensor.requireFinite(operation)
    // LAPACK counts in 32 bits and works on float64 copies, about four of them.
    let isCountable = rowAxis.size < 1 << 30 && columnAxis.size < 1 << 30
    guard isCountable else { throw TensorProblem.tooLarge(tensor.axes, bytes: nil, limit: TensorMemory.limit) }
    try TensorMemory.reserve([Axis("float64", 8), rowAxis.renamed("row"), columnAxis.renamed("column")])
  }

  var count: Int { batchAxes.reduce(1) { $0 * $1.size } }
  var rank: Int { min(rowAxis.size, columnAxis.size) }

  /// One of the matrices, in float64.
  func matrix(_ index: Int) -> DoubleMatrix {
    let size = rowAxis.size * columnAxis.size
    return tensor.withValues { values in
      DoubleMatrix(
        rows: rowAxis.size, columns: columnAxis.size,
        rowMajor: UnsafeBufferPointer(rebasing: values[index * size..<(index + 1) * size]))
    }
  }

  /// The results of `body` for each matrix, computed on all cores.
  func map<Result: Sendable>(_ body: (Int, DoubleMatrix) throws -> Result) throws -> [Result] {
    try Self.results(count) { try body($0, matrix($0)) }
  }

  /// The results of numbered pieces of work, computed on all cores; the first error by number is thrown.
  static func results<Result: Sendable>(_ count: Int, _ body: (Int) throws -> Result) throws -> [Result] {
    var outcomes = [Swift.Result<Result, any Error>](repeating: .failure(Interrupted()), count: count)
    try outcomes.withUnsafeMutableBufferPointer { slots in
      // Every task writes one slot of its own.
      nonisolated(unsafe) let slots = slots
      try WorkerPool.shared.run(count) { index in slots[index] = Swift.Result { try body(index) } }
    }
    return try outcomes.map { try $0.get() }
  }

  /// Axes of a result: the batch axes, then others, under names that stay unique.
  func axes(_ others: Axis...) -> [Axis] {
    var used = Set(batchAxes.map(\.name))
    return batchAxes
      + others.map { axis in
        let name = Axis.primed(axis.name, avoiding: used)
        used.insert(name)
        return axis.renamed(name)
      }
  }
}

extension Tensor {
  /// - Throws: `TensorProblem.notFinite`.
  func requireFinite(_ operation: String) throws {
    let bad = withValues { values in
      var count = 0
      for i in 0..<values.count where !values[i].isFinite { count += 1 }
      return count
    }
    if bad > 0 { throw TensorProblem.notFinite(operation: operation, count: bad) }
  }
}
