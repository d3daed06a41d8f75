// Selection by truth, and the positions beyond the ends of rows.

extension Tensor {
  /// The values at which a mask is 1.
  ///
  /// A mask with one axis thins out that axis. A mask with several turns them into one axis `item`, placed first, whose
  /// labels name the positions: a mask over `[layer, head]` gives `item` with labels like `L5H1`.
  /// - Throws: `TensorProblem.maskShape`.
  public func selecting(where mask: Tensor) throws -> Tensor {
    for axis in mask.axes where axes.first(where: { $0.name == axis.name })?.size != axis.size {
      throw TensorProblem.maskShape(mask: mask.axes, tensor: axes)
    }
    guard let only = mask.axes.first else {
      guard mask.count == 1, axes.isEmpty else { throw TensorProblem.maskShape(mask: mask.axes, tensor: axes) }
      return try selecting(where: mask.onAxes([Axis("item", 1)]), of: onAxes([Axis("item", 1)]))
    }
    if mask.axes.count == 1 { return try selecting(only.name, .mask(mask)) }
    let names = axisNames.filter { mask.axisIndex($0) != nil }
    let flat = try flattened(names, into: "item")
    let flatMask = try mask.flattened(names, into: "item")
    return try selecting(where: flatMask, of: flat)
  }

  private func selecting(where mask: Tensor, of tensor: Tensor) throws -> Tensor {
    try tensor.selecting("item", .mask(mask))
  }

  /// Writes missing beyond the end of each row.
  mutating func clearBeyondRows() {
    for extent in rows {
      guard let batch = axisIndex(extent.rowAxis), let axis = axisIndex(extent.axis),
        extent.lengths.contains(where: { $0 < axes[axis].size })
      else { continue }
      let strides = self.strides
      let (size, rowCount) = (axes[axis].size, axes[batch].size)
      withMutableValues { values in
        for index in values.indices {
          let row = index / strides[batch] % rowCount
          if index / strides[axis] % size >= extent.lengths[row] { values[index] = Tensor.missing }
        }
      }
    }
  }

  /// The tensor with missing values beyond the end of each row.
  func clearedBeyondRows() -> Tensor {
    if rows.isEmpty { return self }
    var copy = self
    copy.clearBeyondRows()
    return copy
  }
}
