// Whether two tensors are the same, or nearly.

extension Tensor: Equatable {
  /// Whether axes, labels and values are the same; missing equals missing, a nan equals nothing.
  public static func == (a: Tensor, b: Tensor) -> Bool {
    guard a.axes == b.axes, a.isMask == b.isMask, a.rows == b.rows else { return false }
    return a.withValues { x in
      b.withValues { y in
        for i in 0..<x.count where x[i] != y[i] && !(isMissing(x[i]) && isMissing(y[i])) { return false }
        return true
      }
    }
  }

  /// The largest absolute difference of values aligned by name; infinite where only one side is missing or nan.
  /// - Throws: `TensorProblem.axisMismatch`, `.tooLarge`.
  public static func distance(_ a: Tensor, _ b: Tensor) throws -> Double {
    let shape = try Broadcast(a, b, operation: "`close`")
    let (left, right) = (try a.spread(over: shape.axes), try b.spread(over: shape.axes))
    var largest = 0.0
    left.withValues { x in
      right.withValues { y in
        for i in 0..<x.count where x[i].bitPattern != y[i].bitPattern {
          let difference = abs(Double(x[i]) - Double(y[i]))
          let areBothNaN = x[i].isNaN && y[i].isNaN && isMissing(x[i]) == isMissing(y[i])
          largest = areBothNaN ? largest : Swift.max(largest, difference.isNaN ? .infinity : difference)
        }
      }
    }
    return largest
  }
}
