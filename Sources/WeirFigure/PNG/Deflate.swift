import CZlib

/// Compression by the system's zlib.
enum Deflate {
  /// The bytes as a zlib stream (RFC 1950), or nil when there is no memory for it.
  static func zlib(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8]? {
    var size = compressBound(uLong(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(size))
    guard compress2(&result, &size, bytes, uLong(bytes.count), level) == Z_OK else { return nil }
    result.removeLast(result.count - Int(size))
    return result
  }

  /// The CRC-32 that PNG puts behind each chunk.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: CZlib.crc32(0, bytes, uInt(bytes.count)))
  }
}
