// Sources are validated and never repaired: a text with one wrong byte is refused, with the place of that byte.

/// The first byte of a text that is not UTF-8.
public struct InvalidUTF8: Problem, Equatable {
  /// The place of the first byte that belongs to no character.
  public let offset: Int
  public let byte: UInt8
  /// What was read: a path, `<stdin>`, `-e`.
  public let sourceName: String

  public init(offset: Int, byte: UInt8, sourceName: String) {
    self.offset = offset
    self.byte = byte
    self.sourceName = sourceName
  }

  public var code: String { "E0001" }
  public var message: String {
    let digits = String(byte, radix: 16)
    return "\(Visible.text(sourceName)) is not UTF-8: byte \(offset) is 0x\(digits.count < 2 ? "0" : "")\(digits)"
  }
  public var notes: [String] { ["bytes are counted from 0; this one begins no character"] }
  public var help: [String] { ["save the text as UTF-8; Weir never guesses an encoding"] }
}

extension Source {
  /// Makes a source of bytes that came from outside, or throws `InvalidUTF8`.
  public convenience init(name: String, validating bytes: [UInt8]) throws(InvalidUTF8) {
    if let offset = UTF8Validation.firstInvalidOffset(in: bytes) {
      throw InvalidUTF8(offset: offset, byte: bytes[offset], sourceName: name)
    }
    self.init(name: name, text: String(decoding: bytes, as: UTF8.self))
  }
}
