import CKernels

/// How numbers are kept in memory: all arithmetic is float32, whatever they are kept in.
public enum Precision: String, Sendable, Hashable, CaseIterable {
  case float32, bfloat16, float16

  /// Bytes a number.
  public var byteCount: Int { self == .float32 ? 4 : 2 }

  /// The largest relative error of a number that is rounded to it: half a unit in the last place.
  ///
  /// Numbers below 6e-5 lose more in float16.
  public var relativeError: Double {
    switch self {
    case .float32: 0x1p-24
    case .bfloat16: 0x1p-8
    case .float16: 0x1p-11
    }
  }

  /// The largest number that rounding keeps finite.
  public var largest: Double {
    switch self {
    case .float32: Double(Float.greatestFiniteMagnitude)
    case .bfloat16: 0x1.fep127
    case .float16: 65_504
    }
  }

  var element: weir_element {
    switch self {
    case .float32: WEIR_FLOAT32
    case .bfloat16: WEIR_BFLOAT16
    case .float16: WEIR_FLOAT16
    }
  }

  /// The number at a place.
  public func number(_ index: Int, at base: UnsafeRawPointer) -> Float {
    var value: Float = 0
    copy(1, from: base + index * byteCount, into: &value)
    return value
  }

  /// Turns kept numbers into float32 of the same value.
  public func copy(_ count: Int, from source: UnsafeRawPointer, into target: UnsafeMutablePointer<Float>) {
    switch self {
    case .float32: UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: count * 4)
    case .bfloat16: weir_bfloat16_to_float32(source, target, count)
    case .float16: weir_float16_to_float32(source, target, count)
    }
  }

  /// Rounds float32 to what is kept, ties to even.
  public func round(_ count: Int, from source: UnsafePointer<Float>, into target: UnsafeMutableRawPointer) {
    switch self {
    case .float32: target.copyMemory(from: source, byteCount: count * 4)
    case .bfloat16: weir_float32_to_bfloat16(source, target, count)
    case .float16: weir_float32_to_float16(source, target, count)
    }
  }
}
