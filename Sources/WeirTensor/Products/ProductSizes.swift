/// The sizes of a batch of matrix products: `[batch, rows, inner]` times `[batch, inner, columns]`, or times
/// `[batch, columns, inner]` when transposed.
struct ProductSizes {
  let batch: Int
  let rows: Int
  let inner: Int
  let columns: Int
  let isTransposed: Bool

  /// The products of two tensors laid out in these sizes.
  func multiply(_ a: Tensor, _ b: Tensor, axes: [Axis]) throws -> Tensor {
    guard a.hasMissing || b.hasMissing else { return try multiplyPresent(a, b, axes) }
    let result = try multiplyPresent(a.replacingMissing(with: 0), b.replacingMissing(with: 0), axes)
    let contributions = try multiplyPresent(a.presence, b.presence, axes)
    return Tensor(axes) { target in
      result.withValues { result in
        contributions.withValues { contributions in
          for i in 0..<result.count { target[i] = contributions[i] == 0 && inner > 0 ? Tensor.missing : result[i] }
        }
      }
    }
  }

  private func multiplyPresent(_ a: Tensor, _ b: Tensor, _ axes: [Axis]) throws -> Tensor {
    try Tensor.make(axes) { target in
      guard let result = target.baseAddress, !target.isEmpty else { return }
      if inner == 0 {
        target.initialize(repeating: 0)
        return
      }
      try a.withValues { a in
        try b.withValues { b in
          guard let a = a.baseAddress, let b = b.baseAddress else { return }
          try multiply(Operands(a: a, b: b, c: result))
        }
      }
    }
  }

  private struct Operands: @unchecked Sendable {
    let a: UnsafePointer<Float>
    let b: UnsafePointer<Float>
    let c: UnsafeMutablePointer<Float>
  }

  /// Products that are not worth a call to the library, whose first one takes some 30 ms.
  private static let smallOperations = 100_000

  private func multiply(_ operands: Operands) throws {
    let operations = 2 * rows * inner * columns
    if operations < Self.smallOperations, batch * operations < 4 * Self.smallOperations {
      for index in 0..<batch { multiplySmall(operands, index) }
    } else if batch == 1 {
      let (left, right, result) = views(operands, 0)
      try Product.multiply(left, right, into: result)
    } else {
      // A task is several products, so that handing it out costs little beside it.
      let step = max(1, 2_000_000 / max(1, operations))
      try WorkerPool.shared.run((batch + step - 1) / step) { task in
        for index in task * step..<min(batch, (task + 1) * step) {
          let (left, right, result) = views(operands, index)
          Product.multiplyHere(left, right, into: result)
        }
      }
    }
  }

  private func views(_ operands: Operands, _ index: Int) -> (Rows, Factor, Rows) {
    // `Rows` is a view for reading and writing; the left side is only read.
    let left = Rows(UnsafeMutablePointer(mutating: operands.a + index * rows * inner), count: rows, width: inner)
    let right = Factor(
      operands.b + index * inner * columns, inputs: inner, outputs: columns, isTransposed: isTransposed)
    return (left, right, Rows(operands.c + index * rows * columns, count: rows, width: columns))
  }

  /// One product with sums in float64.
  private func multiplySmall(_ operands: Operands, _ index: Int) {
    let a = operands.a + index * rows * inner
    let b = operands.b + index * inner * columns
    let c = operands.c + index * rows * columns
    let (depthStep, columnStep) = isTransposed ? (1, inner) : (columns, 1)
    for row in 0..<rows {
      for column in 0..<columns {
        var sum = 0.0
        for k in 0..<inner { sum += Double(a[row * inner + k]) * Double(b[k * depthStep + column * columnStep]) }
        c[row * columns + column] = Float(sum)
      }
    }
  }
}

extension Tensor {
  /// Whether any value is missing.
  public var hasMissing: Bool {
    withValues { values in
      for start in stride(from: 0, to: values.count, by: 4096) {
        var found = false
        for i in start..<Swift.min(start + 4096, values.count) where Tensor.isMissing(values[i]) { found = true }
        if found { return true }
      }
      return false
    }
  }

  /// Every missing value as a number, those beyond the ends of rows too.
  func replacingMissing(with value: Float) -> Tensor {
    Tensor(axes) { target in
      withValues { source in
        for i in 0..<source.count { target[i] = Tensor.isMissing(source[i]) ? value : source[i] }
      }
    }
  }

  /// 1 where a value is present, 0 where it is missing.
  var presence: Tensor {
    Tensor(axes) { target in
      withValues { source in
        for i in 0..<source.count { target[i] = Tensor.isMissing(source[i]) ? 0 : 1 }
      }
    }
  }
}
