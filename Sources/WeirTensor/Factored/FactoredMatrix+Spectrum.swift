// Norms, singular values and eigenvalues from matrices no larger than the inner axis, in float64.

extension FactoredMatrix {
  /// The factors of every position of the batch, in float64.
  private func forEachPair(_ operation: String, _ body: (DoubleMatrix, DoubleMatrix) throws -> Void) throws {
    let a = try MatrixBatch(left.spreadBatch(batchAxes), for: operation)
    let b = try MatrixBatch(right.spreadBatch(batchAxes), for: operation)
    for index in 0..<a.count { try body(a.matrix(index), b.matrix(index)) }
  }

  /// The Euclidean (Frobenius) norm of each matrix, on the batch axes.
  /// - Throws: `TensorProblem.notFinite`.
  public func norm() throws -> Tensor {
    var norms: [Float] = []
    try forEachPair("norm") { a, b in
      let (first, second) = (try a.orthogonal().r, try b.transposed.orthogonal().r)
      norms.append(Float(first.times(second.transposed).norm))
    }
    return Tensor(batchAxes, norms)
  }

  /// The thin singular value decomposition, with as many values as the inner axis allows.
  ///
  /// With `left = Qa Ra` and the transposed `right = Qb Rb`, the small matrix `Ra RbT` has the same singular values.
  /// - Throws: `TensorProblem.notFinite`, `.didNotConverge`.
  public func svd() throws -> Tensor.SingularValueDecomposition {
    var parts: [DoubleMatrix.SingularValues] = []
    try forEachPair("svd") { a, b in
      let (first, second) = (try a.orthogonal(), try b.transposed.orthogonal())
      let core = try first.r.times(second.r.transposed).singularValues()
      var part = DoubleMatrix.SingularValues(u: first.q.times(core.u), s: core.s, v: second.q.times(core.v))
      part.fixSigns()
      parts.append(part)
    }
    let k = Axis(Tensor.rankAxis, parts.first?.s.count ?? 0)
    func axes(_ others: [Axis]) -> [Axis] { Tensor.madeUnique(batchAxes + others) }
    return Tensor.SingularValueDecomposition(
      parts, u: axes([rowAxis, k]), s: axes([k]), v: axes([columnAxis, k]))
  }

  /// The singular values `[..., rank]`, the largest first.
  /// - Throws: as `svd`.
  public func singularValues() throws -> Tensor { try svd().s }

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
    var all: [(re: Double, im: Double)] = []
    let count = Swift.min(innerAxis.size, rowAxis.size)
    try forEachPair("eig") { a, b in
      all += try b.times(a).eigenvalues(vectors: false).values.prefix(count)
    }
    return Tensor(eigenvalues: all, batchAxes + [Axis(Tensor.eigenAxis, count), Tensor.partAxis])
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
