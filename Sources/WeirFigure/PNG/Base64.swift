/// Bytes as text (RFC 4648, section 4).
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      let a = UInt32(bytes[start]) << 16
      let b = count > 1 ? UInt32(bytes[start + 1]) << 8 : 0
      let word = a | b | (count > 2 ? UInt32(bytes[start + 2]) : 0)
      result.append(alphabet[Int(word >> 18)])
      result.append(alphabet[Int(word >> 12 & 63)])
      result.append(count > 1 ? alphabet[Int(word >> 6 & 63)] : UInt8(ascii: "="))
      result.append(count > 2 ? alphabet[Int(word & 63)] : UInt8(ascii: "="))
    }
    return String(decoding: result, as: UTF8.self)
  }
}
