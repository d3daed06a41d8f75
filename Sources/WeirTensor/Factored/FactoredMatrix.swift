/// A matrix kept as the product of two factors, and never multiplied out unless that is asked for.
///
/// `left` is `[..., row, inner]`, `right` `[..., inner, column]`; the axes before are the batch, aligned by name, such as
/// `layer` and `head`. W_OV of every head is `[layer, head, d_model, d_head]` times `[layer, head, d_head, d_model']`:
/// 64 numbers a row instead of 768, and for full circuits from token to token instead of 50,257.
public struct FactoredMatrix: Sendable {
  /// The factor `[..., row, inner]`.
  public let left: Tensor
  /// The factor `[..., inner, column]`.
  public let right: Tensor

  /// Makes the product `left @ right` without computing it.
  ///
  /// The last axis of `left` and the last but one of `right` are contracted; where row and column have one name the column
  /// gets a prime.
  /// - Throws: `TensorProblem.needsMatrix`, `.axisMismatch`.
  public init(_ left: Tensor, _ right: Tensor) throws {
    for side in [left, right] where side.axes.count < 2 {
      throw TensorProblem.needsMatrix(operation: "a factored matrix", side.axes)
    }
    let inner = left.axes[left.axes.count - 1]
    let partner = right.axes[right.axes.count - 2]
    guard inner.size == partner.size else {
      throw TensorProblem.axisMismatch(
        operation: "a factored matrix", left: left.axes, right: right.axes, leftAxis: inner.name,
        rightAxis: partner.name)
    }
    let batch = try Self.batchAxes(left, right)
    var used = Set(batch.map(\.name))
    let row = Axis.primed(left.axes[left.axes.count - 2].baseName, avoiding: used)
    used.insert(row)
    let column = Axis.primed(right.axes[right.axes.count - 1].baseName, avoiding: used)
    used.insert(column)
    // The inner axis shows only inside; it must differ from everything else.
    let held = Axis.primed(inner.baseName, avoiding: used)
    self.left = Self.naming(left, row, held)
    self.right = Self.naming(right, held, column)
  }

  private static func naming(_ tensor: Tensor, _ first: String, _ second: String) -> Tensor {
    let rank = tensor.axes.count
    return tensor.onAxes(
      Array(tensor.axes.dropLast(2)) + [tensor.axes[rank - 2].renamed(first), tensor.axes[rank - 1].renamed(second)])
  }

  private static func batchAxes(_ left: Tensor, _ right: Tensor) throws -> [Axis] {
    let sides = [left, right].map { (Array($0.axes.dropLast(2)), [RowExtent]()) }
    return try Broadcast(sides[0], sides[1], operation: "a factored matrix").axes
  }

  /// The batch axes, of both factors.
  public var batchAxes: [Axis] {
    let mine = Array(left.axes.dropLast(2))
    return mine.map { axis in
      let other = right.axes.dropLast(2).first { $0.name == axis.name }
      return axis.size == 1 ? other ?? axis : axis
    } + right.axes.dropLast(2).filter { axis in !mine.contains { $0.name == axis.name } }
  }

  public var rowAxis: Axis { left.axes[left.axes.count - 2] }
  public var innerAxis: Axis { left.axes[left.axes.count - 1] }
  public var columnAxis: Axis { right.axes[right.axes.count - 1] }

  /// The axes of the matrix multiplied out.
  public var axes: [Axis] { batchAxes + [rowAxis, columnAxis] }

  /// The bytes that the factors take.
  public var byteCount: Int { left.byteCount + right.byteCount }

  /// The whole matrix.
  /// - Throws: `TensorProblem.tooLarge`.
  public func multipliedOut() throws -> Tensor {
    let product = try Tensor.contractKeepingNames(left, right, over: innerAxis.name)
    return try product.reordered(axes.map(\.name))
  }
}

// MARK: - Algebra on the factors

extension FactoredMatrix {
  /// The matrices with rows and columns exchanged.
  public func transposed() throws -> FactoredMatrix {
    try FactoredMatrix(right.swappingLastTwo(), left.swappingLastTwo())
  }

  /// The matrix times a number.
  public func scaled(by factor: Float) throws -> FactoredMatrix {
    try FactoredMatrix(left * Tensor(scalar: factor), right)
  }

  /// What a product with a factored matrix is: a tensor when a vector went in.
  public enum Outcome: Sendable {
    case tensor(Tensor)
    case factored(FactoredMatrix)
  }

