/// The axes of an element-wise combination: aligned by name, sizes equal or 1.
///
/// The result has the axes of the left operand in their order; an axis that only the right one has stands before the next
/// shared axis of the right, or last: `[d_model]` with `[pos, d_model]` gives `[pos, d_model]`.
struct Broadcast {
  let axes: [Axis]
  let rows: [RowExtent]

  /// Aligns two tensors' axes; `operation` is named in the error.
  /// - Throws: `TensorProblem.axisMismatch`.
  init(_ left: Tensor, _ right: Tensor, operation: String) throws {
    try self.init((left.axes, left.rows), (right.axes, right.rows), operation: operation)
  }

  /// Aligns a tensor's axes with those of an earlier alignment.
  init(_ left: Tensor, _ right: Broadcast, operation: String) throws {
    try self.init((left.axes, left.rows), (right.axes, right.rows), operation: operation)
  }

  /// Aligns axes and row lengths.
  init(
    _ left: (axes: [Axis], rows: [RowExtent]), _ right: (axes: [Axis], rows: [RowExtent]), operation: String
  ) throws {
    var result = left.axes
    var insertAt = left.axes.count
    for axis in right.axes.reversed() {
      guard let index = result.firstIndex(where: { $0.name == axis.name }) else {
        result.insert(axis, at: insertAt)
        continue
      }
      let mine = result[index]
      guard mine.size == axis.size || mine.size == 1 || axis.size == 1 else {
        throw TensorProblem.axisMismatch(
          operation: operation, left: left.axes, right: right.axes, leftAxis: axis.name, rightAxis: axis.name)
      }
      if mine.size == axis.size {
        result[index] = mine.labelled(Axis.mergedLabels(mine.labels, axis.labels))
      } else if mine.size == 1 {
        result[index] = axis
      }
      insertAt = index
    }
    axes = result
    // One position that is spread over several ends nowhere.
    func isSpread(_ extent: RowExtent, _ axes: [Axis]) -> Bool {
      let size = axes.first { $0.name == extent.axis }?.size
      return size == 1 && result.first { $0.name == extent.axis }?.size != 1
    }
    rows = RowExtent.merged(
      left.rows.filter { !isSpread($0, left.axes) }, right.rows.filter { !isSpread($0, right.axes) }, over: result)
  }

  /// The steps of an operand along the result's axes.
  func strides(of tensor: Tensor) -> [Int] {
    let own = tensor.strides
    return axes.map { axis in
      guard let index = tensor.axisIndex(axis.name), tensor.axes[index].size == axis.size else { return 0 }
      return own[index]
    }
  }
}

extension Tensor {
  /// The tensor repeated along the axes it lacks, in the order of `axes`.
  /// - Throws: `TensorProblem.valueDoesNotFit` when it has an axis that `axes` lacks, or another size.
  public func spread(over axes: [Axis], rows: [RowExtent] = []) throws -> Tensor {
    if self.axes.map(\.name) == axes.map(\.name), shape == axes.map(\.size) { return withRows(rows) }
    for axis in self.axes where axis.size != 1 || !axes.contains(where: { $0.name == axis.name }) {
      guard axes.first(where: { $0.name == axis.name })?.size == axis.size else {
        throw TensorProblem.valueDoesNotFit(value: self.axes, place: axes)
      }
    }
    let own = strides
    let steps = axes.map { axis in
      axisIndex(axis.name).flatMap { self.axes[$0].size == axis.size ? own[$0] : nil } ?? 0
    }
    return try walked(along: axes, steps: steps, rows: rows)
  }
}
