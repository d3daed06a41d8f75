// Names, reserved words and component literals.

import WeirText

extension Lexer {
  /// Reserved words by their first letter, `a` at 0.
  private static let reservedByFirstLetter: [[(bytes: [UInt8], kind: TokenKind)]] = {
    var table = [[(bytes: [UInt8], kind: TokenKind)]](repeating: [], count: 26)
    for kind in TokenKind.allCases where kind.isReservedWord {
      let bytes = Array((kind.spelling ?? "").utf8)
      if let first = bytes.first { table[Int(first - Ascii.lowerA)].append((bytes, kind)) }
    }
    return table
  }()

  mutating func word() {
    let start = offset
    skipName()
    let length = offset - start
    let next = byte(offset)
    if next == Ascii.quote, length <= 2, literalPrefix(from: start) { return }
    let isAfterDot = tokens.last?.kind == .dot
    if bytes[start] == Ascii.upperL, !isAfterDot || isAfterEncoderOrDecoder, component(from: start) { return }
    if next == Ascii.apostrophe { takePrimes(from: start) }
    emit(isAfterDot ? .name : reservedWord(from: start) ?? .name, from: start)
  }

  /// Moves past the characters that go on a name.
  mutating func skipName() {
    while true {
      let byte = byte(offset)
      if Ascii.isNameByte(byte) {
        offset += 1
      } else if byte >= 0x80, let scalar = scalar(at: offset), scalar.properties.isXIDContinue {
        offset += UTF8.width(scalar)
      } else {
        return
      }
    }
  }

  /// Whether the character at an offset would go on a name.
  func goesOnName(at offset: Int) -> Bool {
    let byte = byte(offset)
    if byte < 0x80 { return Ascii.isNameByte(byte) }
    return scalar(at: offset)?.properties.isXIDContinue ?? false
  }

  /// The scalar at an offset of the valid text; nil past its end.
  func scalar(at offset: Int) -> Unicode.Scalar? {
    guard offset < bytes.count else { return nil }
    var iterator = bytes[offset..<min(bytes.count, offset + 4)].makeIterator()
    var decoder = UTF8()
    if case .scalarValue(let scalar) = decoder.decode(&iterator) { return scalar }
    return nil
  }

  private func reservedWord(from start: Int) -> TokenKind? {
    let first = bytes[start]
    guard first >= Ascii.lowerA, first <= Ascii.lowerZ else { return nil }
    let word = bytes[start..<offset]
    for candidate in Lexer.reservedByFirstLetter[Int(first - Ascii.lowerA)] where word.elementsEqual(candidate.bytes) {
      return candidate.kind
    }
    return nil
  }

  /// `r"..."`, and the prefixes of Python that mean nothing here.
  private mutating func literalPrefix(from start: Int) -> Bool {
    let prefix = text(start, offset)
    switch prefix {
    case "r": beginString(from: start, isRaw: true)
    case "f", "b", "u", "F", "R", "B", "U", "fr", "rf", "br", "rb":
      report(.formatString(prefix: prefix.lowercased().contains("f") ? "f" : prefix), start, offset)
      beginString(from: start, isRaw: false)
    default: return false
    }
    return true
  }

  /// Primes belong to a name when nothing follows that would make them a quotation: `d_model'`.
  private mutating func takePrimes(from start: Int) {
    var end = offset
    while byte(end) == Ascii.apostrophe { end += 1 }
    if goesOnName(at: end) || byte(end) == Ascii.quote { return }
    offset = end
  }

  /// The names of three letters after whose dot a component is one: the stacks of an encoder-decoder model.
  static let stacks = ["enc", "dec"]

  private var isAfterEncoderOrDecoder: Bool {
    guard tokens.count >= 2 else { return false }
    let before = tokens[tokens.count - 2]
    guard before.kind == .name, before.upper - before.lower == 3 else { return false }
    return Lexer.stacks.contains(text(before.lower, before.upper))
  }
}

extension UTF8 {
  /// The number of bytes of a scalar.
  static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x80: 1
    case 0x80..<0x800: 2
    case 0x800..<0x10000: 3
    default: 4
    }
  }
}
