/// Reads the fields of a protocol buffer message, whatever its schema.
struct ProtobufReader {
  enum Value {
    case integer(UInt64)
    case float(Float)
    case bytes(ArraySlice<UInt8>)
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    self.position = bytes.startIndex
  }

  /// The number and value of the next field, nil at the end; throws where the message is cut off or malformed.
  mutating func next() throws(Malformed) -> (field: Int, value: Value)? {
    guard position < bytes.endIndex else { return nil }
    let key = try integer()
    let field = Int(truncatingIfNeeded: key >> 3)
    switch key & 7 {
    case 0: return (field, .integer(try integer()))
    case 1: return (field, .bytes(try take(8)))
    case 2:
      guard let length = Int(exactly: try integer()) else { throw Malformed() }
      return (field, .bytes(try take(length)))
    case 5:
      let bits = try take(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return (field, .float(Float(bitPattern: bits)))
    default: throw Malformed()
    }
  }

  struct Malformed: Error {}

  private mutating func integer() throws(Malformed) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let byte = try take(1)
      guard let byte = byte.first else { throw Malformed() }
      if shift < 64 { value |= UInt64(byte & 0x7f) << shift }
      if byte & 0x80 == 0 { return value }
    }
    throw Malformed()
  }

  private mutating func take(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
    guard count <= bytes.endIndex - position else { throw Malformed() }
    position += count
    return bytes[(position - count)..<position]
  }
}
