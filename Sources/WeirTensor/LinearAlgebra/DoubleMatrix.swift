import CKernels

/// A matrix in float64, column by column: what LAPACK works on.
struct DoubleMatrix {
  let rows: Int
  let columns: Int
  var values: [Double]

  init(rows: Int, columns: Int, values: [Double]) {
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  init(zeros rows: Int, _ columns: Int) {
    self.init(rows: rows, columns: columns, values: [Double](repeating: 0, count: rows * columns))
  }

  /// One matrix out of row-major floats.
  init(rows: Int, columns: Int, rowMajor source: UnsafeBufferPointer<Float>) {
    self.init(zeros: rows, columns)
    for row in 0..<rows {
      for column in 0..<columns { values[column * rows + row] = Double(source[row * columns + column]) }
    }
  }

  subscript(row: Int, column: Int) -> Double {
    get { values[column * rows + row] }
    set { values[column * rows + row] = newValue }
  }

  /// Writes the matrix as row-major floats.
  func write(to target: UnsafeMutableBufferPointer<Float>, at offset: Int = 0) {
    for row in 0..<rows {
      for column in 0..<columns { target[offset + row * columns + column] = Float(values[column * rows + row]) }
    }
  }

  var transposed: DoubleMatrix {
    var result = DoubleMatrix(zeros: columns, rows)
    for row in 0..<rows {
      for column in 0..<columns { result.values[row * columns + column] = values[column * rows + row] }
    }
    return result
  }

  /// The product with another matrix.
  func times(_ other: DoubleMatrix) -> DoubleMatrix {
    var result = DoubleMatrix(zeros: rows, other.columns)
    weir_multiply(rows, other.columns, columns, values, other.values, &result.values)
    return result
  }

  /// The product of its transpose with another matrix.
  func transposedTimes(_ other: DoubleMatrix) -> DoubleMatrix {
    var result = DoubleMatrix(zeros: columns, other.columns)
    weir_multiply_transposed(columns, other.columns, rows, values, other.values, &result.values)
    return result
  }

  /// Multiplies a column by a number.
  mutating func scale(column: Int, by factor: Double) {
    for row in 0..<rows { values[column * rows + row] *= factor }
  }

  /// The square root of the sum of squares.
  var norm: Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}

// MARK: - Decompositions

extension DoubleMatrix {
  /// Thin singular value decomposition: `u diag(s) vT`, the largest values first.
  struct SingularValues {
    /// Left vectors `[rows, k]`.
    var u: DoubleMatrix
    var s: [Double]
    /// Right vectors `[columns, k]`.
    var v: DoubleMatrix
  }

  /// The thin singular value decomposition.
  ///
  /// The sign of each pair of vectors is such that the entry of `u` with the largest magnitude is positive.
  /// - Throws: `TensorProblem.didNotConverge`.
  func singularValues() throws -> SingularValues {
    let k = Swift.min(rows, columns)
    var (a, s) = (values, [Double](repeating: 0, count: k))
    var u = DoubleMatrix(zeros: rows, k)
    var vt = DoubleMatrix(zeros: k, columns)
    if k > 0 {
      let info = Activity.during(.factorisation) {
        weir_svd(Int32(rows), Int32(columns), &a, &s, &u.values, &vt.values)
      }
      guard info == 0 else { throw TensorProblem.didNotConverge(operation: "svd") }
    }
    var result = SingularValues(u: u, s: s, v: vt.transposed)
    result.fixSigns()
    return result
  }

  /// The singular values alone, the largest first.
  /// - Throws: `TensorProblem.didNotConverge`.
  func singularValuesOnly() throws -> [Double] {
    let k = Swift.min(rows, columns)
    var (a, s) = (values, [Double](repeating: 0, count: k))
    guard k > 0 else { return s }
    let info = Activity.during(.factorisation) { weir_svd(Int32(rows), Int32(columns), &a, &s, nil, nil) }
    guard info == 0 else {
      throw TensorProblem.didNotConverge(operation: "svd")
    }
    return s
  }

  /// The triangle `r` of `self = q r`, without `q` and with signs as they come: all that norms and singular values need.
  func triangle() -> DoubleMatrix {
    var a = values
    var r = DoubleMatrix(zeros: Swift.min(rows, columns), columns)
    if !r.values.isEmpty { Activity.during(.factorisation) { weir_triangle(rows, columns, &a, &r.values) } }
    return r
  }

