// Tensors put together: along a new axis, along one that they have, and as a batch of unequal lengths.

extension Tensor {
  /// Tensors of one shape along a new first axis.
  ///
  /// Axes are aligned by name. Along a new axis `batch` the tensors may differ in `pos`, `query` and `key`: the result is a
  /// ragged batch.
  /// - Throws: `TensorProblem.emptyList`, `.sizesDiffer`, `.duplicateAxis`, `.labelCount`, `.tooLarge`.
  public static func stack(_ tensors: [Tensor], axis: String, labels: [String]? = nil) throws -> Tensor {
    guard let first = tensors.first else { throw TensorProblem.emptyList(operation: "`stack`") }
    let aligned = try tensors.enumerated().map { try $1.aligned(with: first, operation: "`stack`", item: $0) }
    if axis == RowExtent.batchAxis, first.axes.contains(where: { raggedNames.contains($0.baseName) }) {
      return try batch(aligned, axis: axis, labels: labels, along: raggedNames)
    }
    for (item, tensor) in aligned.enumerated() where tensor.shape != first.shape {
      throw TensorProblem.sizesDiffer(operation: "`stack`", first: first.axes, other: tensor.axes, item: item)
    }
    if let labels, labels.count != tensors.count {
      throw TensorProblem.labelCount(axis: axis, size: tensors.count, labels: labels.count)
    }
    let (inner, rows) = common(aligned)
    let axes = [Axis(axis, tensors.count, labels: labels)] + inner
    try checkNames(axes)
    return try make(axes, isMask: tensors.allSatisfy(\.isMask), rows: rows) { target in
      for (index, tensor) in aligned.enumerated() { tensor.copy(to: target, at: index * first.count) }
    }
  }

  /// The axes along which prompts of a batch may differ in length.
  static let raggedNames: Set<String> = ["pos", "query", "key"]

  /// A batch of tensors that may differ in length along axes of some names.
  private static func batch(
    _ tensors: [Tensor], axis rowAxis: String, labels: [String]?, along raggedNames: Set<String>
  ) throws -> Tensor {
    guard let first = tensors.first else { throw TensorProblem.emptyList(operation: "`stack`") }
    if let labels, labels.count != tensors.count {
      throw TensorProblem.labelCount(axis: rowAxis, size: tensors.count, labels: labels.count)
    }
    var axes: [Axis] = []
    var rows = RowExtent.united(tensors)
    for (index, axis) in first.axes.enumerated() {
      let own = tensors.map { $0.axes[index] }
      guard raggedNames.contains(axis.baseName) || raggedNames.contains(axis.name) else {
        for (item, other) in own.enumerated() where other.size != axis.size {
          throw TensorProblem.sizesDiffer(
            operation: "`stack`", first: first.axes, other: tensors[item].axes, item: item)
        }
        axes.append(axis)
        continue
      }
      let rowLabels = own.compactMap(\.labels)
      rows.append(
        RowExtent(
          axis: axis.name, of: rowAxis, lengths: own.map(\.size),
          labels: rowLabels.count == own.count ? rowLabels : nil))
      let shared = own.allSatisfy { $0.labels == axis.labels } ? axis.labels : nil
      axes.append(Axis(axis.name, own.map(\.size).max() ?? 0, labels: shared))
    }
    let all = [Axis(rowAxis, tensors.count, labels: labels)] + axes
    try checkNames(all)
    let size = axes.reduce(1) { $0 * $1.size }
    return try make(all, isMask: tensors.allSatisfy(\.isMask), rows: rows) { target in
      target.initialize(repeating: missing)
      let steps = strides(of: axes)
      for (index, tensor) in tensors.enumerated() {
        let layout = StridedLayout(sizes: tensor.shape, strides: [tensor.strides, steps])
        tensor.withValues { source in
          layout.forEachRun { offsets, count in
            for i in 0..<count {
              target[index * size + offsets[1] + i * layout.innerSteps[1]] =
                source[offsets[0] + i * layout.innerSteps[0]]
            }
          }
        }
      }
    }
  }

