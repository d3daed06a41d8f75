// Linear equations.

extension Tensor {
  /// The `x` for which `self @ x` is `right`.
  ///
  /// `self` is `[..., row, column]` and square; `right` has the axis `row`, and the axes before it where those differ by
  /// matrix; `x` has `column` in the place of `row`.
  /// - Throws: `TensorProblem.needsSquare`, `.unknownAxis`, `.axisMismatch`, `.notFinite`, `.singular`, `.tooLarge`.
  public func solving(_ right: Tensor) throws -> Tensor {
    let batch = try MatrixBatch(self, for: "solve", square: true)
    try right.requireFinite("solve")
    let (row, column) = (batch.rowAxis, batch.columnAxis)
    let place = try right.requiredAxis(row.name)
    guard right.axes[place].size == row.size else {
      throw TensorProblem.axisMismatch(
        operation: "`solve`", left: axes, right: right.axes, leftAxis: row.name, rightAxis: row.name)
    }
    let batchNames = Set(batch.batchAxes.map(\.name))
    let rest = right.axes.filter { $0.name != row.name && !batchNames.contains($0.name) }
    let spread = try right.spread(over: batch.batchAxes + [row] + rest)
    let width = rest.reduce(1) { $0 * $1.size }
    let size = row.size * width
    let resultAxes = batch.axes(column) + rest
    let solutions = try batch.map { index, matrix in
      let side = spread.withValues { values in
        DoubleMatrix(
          rows: row.size, columns: width,
          rowMajor: UnsafeBufferPointer(rebasing: values[index * size..<(index + 1) * size]))
      }
      guard let x = matrix.solving(side) else { throw TensorProblem.singular(operation: "solve", [row, column]) }
      return x
    }
    let solved = Tensor(Tensor.madeUnique(resultAxes), solutions)
    // The order of the right side's axes, with the column where the row stood.
    let names = right.axes.map { $0.name == row.name ? solved.axes[batch.batchAxes.count].name : $0.name }
    let missing = batch.batchAxes.map(\.name).filter { !names.contains($0) }
    let moved = try solved.reordered(missing + names)
    return moved.named(by: Axis.renumbered(moved.axes))
  }

  /// The inverses of square matrices, `[..., column, row]`.
  /// - Throws: `TensorProblem.needsSquare`, `.notFinite`, `.singular`.
  public func inverse() throws -> Tensor {
    let batch = try MatrixBatch(self, for: "inverse", square: true)
    let n = batch.rowAxis.size
    var identity = DoubleMatrix(zeros: n, n)
    for i in 0..<n { identity[i, i] = 1 }
    let inverses = try batch.map { [identity] _, matrix in
      guard let inverse = matrix.solving(identity) else {
        throw TensorProblem.singular(operation: "inverse", [batch.rowAxis, batch.columnAxis])
      }
      return inverse
    }
    let result = Tensor(batch.axes(batch.columnAxis, batch.rowAxis), inverses)
    return result.named(by: Axis.renumbered(result.axes))
  }

  static func madeUnique(_ axes: [Axis]) -> [Axis] {
    var used = Set<String>()
    return axes.map { axis in
      let name = Axis.primed(axis.name, avoiding: used)
      used.insert(name)
      return axis.renamed(name)
    }
  }
}
