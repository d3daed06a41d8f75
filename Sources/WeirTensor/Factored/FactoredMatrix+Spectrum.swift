// Norms, singular values and eigenvalues from matrices no larger than the inner axis, in float64.

extension FactoredMatrix {
  /// The results of `body` for the factors of every position of the batch, in float64 and on all cores.
  private func map<Result: Sendable>(
    _ operation: String, _ body: (DoubleMatrix, DoubleMatrix) throws -> Result
  ) throws -> [Result] {
    let a = try MatrixBatch(left.spreadBatch(batchAxes), for: operation)
    let b = try MatrixBatch(right.spreadBatch(batchAxes), for: operation)
    return try MatrixBatch.results(a.count) { try body(a.matrix($0), b.matrix($0)) }
  }

  /// A matrix no larger than the inner axis with the same singular values: with `left = Qa Ra` and the transposed
  /// `right = Qb Rb` it is `Ra RbT`.
  private static func core(_ a: DoubleMatrix, _ b: DoubleMatrix) -> DoubleMatrix {
    a.triangle().times(b.transposed.triangle().transposed)
  }

  /// The Euclidean (Frobenius) norm of each matrix, on the batch axes.
  /// - Throws: `TensorProblem.notFinite`.
  public func norm() throws -> Tensor {
    Tensor(batchAxes, try map("norm") { Float(Self.core($0, $1).norm) })
  }

  /// The thin singular value decomposition, with as many values as the inner axis allows.
  /// - Throws: `TensorProblem.notFinite`, `.didNotConverge`.
  public func svd() throws -> Tensor.SingularValueDecomposition {
    let parts = try map("svd") { a, b in
      let (first, second) = (try a.orthogonal(), try b.transposed.orthogonal())
      let core = try first.r.times(second.r.transposed).singularValues()
      var part = DoubleMatrix.SingularValues(u: first.q.times(core.u), s: core.s, v: second.q.times(core.v))
      part.fixSigns()
      return part
    }
    let k = Axis(Tensor.rankAxis, rank)
    func axes(_ others: [Axis]) -> [Axis] { Tensor.madeUnique(batchAxes + others) }
    return Tensor.SingularValueDecomposition(
      parts, u: axes([rowAxis, k]), s: axes([k]), v: axes([columnAxis, k]))
  }

  /// The singular values `[..., rank]`, the largest first.
  /// - Throws: `TensorProblem.notFinite`, `.didNotConverge`.
  public func singularValues() throws -> Tensor {
    let values = try map("svd") { try Self.core($0, $1).singularValuesOnly() }
    return Tensor(
      Tensor.madeUnique(batchAxes + [Axis(Tensor.rankAxis, rank)]), values.flatMap { $0.map { Float($0) } })
  }

  /// The most singular values that the factors allow.
  private var rank: Int { Swift.min(innerAxis.size, rowAxis.size, columnAxis.size) }

  /// As `Tensor.effectiveRank`.
  /// - Throws: as `svd`.
  public func effectiveRank(squared: Bool = true) throws -> Tensor {
    try singularValues().effectiveRank(ofSingularValues: squared)
  }

  /// The eigenvalues of a square matrix that the factors allow, `[..., eigen, part: [re, im]]`; all others are 0.
  ///
  /// `left @ right` and the small `right @ left` have the same eigenvalues apart from zeros.
  /// - Throws: `TensorProblem.needsSquare`, `.notFinite`, `.didNotConverge`.
  public func eigenvalues() throws -> Tensor {
    guard rowAxis.size == columnAxis.size else { throw TensorProblem.needsSquare(operation: "eig", axes) }
    let count = Swift.min(innerAxis.size, rowAxis.size)
    let all = try map("eig") { a, b in
      // A square matrix no larger than its factors' inner axis is smaller itself.
      let small = innerAxis.size <= rowAxis.size ? b.times(a) : a.times(b)
      return try small.eigenvalues(vectors: false).values
    }
    return Tensor(eigenvalues: all.flatMap { $0 }, batchAxes + [Axis(Tensor.eigenAxis, count), Tensor.partAxis])
  }

  /// The sum of the diagonal of each square matrix, on the batch axes.
  /// - Throws: `TensorProblem.needsSquare`.
  public func trace() throws -> Tensor { try diagonal().sum(over: [rowAxis.name]) }

  /// The diagonal of each square matrix, `[..., row]`.
  /// - Throws: `TensorProblem.needsSquare`.
  public func diagonal() throws -> Tensor {
    guard rowAxis.size == columnAxis.size else { throw TensorProblem.needsSquare(operation: "diagonal", axes) }
    let turned = try right.swappingLastTwo().renamed([(columnAxis.name, rowAxis.name)])
    let batch = batchAxes.map(\.name)
    return try Tensor.contractKeepingNames(left, turned, over: innerAxis.name).reordered(batch + [rowAxis.name])
  }
}

extension Tensor {
  /// The matrices on the last two axes, repeated over batch axes that the tensor lacks.
  func spreadBatch(_ batch: [Axis]) throws -> Tensor {
    try spread(over: batch + axes.suffix(2))
  }
}
