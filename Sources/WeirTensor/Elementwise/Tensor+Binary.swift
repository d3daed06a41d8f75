// Arithmetic and comparisons, aligned by axis name.

extension Tensor {
  /// The function of two tensors element by element; axes are aligned by name.
  /// - Throws: `TensorProblem.axisMismatch`, `.tooLarge`.
  public static func elementwise(_ function: BinaryFunction, _ left: Tensor, _ right: Tensor) throws -> Tensor {
    let shape = try Broadcast(left, right, operation: "`\(function.rawValue)`")
    let layout = StridedLayout(
      sizes: shape.axes.map(\.size), strides: [shape.strides(of: left), shape.strides(of: right)])
    return try make(shape.axes, isMask: function.givesMask, rows: shape.rows) { target in
      guard let result = target.baseAddress, !target.isEmpty else { return }
      left.withValues { left in
        right.withValues { right in
          guard let left = left.baseAddress, let right = right.baseAddress else { return }
          var next = 0
          layout.forEachRun { offsets, count in
            function.apply(
              BinaryFunction.Run(
                left: left + offsets[0], right: right + offsets[1], leftStep: layout.innerSteps[0],
                rightStep: layout.innerSteps[1], result: result + next, count: count))
            next += count
          }
        }
      }
    }
  }

  public static func + (a: Tensor, b: Tensor) throws -> Tensor { try elementwise(.add, a, b) }
  public static func - (a: Tensor, b: Tensor) throws -> Tensor { try elementwise(.subtract, a, b) }
  public static func * (a: Tensor, b: Tensor) throws -> Tensor { try elementwise(.multiply, a, b) }
  public static func / (a: Tensor, b: Tensor) throws -> Tensor { try elementwise(.divide, a, b) }

  /// The values of `a` where the mask is 1 and of `b` where it is 0; missing where the mask is missing.
  /// - Throws: `TensorProblem.axisMismatch`, `.tooLarge`.
  public static func select(_ mask: Tensor, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    let pair = try Broadcast(a, b, operation: "`where`")
    return try select(mask, a, b, shape: Broadcast(mask, pair, operation: "`where`"))
  }

  /// The choice between two tensors in the order of an alignment of all three.
  static func select(_ mask: Tensor, _ a: Tensor, _ b: Tensor, shape: Broadcast) throws -> Tensor {
    let order = shape.axes
    let layout = StridedLayout(
      sizes: order.map(\.size), strides: [shape.strides(of: mask), shape.strides(of: a), shape.strides(of: b)])
    let steps = layout.innerSteps
    let result = try make(order, isMask: a.isMask && b.isMask, rows: shape.rows) { target in
      mask.withValues { mask in
        a.withValues { a in
          b.withValues { b in
            var next = 0
            layout.forEachRun { offsets, count in
              for i in 0..<count {
                let choice = mask[offsets[0] + i * steps[0]]
                let value = choice == 0 ? b[offsets[2] + i * steps[2]] : a[offsets[1] + i * steps[1]]
                target[next + i] = isMissing(choice) ? missing : value
              }
              next += count
            }
          }
        }
      }
    }
    return result.clearedBeyondRows()
  }
}
