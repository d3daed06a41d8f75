// Other orders, names and labels of the axes.

extension Tensor {
  /// The axes in another order; those not named follow in their own order.
  ///
  /// Without names the last two axes change places. Primes then count up from left to right again: the transpose of
  /// `[d_model, d_model']` is `[d_model, d_model']` with rows and columns exchanged.
  /// - Throws: `TensorProblem.unknownAxis`, `.axisIndexedTwice`.
  public func transposed(_ names: [String] = []) throws -> Tensor {
    var order = try names.map(requiredAxis)
    if let repeated = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
      throw TensorProblem.axisIndexedTwice(repeated)
    }
    if names.isEmpty {
      order = Array(axes.indices)
      if order.count >= 2 { order.swapAt(order.count - 1, order.count - 2) }
    } else {
      order += axes.indices.filter { !order.contains($0) }
    }
    let moved = try permuted(order)
    let renumbered = Axis.renumbered(moved.axes)
    return renumbered.map(\.name) == moved.axisNames ? moved : moved.named(by: renumbered)
  }

  /// The axes in another order, under their own names; `names` holds all of them.
  func reordered(_ names: [String]) throws -> Tensor { try permuted(names.map(requiredAxis)) }

  /// The axes in the order of these indices, each of which stands once.
  public func permuted(_ order: [Int]) throws -> Tensor {
    if order == Array(axes.indices) { return self }
    let axes = order.map { self.axes[$0] }
    let sourceStrides = strides
    return try walked(along: axes, steps: order.map { sourceStrides[$0] }, rows: rows)
  }

  /// The same numbers with axes renamed; several at a time may change places.
  /// - Throws: `TensorProblem.unknownAxis`, `.invalidAxisName`, `.duplicateAxis`.
  public func renamed(_ names: [(from: String, to: String)]) throws -> Tensor {
    var axes = self.axes
    for (old, new) in names {
      let index = try requiredAxis(old)
      axes[index] = axes[index].renamed(new)
    }
    try Tensor.checkNames(axes)
    return named(by: axes)
  }

  /// The same numbers with labels on an axis, or without.
  /// - Throws: `TensorProblem.unknownAxis`, `.labelCount`.
  public func labelled(_ name: String, _ labels: [String]?) throws -> Tensor {
    let index = try requiredAxis(name)
    if let labels, labels.count != axes[index].size {
      throw TensorProblem.labelCount(axis: name, size: axes[index].size, labels: labels.count)
    }
    var axes = self.axes
    axes[index] = axes[index].labelled(labels)
    return onAxes(axes)
  }

  /// The tensor with an axis of size 1 added in front.
  public func wrapped(in axis: String) throws -> Tensor {
    let axes = [Axis(axis, 1)] + self.axes
    try Tensor.checkNames(axes)
    return onAxes(axes)
  }
}
