/// The 256 visible characters that stand for bytes in the vocabularies of byte-level tokenizers (GPT-2's `encoder.py`).
///
/// Printable Latin-1 stands for itself; the other 68 bytes, in order, are U+0100 and on, so that a blank is `Ġ`.
enum ByteAlphabet {
  /// The character of each byte.
  static let characters: [UInt32] = {
    var next: UInt32 = 256
    return (UInt32(0)..<256).map { byte in
      if isPrintable(byte) { return byte }
      defer { next += 1 }
      return next
    }
  }()

  /// The byte of each character below `limit`, or -1.
  private static let bytes: [Int16] = {
    var table = [Int16](repeating: -1, count: limit)
    for (byte, character) in characters.enumerated() { table[Int(character)] = Int16(byte) }
    return table
  }()

  /// All characters of the alphabet are below this.
  static let limit = 256 + 68

  /// The byte that a character stands for, or nil.
  static func byte(of character: UInt32) -> UInt8? {
    guard character < limit else { return nil }
    return UInt8(exactly: bytes[Int(character)])
  }

  private static func isPrintable(_ byte: UInt32) -> Bool {
    (0x21...0x7e).contains(byte) || (0xa1...0xac).contains(byte) || (0xae...0xff).contains(byte)
  }
}
