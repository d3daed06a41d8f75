#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An element-wise function of one number; missing stays missing.
public enum UnaryFunction: String, Sendable, CaseIterable {
  case negate, abs, sign, square, sqrt, reciprocal
  case exp, expm1, log, log2, log10, log1p
  case sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
  case floor, ceil
  /// To the nearest whole number, halves to the even one.
  case round
  case erf, sigmoid, softplus, relu, silu
  /// The exact Gaussian error linear unit (Hendrycks and Gimpel 2016).
  case gelu
  /// Its tanh approximation, which GPT-2 uses.
  case gelu_new
  case not
  case is_missing, is_nan, is_finite

  /// Whether the result is a mask.
  public var givesMask: Bool {
    switch self {
    case .not, .is_missing, .is_nan, .is_finite: true
    default: false
    }
  }

  func apply(_ source: UnsafeBufferPointer<Float>, _ target: UnsafeMutableBufferPointer<Float>) {
    @inline(__always)
    func map(_ function: (Float) -> Float) {
      for i in 0..<source.count { target[i] = Tensor.isMissing(source[i]) ? Tensor.missing : function(source[i]) }
    }
    switch self {
    case .negate: map { -$0 }
    case .abs: map { Swift.abs($0) }
    case .sign: map { $0.isNaN ? $0 : $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
    case .square: map { $0 * $0 }
    case .sqrt: map { $0.squareRoot() }
    case .reciprocal: map { 1 / $0 }
    case .exp: map(expf)
    case .expm1: map(expm1f)
    case .log: map(logf)
    case .log2: map(log2f)
    case .log10: map(log10f)
    case .log1p: map(log1pf)
    case .sin: map(sinf)
    case .cos: map(cosf)
    case .tan: map(tanf)
    case .asin: map(asinf)
    case .acos: map(acosf)
    case .atan: map(atanf)
    case .sinh: map(sinhf)
    case .cosh: map(coshf)
    case .tanh: map(tanhf)
    case .floor: map { $0.rounded(.down) }
    case .ceil: map { $0.rounded(.up) }
    case .round: map { $0.rounded(.toNearestOrEven) }
    case .erf: map(erff)
    case .sigmoid: map { 1 / (1 + expf(-$0)) }
    case .softplus: map { Swift.max($0, 0) + log1pf(expf(-Swift.abs($0))) }
    case .relu: map { $0.isNaN ? $0 : Swift.max($0, 0) }
    case .silu: map { $0 / (1 + expf(-$0)) }
    case .gelu: map { 0.5 * $0 * (1 + erff($0 * 0.707_106_77)) }
    case .gelu_new: map { 0.5 * $0 * (1 + tanhf(0.797_884_6 * ($0 + 0.044_715 * $0 * $0 * $0))) }
    case .not: map { $0 == 0 ? 1 : 0 }
    case .is_missing: for i in 0..<source.count { target[i] = Tensor.isMissing(source[i]) ? 1 : 0 }
    case .is_nan: map { $0.isNaN ? 1 : 0 }
    case .is_finite: map { $0.isFinite ? 1 : 0 }
    }
  }
}

extension Tensor {
  /// The function of every element.
  public func mapped(_ function: UnaryFunction) -> Tensor {
    let result = Tensor(axes, isMask: function.givesMask, rows: rows) { target in
      withValues { function.apply($0, target) }
    }
    return function == .is_missing ? result.clearedBeyondRows() : result
  }

  /// Every value within `[low, high]`; values outside become the nearer end.
  public func clamped(_ low: Float, _ high: Float) -> Tensor {
    Tensor(axes, rows: rows) { target in
      withValues { source in
        for i in 0..<source.count {
          target[i] = source[i].isNaN ? source[i] : Swift.max(low, Swift.min(high, source[i]))
        }
      }
    }
  }

  /// The tensor with missing values replaced by a number; positions beyond the end of a row stay missing.
  public func fillingMissing(with value: Float) -> Tensor {
    Tensor(axes, isMask: isMask && (value == 0 || value == 1), rows: rows) { target in
      withValues { source in
        for i in 0..<source.count { target[i] = Tensor.isMissing(source[i]) ? value : source[i] }
      }
    }.clearedBeyondRows()
  }

  /// The tensor with missing where the mask is 1, as for masked scores.
  public func masked(where mask: Tensor) throws -> Tensor {
    // The axes keep the order that they have here, whatever the mask's is.
    let shape = try Broadcast(self, mask, operation: "`mask_out`")
    return try Tensor.select(mask, Tensor(scalar: Tensor.missing), self, shape: shape)
  }
}
