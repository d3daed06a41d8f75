import CKernels

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// Softmax, its logarithm, and the logarithm of a sum of exponentials.

extension Tensor {
  /// Probabilities along an axis: `exp(x) / sum(exp(x))`.
  ///
  /// A missing score is probability 0, as masked attention is. A line without any score, and positions beyond the end of a
  /// row, stay missing.
  /// - Throws: `TensorProblem.unknownAxis`, `.raggedReduction`.
  public func softmax(over axis: String) throws -> Tensor {
    guard axes[try requiredAxis(axis)].name == axes.last?.name else {
      return try reordered(axisNames.filter { $0 != axis } + [axis]).softmax(over: axis).reordered(axisNames)
    }
    return try alongLines(axis, "softmax") { source, target, lines, start in
      if let place = target.baseAddress, Self.isPlain(source, start, lines.size) {
        target.copy(lines.size, from: source, at: start, to: start)
        weir_softmax(place + start, lines.size)
        return
      }
      let sums = lines.exponentials(source, start)
      for i in start..<start + lines.size {
        guard let (highest, total) = sums else {
          target[i] = Tensor.missing
          continue
        }
        target[i] = Tensor.isMissing(source[i]) ? 0 : Float(exp(Double(source[i]) - highest) / total)
      }
    }.clearedBeyondRows()
  }

  /// Whether a line holds numbers only, one of them finite: the engine's own softmax is for such lines.
  private static func isPlain(_ source: UnsafeBufferPointer<Float>, _ start: Int, _ count: Int) -> Bool {
    var (hasNaN, hasFinite) = (false, false)
    for i in start..<start + count {
      hasNaN = source[i].isNaN || source[i] == .infinity || hasNaN
      hasFinite = source[i].isFinite || hasFinite
    }
    return hasFinite && !hasNaN
  }

  /// Logarithms of probabilities along an axis; missing stays missing.
  /// - Throws: `TensorProblem.unknownAxis`, `.raggedReduction`.
  public func logSoftmax(over axis: String) throws -> Tensor {
    try alongLines(axis, "log_softmax") { source, target, lines, start in
      let sums = lines.exponentials(source, start)
      for i in 0..<lines.size {
        let value = source[start + i * lines.inner]
        guard let (highest, total) = sums, !Tensor.isMissing(value) else {
          target[start + i * lines.inner] = Tensor.missing
          continue
        }
        target[start + i * lines.inner] = Float(Double(value) - highest - log(total))
      }
    }
  }

  /// `log(sum(exp(x)))` along an axis, which goes away.
  /// - Throws: `TensorProblem.unknownAxis`, `.raggedReduction`.
  public func logSumExp(over axis: String) throws -> Tensor {
    let index = try requiredAxis(axis)
    try checkRows("logsumexp", over: [axis])
    let lines = AxisLines(axes, along: index)
    let (kept, rows) = axesAfterReducing([axis])
    return Tensor(kept, rows: rows) { target in
      withValues { source in
        lines.forEach { line, start in
          target[line] = lines.exponentials(source, start).map { Float($0 + log($1)) } ?? Tensor.missing
        }
      }
    }
  }

  /// A tensor of the same shape, computed line by line along an axis.
  /// - Throws: `TensorProblem.unknownAxis`, `.raggedReduction` where lines would mix rows of different lengths.
  func alongLines(
    _ axis: String, _ operation: String,
    _ body: (UnsafeBufferPointer<Float>, UnsafeMutableBufferPointer<Float>, AxisLines, Int) throws -> Void
  ) throws -> Tensor {
    let lines = AxisLines(axes, along: try requiredAxis(axis))
    try checkRows(operation, over: [axis])
    return try Tensor.make(axes, rows: rows) { target in
      try withValues { source in
        try lines.forEach { _, start in try body(source, target, lines, start) }
      }
    }
  }
}

extension AxisLines {
  /// The largest value of a line and the sum of exponentials below it; nil when no value is present.
  fileprivate func exponentials(_ source: UnsafeBufferPointer<Float>, _ start: Int) -> (highest: Double, total: Double)?
  {
    var highest = -Float.infinity
    var present = 0
    for i in 0..<size {
      let value = source[start + i * inner]
      if Tensor.isMissing(value) { continue }
      present += 1
      highest = value.isNaN || highest.isNaN ? .nan : Swift.max(highest, value)
    }
    if present == 0 { return nil }
    var total = 0.0
    for i in 0..<size {
      let value = source[start + i * inner]
      if !Tensor.isMissing(value) { total += exp(Double(value) - Double(highest)) }
    }
    return (Double(highest), total)
  }
}