  /// `self @ other`, from right to left; the narrower inner axis is kept.
  /// - Throws: `TensorProblem.axisMismatch`, `.nothingToContract`.
  public func times(_ other: FactoredMatrix) throws -> FactoredMatrix {
    let middle = try Self.joined(right, other.left)
    if innerAxis.size <= other.innerAxis.size {
      return try FactoredMatrix(left, Self.joined(middle, other.right))
    }
    return try FactoredMatrix(Self.joined(left, middle), other.right)
  }

  /// `self @ other` for a tensor that has an axis with the base name of the columns.
  ///
  /// A vector, or one for each position of the batch axes, gives a tensor; a matrix gives a factored matrix.
  /// - Throws: `TensorProblem.nothingToContract`, `.axisMismatch`.
  public func times(_ other: Tensor) throws -> Outcome {
    let place = try partner(in: other, of: columnAxis)
    let rest = other.axes.indices.filter { index in
      index != place && !batchAxes.contains { $0.name == other.axes[index].name }
    }
    let column = columnAxis.name + "'"
    guard let last = rest.last else {
      let vector = try other.renamed([(other.axes[place].name, column)])
      let inside = try Tensor.contractKeepingNames(renamedRight(column), vector, over: column)
      return .tensor(try settled(Tensor.contractKeepingNames(left, inside, over: innerAxis.name)))
    }
    let order = other.axes.indices.filter { $0 != place && $0 != last } + [place, last]
    return .factored(try FactoredMatrix(left, Self.joined(right, other.permuted(order))))
  }

  /// `other @ self`, for a tensor whose last axis has the base name of the rows.
  /// - Throws: `TensorProblem.nothingToContract`, `.axisMismatch`.
  public func preceded(by other: Tensor) throws -> Outcome {
    guard let last = other.axes.last, last.baseName == rowAxis.baseName else {
      throw TensorProblem.nothingToContract(left: other.axes, right: axes)
    }
    guard last.size == rowAxis.size else {
      throw TensorProblem.axisMismatch(
        operation: "`@`", left: other.axes, right: axes, leftAxis: last.name, rightAxis: rowAxis.name)
    }
    switch try transposed().times(other) {
    case .tensor(let vector): return .tensor(vector)
    case .factored(let product): return .factored(try product.transposed())
    }
  }

  private func partner(in other: Tensor, of axis: Axis) throws -> Int {
    guard let place = other.axes.firstIndex(where: { $0.baseName == axis.baseName }) else {
      throw TensorProblem.nothingToContract(left: axes, right: other.axes)
    }
    guard other.axes[place].size == axis.size else {
      throw TensorProblem.axisMismatch(
        operation: "`@`", left: axes, right: other.axes, leftAxis: axis.name, rightAxis: other.axes[place].name)
    }
    return place
  }

  private func renamedRight(_ column: String) throws -> Tensor { try right.renamed([(columnAxis.name, column)]) }

  /// A product that is a tensor, with the batch axes first and primes counted from the left.
  func settled(_ tensor: Tensor) throws -> Tensor {
    let batch = batchAxes.map(\.name).filter { tensor.axisIndex($0) != nil }
    let moved = try tensor.reordered(batch + tensor.axisNames.filter { !batch.contains($0) })
    return moved.named(by: Axis.renumbered(moved.axes))
  }

  /// Two matrices `[..., a, b]` and `[..., b, c]` multiplied: `[..., a, c]`, whatever `a` and `c` are called.
  private static func joined(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let (rankA, rankB) = (a.axes.count, b.axes.count)
    let (row, column) = (a.axes[rankA - 2], b.axes[rankB - 1])
    guard a.axes[rankA - 1].size == b.axes[rankB - 2].size else {
      throw TensorProblem.axisMismatch(
        operation: "`@`", left: a.axes, right: b.axes, leftAxis: a.axes[rankA - 1].name,
        rightAxis: b.axes[rankB - 2].name)
    }
    let first = naming(a, "row_", "inner_")
    let second = naming(b, "inner_", "column_")
    let product = try Tensor.contractKeepingNames(first, second, over: "inner_")
    let batch = product.axisNames.filter { $0 != "row_" && $0 != "column_" }
    let moved = try product.reordered(batch + ["row_", "column_"])
    return naming(moved, row.name, Axis.primed(column.name, avoiding: Set(batch + [row.name])))
  }
}

extension Tensor {
  /// The matrices on the last two axes exchanged, each axis with its name.
  func swappingLastTwo() throws -> Tensor {
    let rank = axes.count
    return try permuted(Array(0..<(rank - 2)) + [rank - 1, rank - 2])
  }
}
