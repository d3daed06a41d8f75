// Positions that are themselves tensors.

extension Tensor {
  /// The values at the positions that another tensor names along an axis, which goes away.
  ///
  /// Axes of `positions` that the tensor has are aligned, others are added: `[pos, vocab]` taken at `[pos]` is the logit of
  /// one token at each position. A negative position counts from the end, that of its row where rows have their own
  /// lengths; a missing one gives a missing value.
  /// - Throws: `TensorProblem.unknownAxis`, `.axisMismatch`, `.positionOutOfRange`, `.takeNotWhole`, `.tooLarge`.
  public func taking(_ positions: Tensor, over axis: String) throws -> Tensor {
    let index = try requiredAxis(axis)
    if positions.axisIndex(axis) != nil {
      // The positions replace the axis and keep its name.
      let held = Axis.primed(axis, avoiding: Set(axisNames + positions.axisNames))
      return try taking(positions.renamed([(axis, held)]), over: axis).renamed([(held, axis)])
    }
    // One place for all is an index, which knows where each row of a batch ends.
    if positions.axes.isEmpty, rowExtent(axis) != nil, let wanted = positions.values.first, !Tensor.isMissing(wanted) {
      return try selecting(axis, .position(Tensor.position(wanted)))
    }
    let size = axes[index].size
    let (kept, keptRows) = axesAfterReducing([axis])
    let step = strides[index]
    let shape = try Broadcast((kept, keptRows), (positions.axes, positions.rows), operation: "`take`")
    let own = strides
    let sourceSteps = shape.axes.map { target in axisIndex(target.name).map { axes[$0].size == 1 ? 0 : own[$0] } ?? 0 }
    let ends = ends(of: axes[index])
    let layout = StridedLayout(
      sizes: shape.axes.map(\.size), strides: [sourceSteps, shape.strides(of: positions), shape.strides(of: ends)])
    let steps = layout.innerSteps
    return try Tensor.make(shape.axes, isMask: isMask, rows: shape.rows) { target in
      try withValues { source in
        try positions.withValues { positions in
          let ends = ends.values
          var next = 0
          try layout.forEachRun { offsets, count in
            for i in 0..<count {
              let wanted = positions[offsets[1] + i * steps[1]]
              if Tensor.isMissing(wanted) {
                target[next + i] = Tensor.missing
                continue
              }
              let position = try Tensor.position(wanted)
              guard position >= -size, position < size else {
                throw TensorProblem.positionOutOfRange(position, axes[index])
              }
              let found = position < 0 ? position + Int(ends[offsets[2] + i * steps[2]]) : position
              target[next + i] = found < 0 ? Tensor.missing : source[offsets[0] + i * steps[0] + found * step]
            }
            next += count
          }
        }
      }
    }.clearedBeyondRows()
  }

  /// How long an axis is in each row, on the axes whose rows have their own lengths.
  private func ends(of axis: Axis) -> Tensor {
    let extents = rows.filter { $0.axis == axis.name }
    let rowAxes = extents.compactMap { extent in axes.first { $0.name == extent.rowAxis } }
    let steps = Tensor.strides(of: rowAxes)
    let count = rowAxes.reduce(1) { $0 * $1.size }
    return Tensor(
      rowAxes,
      (0..<count).map { place in
        let rows = zip(rowAxes, steps).map { ($0.name, place / $1 % $0.size) }
        return Float(length(axis, in: Dictionary(uniqueKeysWithValues: rows)))
      })
  }

  /// The coordinates of the largest value (the first of equals), one for each axis; nil when no value is present.
  public var positionOfMaximum: [Int]? { coordinates(.argmax) }

  /// The coordinates of the smallest value (the first of equals), one for each axis; nil when no value is present.
  public var positionOfMinimum: [Int]? { coordinates(.argmin) }

  private func coordinates(_ reduction: Reduction) -> [Int]? {
    withValues { values in
      guard let base = values.baseAddress else { return nil }
      let isBetter: (Float, Float) -> Bool = reduction == .argmax ? { $0 > $1 } : { $0 < $1 }
      var best = -1
      for i in 0..<values.count where !Tensor.isMissing(base[i]) {
        if best < 0 || isBetter(base[i], base[best]) || (base[i].isNaN && !base[best].isNaN) { best = i }
      }
      guard best >= 0 else { return nil }
      return zip(strides, axes).map { best / $0 % $1.size }
    }
  }
}
