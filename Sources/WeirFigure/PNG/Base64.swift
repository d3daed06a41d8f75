/// Bytes as text (RFC 4648, section 4).
public enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of some bytes, padded with `=`.
  public static func text(_ bytes: [UInt8]) -> String {
    let count = (bytes.count + 2) / 3 * 4
    return String(unsafeUninitializedCapacity: count) { result in
      var place = 0
      alphabet.withUnsafeBufferPointer { alphabet in
        bytes.withUnsafeBufferPointer { bytes in
          var start = 0
          while start < bytes.count {
            let left = bytes.count - start
            let a = UInt32(bytes[start]) << 16
            let b = left > 1 ? UInt32(bytes[start + 1]) << 8 : 0
            let word = a | b | (left > 2 ? UInt32(bytes[start + 2]) : 0)
            result[place] = alphabet[Int(word >> 18)]
            result[place + 1] = alphabet[Int(word >> 12 & 63)]
            result[place + 2] = left > 1 ? alphabet[Int(word >> 6 & 63)] : UInt8(ascii: "=")
            result[place + 3] = left > 2 ? alphabet[Int(word & 63)] : UInt8(ascii: "=")
            (place, start) = (place + 4, start + 3)
          }
        }
      }
      return count
    }
  }

  /// The bytes of a text, or nil when it is none of this kind.
  public static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var places = [UInt8](repeating: 64, count: 256)
    for (place, letter) in alphabet.enumerated() { places[Int(letter)] = UInt8(place) }
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3)
    var (word, filled, padding) = (UInt32(0), 0, 0)
    for letter in text {
      if letter == UInt8(ascii: "=") { padding += 1 } else if padding > 0 || places[Int(letter)] == 64 { return nil }
      word = word << 6 | UInt32(letter == UInt8(ascii: "=") ? 0 : places[Int(letter)])
      filled += 1
      guard filled == 4 else { continue }
      result += [UInt8(word >> 16 & 255), UInt8(word >> 8 & 255), UInt8(word & 255)]
      (word, filled) = (0, 0)
    }
    guard padding <= 2 else { return nil }
    return Array(result.dropLast(padding))
  }
}
