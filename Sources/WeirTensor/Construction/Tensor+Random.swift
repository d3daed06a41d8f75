// Random tensors. Number i of a tensor comes from the same draw whatever its shape, so that `[pos:4]` begins `[pos:8]`.

import WeirText

extension Tensor {
  /// Numbers spread evenly over `[low, high)`.
  public static func uniform(_ axes: [Axis], low: Double = 0, high: Double = 1, seed: UInt64, stream: UInt64 = 0) throws
    -> Tensor
  {
    try checkNames(axes)
    return try make(axes) { buffer in
      var random = Philox(seed: seed, stream: stream)
      for index in 0..<buffer.count {
        if index & 0xFFFF == 0 { try Interrupt.check() }
        let value = Float(low + (high - low) * random.uniform())
        // Rounding to a float can reach the open end.
        buffer[index] = value >= Float(high) && high > low ? Float(high).nextDown : value
      }
    }
  }

  /// Numbers of the normal distribution.
  public static func normal(
    _ axes: [Axis], mean: Double = 0, deviation: Double = 1, seed: UInt64, stream: UInt64 = 0
  ) throws -> Tensor {
    try checkNames(axes)
    return try make(axes) { buffer in
      var random = Philox(seed: seed, stream: stream)
      for index in stride(from: 0, to: buffer.count, by: 2) {
        if index & 0xFFFF == 0 { try Interrupt.check() }
        let pair = random.normalPair()
        buffer[index] = Float(mean + deviation * pair.0)
        if index + 1 < buffer.count { buffer[index + 1] = Float(mean + deviation * pair.1) }
      }
    }
  }

  /// Whole numbers in `low..<high`, each equally likely; `high` must be above `low`.
  /// - Throws: `TensorProblem.countOutOfRange` for an empty range.
  public static func integers(_ axes: [Axis], low: Int = 0, high: Int, seed: UInt64, stream: UInt64 = 0) throws
    -> Tensor
  {
    try checkNames(axes)
    guard high > low, low > -(1 << 24), high <= 1 << 24 else {
      throw TensorProblem.countOutOfRange(
        name: "high", high, allowed: min(max(low, -(1 << 24)), (1 << 24) - 1) + 1...1 << 24)
    }
    return try make(axes) { buffer in
      var random = Philox(seed: seed, stream: stream)
      for index in 0..<buffer.count {
        if index & 0xFFFF == 0 { try Interrupt.check() }
        buffer[index] = Float(low + random.index(below: high - low))
      }
    }
  }
}