  /// Tensors one after another along an axis that they have; other sizes are equal.
  ///
  /// Along an axis whose rows have their own lengths, each row is continued where it ends.
  /// - Throws: `TensorProblem.emptyList`, `.unknownAxis`, `.sizesDiffer`, `.tooLarge`.
  public static func concatenated(_ tensors: [Tensor], over name: String) throws -> Tensor {
    guard let first = tensors.first else { throw TensorProblem.emptyList(operation: "`concat`") }
    let place = try first.requiredAxis(name)
    let aligned = try tensors.enumerated().map { try $1.aligned(with: first, operation: "`concat`", item: $0) }
    for (item, tensor) in aligned.enumerated() {
      for index in first.axes.indices where index != place && tensor.axes[index].size != first.axes[index].size {
        throw TensorProblem.sizesDiffer(operation: "`concat`", first: first.axes, other: tensor.axes, item: item)
      }
    }
    if let extent = aligned.lazy.compactMap({ $0.rowExtent(name) }).first {
      return try concatenatedByRow(aligned, over: name, of: extent.rowAxis).reordered(first.axisNames)
    }
    let parts = aligned.map { $0.axes[place] }
    let labels = parts.allSatisfy { $0.labels != nil } ? parts.flatMap { $0.labels ?? [] } : nil
    var axes = commonLabels(aligned)
    axes[place] = Axis(name, parts.reduce(0) { $0 + $1.size }, labels: labels)
    let rows = joinedRows(aligned, over: name) + RowExtent.united(aligned).filter { $0.rowAxis != name }
    let outer = first.axes[..<place].reduce(1) { $0 * $1.size }
    let inner = first.axes[(place + 1)...].reduce(1) { $0 * $1.size }
    let whole = axes[place].size * inner
    return try make(axes, isMask: tensors.allSatisfy(\.isMask), rows: rows) { target in
      var start = 0
      for tensor in aligned {
        let block = tensor.axes[place].size * inner
        tensor.withValues { source in
          for o in 0..<outer {
            target.copy(block, from: source, at: o * block, to: o * whole + start)
          }
        }
        start += block
      }
    }
  }

  /// The rows of each position on `rowAxis` one after another.
  private static func concatenatedByRow(_ tensors: [Tensor], over name: String, of rowAxis: String) throws -> Tensor {
    let axis = commonLabels(tensors).first { $0.name == rowAxis } ?? Axis(rowAxis, 0)
    let ragged = tensors.flatMap(\.rows).filter { $0.rowAxis == rowAxis }.map(\.axis)
    let rows = try (0..<axis.size).map { row in
      try concatenated(tensors.map { try $0.selecting(rowAxis, .position(row)) }, over: name)
    }
    guard !rows.isEmpty else { return tensors[0] }
    return try batch(rows, axis: rowAxis, labels: axis.labels, along: Set(ragged))
  }

  /// How long the rows of tensors are that stand one after another along `rowAxis`.
  private static func joinedRows(_ tensors: [Tensor], over rowAxis: String) -> [RowExtent] {
    let known = tensors.flatMap(\.rows).filter { $0.rowAxis == rowAxis }
    let names = known.enumerated().filter { place, extent in !known[..<place].contains { $0.isAlike(extent) } }
    return names.map { _, extent in
      let all = tensors.map { tensor in
        // A tensor that says nothing of its rows has full ones.
        tensor.rows.first { $0.isAlike(extent) }
          ?? RowExtent(
            axis: extent.axis, of: rowAxis,
            lengths: (0..<(tensor.axes.first { $0.name == rowAxis }?.size ?? 0)).map { _ in
              tensor.axes.first { $0.name == extent.axis }?.size ?? 0
            })
      }
      let labels = all.compactMap(\.labels)
      return extent.withLengths(
        all.flatMap(\.lengths), labels: labels.count == all.count ? labels.flatMap { $0 } : nil)
    }
  }

  /// What tensors of one shape have in common: their axes, with labels where all have the same, and how long each row is.
  public static func common(_ tensors: [Tensor]) -> (axes: [Axis], rows: [RowExtent]) {
    (commonLabels(tensors), RowExtent.united(tensors))
  }

  /// The axes of the first tensor, with labels where all tensors have the same.
  private static func commonLabels(_ tensors: [Tensor]) -> [Axis] {
    guard let first = tensors.first else { return [] }
    return first.axes.enumerated().map { index, axis in
      tensors.allSatisfy { $0.axes[index].labels == axis.labels } ? axis : axis.labelled(nil)
    }
  }

  /// The tensor with its axes in the order of another's.
  private func aligned(with other: Tensor, operation: String, item: Int) throws -> Tensor {
    guard axes.count == other.axes.count, Set(axisNames) == Set(other.axisNames) else {
      throw TensorProblem.sizesDiffer(operation: operation, first: other.axes, other: axes, item: item)
    }
    return try reordered(other.axisNames)
  }

  private func copy(to target: UnsafeMutableBufferPointer<Float>, at offset: Int) {
    withValues { source in
      target.copy(source.count, from: source, at: 0, to: offset)
    }
  }
}
