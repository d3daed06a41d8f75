// `x[...]`: parts of a tensor, and copies with a part replaced.

extension Tensor {
  /// The part of the tensor that the indices choose.
  ///
  /// Positions along an axis whose rows have their own lengths are each row's own: -1 is its last real token. A single
  /// row of a batch comes out as long as it is.
  /// - Throws: `TensorProblem` for indices that do not fit.
  public func selecting(_ indices: [AxisIndex]) throws -> Tensor {
    if indices.count == 1, case .mask(let mask) = indices[0].selector, indices[0].axis == nil {
      return try selecting(where: mask)
    }
    return try inRowOrder { tensor in
      let named = try naming(indices)
      return try tensor.gather(Selection(IndexResolver(tensor: tensor).choices(named), of: tensor))
    }
  }

  /// The part chosen by one index on a named axis.
  public func selecting(_ axis: String, _ selector: AxisIndex.Selector) throws -> Tensor {
    try selecting([AxisIndex(selector, axis: axis)])
  }

  /// A copy with the part that the indices choose replaced; `value` spreads over axes it lacks.
  /// - Throws: `TensorProblem.valueDoesNotFit` and what `selecting` throws.
  public func replacing(_ indices: [AxisIndex], with value: Tensor) throws -> Tensor {
    var copy = self
    try copy.replace(indices, with: value)
    return copy
  }

  /// Replaces the part that the indices choose; in place when no other tensor shares the numbers.
  public mutating func replace(_ indices: [AxisIndex], with value: Tensor) throws {
    if indices.count == 1, case .mask(let mask) = indices[0].selector, indices[0].axis == nil {
      self = try Tensor.select(mask.spread(over: axes, rows: rows), value.spread(over: axes, rows: rows), self)
      return
    }
    if let order = rowOrder {
      let named = try naming(indices)
      var moved = try reordered(order)
      try moved.replace(named, with: value)
      self = try moved.reordered(axisNames)
      return
    }
    let selection = try Selection(IndexResolver(tensor: self).choices(indices), of: self)
    let spread = try value.spread(over: selection.axes, rows: selection.rows)
    let block = selection.block
    spread.withValues { source in
      withMutableValues { target in
        for (index, offset) in selection.offsets.enumerated() where offset >= 0 {
          target.copy(block, from: source, at: index * block, to: offset)
        }
      }
    }
    clearBeyondRows()
  }

  private func gather(_ selection: Selection) -> Tensor {
    Tensor(selection.axes, isMask: isMask, rows: selection.rows) { target in
      withValues { source in
        let block = selection.block
        for (index, offset) in selection.offsets.enumerated() {
          let start = index * block
          if offset < 0 {
            for item in 0..<block { target[start + item] = Tensor.missing }
          } else {
            target.copy(block, from: source, at: offset, to: start)
          }
        }
      }
    }
  }

  /// The axis order in which `batch` comes before the axes that depend on its rows; nil when it already does.
  private var rowOrder: [String]? {
    let isInOrder = rows.allSatisfy { extent in
      (axisIndex(extent.rowAxis) ?? 0) < (axisIndex(extent.axis) ?? 0)
    }
    if isInOrder { return nil }
    let first = axisNames.filter { name in rows.contains { $0.rowAxis == name } }
    return first + axisNames.filter { !first.contains($0) }
  }

  private func inRowOrder(_ body: (Tensor) throws -> Tensor) throws -> Tensor {
    guard let order = rowOrder else { return try body(self) }
    let result = try body(reordered(order))
    return try result.reordered(axisNames.filter { result.axisIndex($0) != nil })
  }

  /// The indices with the names of the axes they stand for.
  private func naming(_ indices: [AxisIndex]) throws -> [AxisIndex] {
    try indices.enumerated().map { place, index in
      if index.axis != nil { return index }
      guard place < axes.count else { throw TensorProblem.tooManyIndices(given: indices.count, axes) }
      return AxisIndex(index.selector, axis: axes[place].name)
    }
  }
}
