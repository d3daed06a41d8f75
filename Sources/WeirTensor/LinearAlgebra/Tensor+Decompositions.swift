#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// Decompositions of the matrices on the last two axes; axes before them are done one by one, in float64.

extension Tensor {
  /// The factors of a thin singular value decomposition, on a common axis `rank`.
  ///
  /// `u * s @ v` is the matrix again: `u` is `[..., row, rank]`, `s` `[..., rank]` with the largest first, `v`
  /// `[..., column, rank]`. The sign of each pair of vectors is chosen so that the entry of `u` with the largest magnitude
  /// is positive; the decomposition itself leaves it open.
  public struct SingularValueDecomposition: Sendable {
    public let u: Tensor
    public let s: Tensor
    public let v: Tensor
  }

  /// The axis of singular values and of the vectors that belong to them.
  public static let rankAxis = "rank"
  /// The axis of eigenvalues and of the vectors that belong to them.
  public static let eigenAxis = "eigen"
  /// Real and imaginary part of complex results.
  public static let partAxis = Axis("part", 2, labels: ["re", "im"])

  /// The thin singular value decomposition.
  /// - Throws: `TensorProblem.needsMatrix`, `.notFinite`, `.didNotConverge`.
  public func svd() throws -> SingularValueDecomposition {
    let batch = try MatrixBatch(self, for: "svd")
    let k = Axis(Tensor.rankAxis, batch.rank)
    let parts = try batch.map { try $1.singularValues() }
    return SingularValueDecomposition(
      parts, u: batch.axes(batch.rowAxis, k), s: batch.axes(k), v: batch.axes(batch.columnAxis, k))
  }

  /// The singular values `[..., rank]`, the largest first.
  /// - Throws: as `svd`.
  public func singularValues() throws -> Tensor {
    let batch = try MatrixBatch(self, for: "svd")
    let values = try batch.map { try $1.singularValuesOnly() }
    return Tensor(batch.axes(Axis(Tensor.rankAxis, batch.rank)), values.flatMap { $0.map { Float($0) } })
  }

  /// How many directions a matrix really has: `exp` of the entropy of the normalised squared singular values.
  ///
  /// Roy and Vetterli 2007 use the singular values themselves: `squared: false`. A zero matrix has rank 0.
  /// - Throws: as `svd`.
  public func effectiveRank(squared: Bool = true) throws -> Tensor {
    try singularValues().effectiveRank(ofSingularValues: squared)
  }

  /// `self = q @ r` with orthonormal columns of `q`: `[..., row, rank]` and `[..., rank, column]`.
  /// - Throws: `TensorProblem.needsMatrix`, `.notFinite`.
  public func qr() throws -> (q: Tensor, r: Tensor) {
    let batch = try MatrixBatch(self, for: "qr")
    let k = Axis(Tensor.rankAxis, batch.rank)
    let parts = try batch.map { try $1.orthogonal() }
    return (
      Tensor(batch.axes(batch.rowAxis, k), parts.map(\.q)), Tensor(batch.axes(k, batch.columnAxis), parts.map(\.r))
    )
  }

  /// The eigenvalues of square matrices `[..., eigen, part: [re, im]]`, the largest magnitude first.
  /// - Throws: `TensorProblem.needsSquare`, `.notFinite`, `.didNotConverge`.
  public func eigenvalues() throws -> Tensor {
    let batch = try MatrixBatch(self, for: "eig", square: true)
    let all = try batch.map { try $1.eigenvalues(vectors: false).values }
    return Tensor(eigenvalues: all.flatMap { $0 }, batch.axes(Axis(Tensor.eigenAxis, batch.rank), Tensor.partAxis))
  }

  /// The eigenvalues, and right eigenvectors of length 1 `[..., row, eigen, part: [re, im]]`.
  /// - Throws: as `eigenvalues`.
  public func eigenvectors() throws -> (values: Tensor, vectors: Tensor) {
    let batch = try MatrixBatch(self, for: "eig", square: true)
    let n = batch.rank
    let eigen = Axis(Tensor.eigenAxis, n)
    let all = try batch.map { try $1.eigenvalues(vectors: true) }
    let vectors = try Tensor.make(batch.axes(batch.rowAxis, eigen, Tensor.partAxis)) { target in
      for (index, part) in all.enumerated() {
        guard let (re, im) = part.vectors else { continue }
        for row in 0..<n {
          for column in 0..<n {
            let place = ((index * n + row) * n + column) * 2
            target[place] = Float(re[row, column])
            target[place + 1] = Float(im[row, column])
          }
        }
      }
    }
    return (Tensor(eigenvalues: all.flatMap(\.values), batch.axes(eigen, Tensor.partAxis)), vectors)
  }
}

extension Tensor {
  /// Matrices of one size, one after another.
  init(_ axes: [Axis], _ matrices: [DoubleMatrix]) {
    self.init(axes) { target in
      var offset = 0
      for matrix in matrices {
        matrix.write(to: target, at: offset)
        offset += matrix.values.count
      }
    }
  }

  init(eigenvalues: [(re: Double, im: Double)], _ axes: [Axis]) {
    self.init(axes, eigenvalues.flatMap { [Float($0.re), Float($0.im)] })
  }

  /// The effective rank from singular values on the last axis.
  func effectiveRank(ofSingularValues squared: Bool) throws -> Tensor {
    let size = axes.last?.size ?? 0
    return try Tensor.make(Array(axes.dropLast())) { target in
      withValues { values in
        for line in target.indices {
          let weights = (0..<size).map { i in
            let value = Double(values[line * size + i])
            return squared ? value * value : value
          }
          let total = weights.reduce(0, +)
          var entropy = 0.0
          for weight in weights where weight > 0 { entropy -= weight / total * log(weight / total) }
          target[line] = total > 0 ? Float(exp(entropy)) : 0
        }
      }
    }
  }
}

extension Tensor.SingularValueDecomposition {
  /// Decompositions of several matrices, one after another.
  init(_ parts: [DoubleMatrix.SingularValues], u: [Axis], s: [Axis], v: [Axis]) {
    self.u = Tensor(u, parts.map(\.u))
    self.v = Tensor(v, parts.map(\.v))
    self.s = Tensor(s, parts.flatMap { $0.s.map { Float($0) } })
  }
}
