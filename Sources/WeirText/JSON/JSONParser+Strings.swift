// The inside of string literals: validation while reading, resolution of escapes when a string is asked for.

extension JSONParser {
  /// Moves past a literal whose opening quote is at `at`; answers whether it holds escapes.
  mutating func skipString() throws(JSONProblem) -> Bool {
    let start = at
    at += 1
    var hasEscapes = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        return hasEscapes
      } else if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try skipEscape()
      } else if byte >= 0x80 {
        guard let length = UTF8Validation.sequenceLength(bytes, at: at) else { throw problem(.invalidUTF8) }
        at += length
      } else if byte < 0x20 {
        throw problem(.controlCharacter(byte))
      } else {
        at += 1
      }
    }
    throw problem(.unclosedString, at: start)
  }

  private mutating func skipEscape() throws(JSONProblem) {
    guard at + 1 < bytes.count else { throw problem(.endOfText) }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
    case UInt8(ascii: "u"):
      guard let unit = Self.codeUnit(bytes, at + 2) else { throw problem(.badEscape) }
      switch unit {
      case 0xd800..<0xdc00:
        guard at + 7 < bytes.count, bytes[at + 6] == UInt8(ascii: "\\"), bytes[at + 7] == UInt8(ascii: "u"),
          let low = Self.codeUnit(bytes, at + 8), (0xdc00..<0xe000).contains(low)
        else { throw problem(.loneSurrogate) }
        at += 12
      case 0xdc00..<0xe000: throw problem(.loneSurrogate)
      default: at += 6
      }
    default: throw problem(.badEscape)
    }
  }

  /// Four hexadecimal digits, or nil.
  private static func codeUnit(_ bytes: [UInt8], _ start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[start..<(start + 4)] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(byte - 0x30)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        unit = unit << 4 | UInt32((byte | 0x20) - 0x57)
      default: return nil
      }
    }
    return unit
  }

  /// Appends the content of a literal that `skipString` has accepted.
  static func unescape(_ bytes: [UInt8], _ start: Int, _ end: Int, to text: inout [UInt8]) {
    var at = start
    while at < end {
      guard bytes[at] == UInt8(ascii: "\\"), at + 1 < end else {
        text.append(bytes[at])
        at += 1
        continue
      }
      let letter = bytes[at + 1]
      at += 2
      switch letter {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0c)
      case UInt8(ascii: "n"): text.append(0x0a)
      case UInt8(ascii: "r"): text.append(0x0d)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        var value = codeUnit(bytes, at) ?? 0xfffd
        at += 4
        if (0xd800..<0xdc00).contains(value), let low = codeUnit(bytes, at + 2) {
          value = 0x10000 + (value - 0xd800) << 10 + (low &- 0xdc00)
          at += 6
        }
        text.append(contentsOf: Unicode.Scalar(value).map { Array($0.utf8) } ?? [0xef, 0xbf, 0xbd])
      default: text.append(letter)
      }
    }
  }
}
