/// Number types of foreign files, by NumPy's letter and size; every one becomes float32.
enum NumberType: String {
  case float64 = "f8"
  case float32 = "f4"
  case float16 = "f2"
  case int64 = "i8"
  case int32 = "i4"
  case int16 = "i2"
  case int8 = "i1"
  case uint64 = "u8"
  case uint32 = "u4"
  case uint16 = "u2"
  case uint8 = "u1"
  case bool = "b1"

  var byteCount: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .int16, .uint16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  /// A tensor of the numbers that begin at `start`, of which there must be enough.
  func tensor(_ axes: [Axis], _ bytes: [UInt8], _ start: Int, _ isBigEndian: Bool) throws -> Tensor {
    try Tensor.make(axes, isMask: self == .bool) { target in
      bytes.withUnsafeBytes { source in
        let size = byteCount
        for i in target.indices {
          var word: UInt64 = 0
          for b in 0..<size {
            let byte = UInt64(source[start + i * size + b])
            word |= byte << (8 * UInt64(isBigEndian ? size - 1 - b : b))
          }
          target[i] = number(word)
        }
      }
    }
  }

  private func number(_ word: UInt64) -> Float {
    switch self {
    case .float64: Float(Double(bitPattern: word))
    case .float32: Float(bitPattern: UInt32(truncatingIfNeeded: word))
    case .float16: Self.half(UInt16(truncatingIfNeeded: word))
    case .int64: Float(Int64(bitPattern: word))
    case .int32: Float(Int32(truncatingIfNeeded: word))
    case .int16: Float(Int16(truncatingIfNeeded: word))
    case .int8: Float(Int8(truncatingIfNeeded: word))
    case .uint64: Float(word)
    case .uint32: Float(UInt32(truncatingIfNeeded: word))
    case .uint16: Float(UInt16(truncatingIfNeeded: word))
    case .uint8: Float(UInt8(truncatingIfNeeded: word))
    case .bool: word == 0 ? 0 : 1
    }
  }

  /// A half-precision number, which not every platform's compiler has as a type.
  private static func half(_ bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1f
    let fraction = UInt32(bits & 0x3ff)
    switch exponent {
    case 0:
      let value = Float(fraction) * 0x1p-24
      return sign == 0 ? value : -value
    case 0x1f: return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
