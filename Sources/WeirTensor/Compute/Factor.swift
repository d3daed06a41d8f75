import CKernels

/// The right side of a product, as it lies in memory: `[inputs, outputs]`, or `[outputs, inputs]` when transposed.
///
/// A view, not an owner. Numbers kept in 16 bits take part as the float32 of the same value.
public struct Factor: @unchecked Sendable {
  public let base: UnsafeRawPointer
  public let precision: Precision
  public let inputs: Int
  public let outputs: Int
  /// Numbers from one row in memory to the next.
  public let stride: Int
  public let isTransposed: Bool

  public init(
    _ base: UnsafeRawPointer, _ precision: Precision, inputs: Int, outputs: Int, stride: Int? = nil,
    isTransposed: Bool = false
  ) {
    self.base = base
    self.precision = precision
    self.inputs = inputs
    self.outputs = outputs
    self.stride = stride ?? (isTransposed ? inputs : outputs)
    self.isTransposed = isTransposed
  }

  public init(
    _ base: UnsafePointer<Float>, inputs: Int, outputs: Int, stride: Int? = nil, isTransposed: Bool = false
  ) {
    self.init(
      UnsafeRawPointer(base), .float32, inputs: inputs, outputs: outputs, stride: stride, isTransposed: isTransposed)
  }

  /// The numbers in place; nil where they are not float32.
  public var floats: UnsafePointer<Float>? {
    precision == .float32 ? base.assumingMemoryBound(to: Float.self) : nil
  }

  /// Some of the outputs.
  public func outputs(_ range: Range<Int>) -> Factor {
    precondition(range.lowerBound >= 0 && range.upperBound <= outputs, "outputs lie inside")
    return moved(by: range.lowerBound * (isTransposed ? stride : 1), inputs: inputs, outputs: range.count)
  }

  /// Some of the inputs.
  public func inputs(_ range: Range<Int>) -> Factor {
    precondition(range.lowerBound >= 0 && range.upperBound <= inputs, "inputs lie inside")
    return moved(by: range.lowerBound * (isTransposed ? 1 : stride), inputs: range.count, outputs: outputs)
  }

  private func moved(by numbers: Int, inputs: Int, outputs: Int) -> Factor {
    Factor(
      base + numbers * precision.byteCount, precision, inputs: inputs, outputs: outputs, stride: stride,
      isTransposed: isTransposed)
  }

  /// One number.
  public func value(_ input: Int, _ output: Int) -> Float {
    precision.number(isTransposed ? output * stride + input : input * stride + output, at: base)
  }

  /// Copies the numbers of one output, one for each input.
  public func copy(output: Int, into target: UnsafeMutablePointer<Float>) {
    precondition((0..<outputs).contains(output), "the output lies inside")
    if isTransposed {
      precision.copy(inputs, from: base + output * stride * precision.byteCount, into: target)
    } else {
      for input in 0..<inputs { target[input] = value(input, output) }
    }
  }

  /// Copies the numbers of one input, one for each output.
  public func copy(input: Int, into target: UnsafeMutablePointer<Float>) {
    precondition((0..<inputs).contains(input), "the input lies inside")
    if isTransposed {
      for output in 0..<outputs { target[output] = value(input, output) }
    } else {
      precision.copy(outputs, from: base + input * stride * precision.byteCount, into: target)
    }
  }
}
