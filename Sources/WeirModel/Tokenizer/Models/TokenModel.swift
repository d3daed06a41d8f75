/// The part of a tokenizer that cuts one word into tokens.
protocol TokenModel: Sendable {
  var vocabulary: Vocabulary { get }

  /// Appends the tokens of a word, whose scalars are `text[range]`.
  func tokenize(_ text: [UInt32], _ range: Range<Int>, into tokens: inout [ModelToken]) throws(TokenizerProblem)
}

/// A token of a word, and the bytes of the word's UTF-8 that it covers.
struct ModelToken: Sendable {
  let number: Int
  let lower: Int
  let upper: Int
}

extension UInt32 {
  /// The bytes that this scalar takes in UTF-8.
  var utf8Length: Int { self < 0x80 ? 1 : self < 0x800 ? 2 : self < 0x10000 ? 3 : 4 }

  /// Appends this scalar's UTF-8.
  func appendUTF8(to bytes: inout [UInt8]) {
    switch utf8Length {
    case 1: bytes.append(UInt8(truncatingIfNeeded: self))
    case 2:
      bytes.append(UInt8(truncatingIfNeeded: 0xc0 | self >> 6))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | self & 0x3f))
    case 3:
      bytes.append(UInt8(truncatingIfNeeded: 0xe0 | self >> 12))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | self >> 6 & 0x3f))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | self & 0x3f))
    default:
      bytes.append(UInt8(truncatingIfNeeded: 0xf0 | self >> 18 & 0x07))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | self >> 12 & 0x3f))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | self >> 6 & 0x3f))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | self & 0x3f))
    }
  }
}
