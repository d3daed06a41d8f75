/// The sizes of a batch of matrix products: `[batch, rows, inner]` times `[batch, inner, columns]`.
struct ProductSizes {
  let batch: Int
  let rows: Int
  let inner: Int
  let columns: Int

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
      a.withValues { a in
        b.withValues { b in
          guard let a = a.baseAddress, let b = b.baseAddress else { return }
          for index in 0..<batch {
            multiply(
              a + index * rows * inner, b + index * inner * columns, result + index * rows * columns)
          }
        }
      }
    }
  }

  /// One product in blocks of the inner axis, sums in float32 along it within a block.
  private func multiply(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>) {
    for i in 0..<(rows * columns) { c[i] = 0 }
    let blockSize = 128
    for start in stride(from: 0, to: inner, by: blockSize) {
      let end = Swift.min(start + blockSize, inner)
      for row in 0..<rows {
        let target = c + row * columns
        for k in start..<end {
          let factor = a[row * inner + k]
          let source = b + k * columns
          for column in 0..<columns { target[column] += factor * source[column] }
        }
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
