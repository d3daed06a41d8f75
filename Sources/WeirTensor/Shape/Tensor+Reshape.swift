// The same numbers in another shape.

extension Tensor {
  /// The same numbers, row-major, on other axes; one size may be nil and follows from the others.
  ///
  /// An axis that keeps its name and size keeps its labels.
  /// - Throws: `TensorProblem.cannotReshape` and what `checkNames` throws.
  public func reshaped(_ shape: [(name: String, size: Int?)]) throws -> Tensor {
    let known = shape.compactMap(\.size)
    let open = shape.count - known.count
    let product = TensorMemory.elementCount(known)
    var axes = shape.map { Axis($0.name, $0.size ?? 1) }
    if open == 1, let product, product > 0, count % product == 0,
      let index = shape.firstIndex(where: { $0.size == nil })
    {
      axes[index] = Axis(shape[index].name, count / product)
    }
    try Tensor.checkNames(axes)
    guard open <= 1, TensorMemory.elementCount(axes.map(\.size)) == count else {
      throw TensorProblem.cannotReshape(from: self.axes, to: axes)
    }
    let labelled = axes.map { axis in
      self.axes.first { $0.name == axis.name && $0.size == axis.size }.map { axis.labelled($0.labels) } ?? axis
    }
    // An axis is the one it was where it has its size and its neighbours lie as far apart.
    let (own, new) = (strides, Tensor.strides(of: labelled))
    func isKept(_ name: String) -> Bool {
      guard let old = axisIndex(name), let index = labelled.firstIndex(where: { $0.name == name }) else { return false }
      return labelled[index].size == axes[old].size && new[index] == own[old]
    }
    return onAxes(labelled, rows: rows.filter { isKept($0.axis) && isKept($0.rowAxis) })
  }

  /// Several axes as one, placed where the first of them stands; labels join (`L5H1` for layer 5, head 1).
  /// - Throws: `TensorProblem.unknownAxis`, `.duplicateAxis`.
  public func flattened(_ names: [String], into name: String) throws -> Tensor {
    let indices = try names.map(requiredAxis)
    guard let first = indices.min() else { return self }
    let before = axes.indices.filter { $0 < first && !indices.contains($0) }
    let after = axes.indices.filter { $0 > first && !indices.contains($0) }
    let moved = try permuted(before + indices + after)
    let flat = indices.map { axes[$0] }
    let size = flat.reduce(1) { $0 * $1.size }
    let axis = Axis(name, size, labels: size <= 100_000 ? Tensor.joinedLabels(flat) : nil)
    let result = before.map { axes[$0] } + [axis] + after.map { axes[$0] }
    try Tensor.checkNames(result)
    let rows = self.rows.compactMap { extent -> RowExtent? in
      if names.contains(extent.rowAxis) { return nil }
      guard names.contains(extent.axis) else { return extent }
      // A row of what goes together ends where the slowest of its axes does.
      guard extent.axis == names.first, axes[indices[0]].size > 0 else { return nil }
      let width = size / axes[indices[0]].size
      return RowExtent(axis: name, of: extent.rowAxis, lengths: extent.lengths.map { $0 * width })
    }
    return moved.onAxes(result, rows: rows)
  }

  /// One label for every combination of positions on the axes, row-major.
  static func joinedLabels(_ axes: [Axis]) -> [String] {
    axes.reduce([""]) { prefixes, axis in
      prefixes.flatMap { prefix in
        (0..<axis.size).map { position in
          let own = axis.labels?[position] ?? defaultLabel(axis.name, position)
          let touches = prefix.isEmpty || (axis.baseName == "head" && prefix.hasPrefix("L"))
          return touches ? prefix + own : prefix + " " + own
        }
      }
    }
  }

  private static func defaultLabel(_ axis: String, _ position: Int) -> String {
    switch Axis.baseName(axis) {
    case "layer": "L\(position)"
    case "head": "H\(position)"
    default: "\(axis) \(position)"
    }
  }
}
