/// Whether bytes are UTF-8, and where they stop being it.
public enum UTF8Validation {
  /// The offset of the first byte that begins no well-formed character (Unicode 15, table 3-7), or nil when all are valid.
  ///
  /// An incomplete, overlong or surrogate sequence is reported at its first byte.
  public static func firstInvalidOffset(in bytes: some RandomAccessCollection<UInt8>) -> Int? {
    // Almost every text is valid and contiguous: the standard library's check is many times faster than the walk.
    let isValid = bytes.withContiguousStorageIfAvailable { String(validating: $0, as: UTF8.self) != nil }
    if isValid == true { return nil }
    return walk(Array(bytes))
  }

  private static func walk(_ bytes: [UInt8]) -> Int? {
    var offset = 0
    while offset < bytes.count {
      guard let length = sequenceLength(bytes, at: offset) else { return offset }
      offset += length
    }
    return nil
  }

  /// The length of the well-formed character at an offset, or nil.
  static func sequenceLength(_ bytes: [UInt8], at offset: Int) -> Int? {
    let lead = bytes[offset]
    let second: ClosedRange<UInt8>
    let length: Int
    switch lead {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return nil }
    for byte in bytes[(offset + 2)..<max(offset + 2, offset + length)] where byte & 0xC0 != 0x80 { return nil }
    return length
  }
}