  /// An orthonormal basis of the columns, and the triangle that makes the matrix from it; its diagonal is not negative.
  /// - Throws: `TensorProblem.didNotConverge`.
  func orthogonal() throws -> (q: DoubleMatrix, r: DoubleMatrix) {
    let k = Swift.min(rows, columns)
    var a = values
    var r = DoubleMatrix(zeros: k, columns)
    if k > 0 {
      let info = Activity.during(.factorisation) { weir_qr(Int32(rows), Int32(columns), &a, &r.values) }
      guard info == 0 else {
        throw TensorProblem.didNotConverge(operation: "qr")
      }
    }
    var q = DoubleMatrix(rows: rows, columns: k, values: Array(a.prefix(rows * k)))
    for i in 0..<k where r[i, i] < 0 {
      q.scale(column: i, by: -1)
      for column in 0..<columns { r[i, column] = -r[i, column] }
    }
    return (q, r)
  }

  /// Eigenvalues of a square matrix, the largest magnitude first, and right eigenvectors of length 1 in the same order.
  struct Eigenvalues {
    var values: [(re: Double, im: Double)]
    /// `[rows, rows]`: one column an eigenvector, real and imaginary parts.
    var vectors: (re: DoubleMatrix, im: DoubleMatrix)?
  }

  /// The eigenvalues of a square matrix.
  /// - Throws: `TensorProblem.didNotConverge`.
  func eigenvalues(vectors wantsVectors: Bool) throws -> Eigenvalues {
    var (a, re, im) = (values, [Double](repeating: 0, count: rows), [Double](repeating: 0, count: rows))
    var v = DoubleMatrix(zeros: wantsVectors ? rows : 0, rows)
    if rows > 0 {
      let info = Activity.during(.factorisation) {
        wantsVectors ? weir_eigen(Int32(rows), &a, &re, &im, &v.values) : weir_eigen(Int32(rows), &a, &re, &im, nil)
      }
      guard info == 0 else { throw TensorProblem.didNotConverge(operation: "eig") }
    }
    func magnitude(_ i: Int) -> Double { re[i] * re[i] + im[i] * im[i] }
    let order = (0..<rows).sorted { i, j in
      // Conjugates have equal magnitudes to the last bit; the one with the positive imaginary part comes first.
      (-magnitude(i), -re[i], -im[i], Double(i)) < (-magnitude(j), -re[j], -im[j], Double(j))
    }
    var result = Eigenvalues(values: order.map { (re[$0], im[$0]) })
    if wantsVectors { result.vectors = Self.unpacked(v, im, order) }
    return result
  }

  private static func unpacked(_ v: DoubleMatrix, _ im: [Double], _ order: [Int]) -> (
    re: DoubleMatrix, im: DoubleMatrix
  ) {
    var (real, imaginary) = (DoubleMatrix(zeros: v.rows, v.columns), DoubleMatrix(zeros: v.rows, v.columns))
    for (target, source) in order.enumerated() {
      // LAPACK keeps the real part of a pair in the first of its two columns, the imaginary part in the second.
      let first = im[source] < 0 ? source - 1 : source
      for row in 0..<v.rows {
        real[row, target] = v[row, first]
        if im[source] != 0 { imaginary[row, target] = v[row, first + 1] * (im[source] < 0 ? -1 : 1) }
      }
    }
    return (real, imaginary)
  }

  /// The solution of `self x = right`, or nil when the matrix is singular to working precision.
  func solving(_ right: DoubleMatrix) -> DoubleMatrix? {
    guard rows > 0, right.columns > 0 else { return right }
    var (a, x, reciprocal) = (values, right, 0.0)
    let info = Activity.during(.factorisation) {
      weir_solve(Int32(rows), Int32(right.columns), &a, &x.values, &reciprocal)
    }
    return info == 0 && reciprocal > Double.ulpOfOne ? x : nil
  }
}

extension DoubleMatrix.SingularValues {
  mutating func fixSigns() {
    for column in 0..<u.columns {
      var largest = 0.0
      for row in 0..<u.rows where abs(u[row, column]) > abs(largest) { largest = u[row, column] }
      if largest < 0 {
        u.scale(column: column, by: -1)
        v.scale(column: column, by: -1)
      }
    }
  }
}
