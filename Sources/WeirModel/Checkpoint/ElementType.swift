/// How a stored tensor writes its numbers, by the names of the safetensors format.
public enum ElementType: String, Sendable, Hashable, CaseIterable {
  case bool = "BOOL"
  case bfloat16 = "BF16"
  case float8E4M3 = "F8_E4M3"
  case float8E5M2 = "F8_E5M2"
  case float16 = "F16"
  case float32 = "F32"
  case float64 = "F64"
  case int8 = "I8"
  case int16 = "I16"
  case int32 = "I32"
  case int64 = "I64"
  case uint8 = "U8"
  case uint16 = "U16"
  case uint32 = "U32"
  case uint64 = "U64"

  /// Bytes a number.
  public var byteCount: Int {
    switch self {
    case .bool, .float8E4M3, .float8E5M2, .int8, .uint8: 1
    case .bfloat16, .float16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// The name that people use: `float16`, `int64`.
  public var name: String {
    switch self {
    case .float8E4M3: "float8 (e4m3)"
    case .float8E5M2: "float8 (e5m2)"
    default: "\(self)"
    }
  }

  /// Whether its numbers are whole.
  public var isInteger: Bool {
    switch self {
    case .bool, .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64: true
    case .bfloat16, .float8E4M3, .float8E5M2, .float16, .float32, .float64: false
    }
  }
}
