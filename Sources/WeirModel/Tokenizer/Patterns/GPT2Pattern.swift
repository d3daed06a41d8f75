import WeirText

/// The words of GPT-2's pre-tokenisation, found by hand because every byte-level text passes here.
///
///     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
enum GPT2Pattern {
  static let text = #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

  /// Appends the words of a range; they cover it.
  static func split(_ text: [UInt32], _ range: Range<Int>, into pieces: inout [PieceText.Piece]) {
    var start = range.lowerBound
    while start < range.upperBound {
      if pieces.count & 0xFFF == 0xFFF, Interrupt.isRequested { break }
      let end = wordEnd(text, start, range.upperBound)
      pieces.append(PieceText.Piece(start, end))
      start = end
    }
  }

  private enum Kind {
    case letter, number, space, other

    init(_ scalar: UInt32) {
      self =
        CharacterClass.isLetter(scalar)
        ? .letter : CharacterClass.isSpace(scalar) ? .space : CharacterClass.isNumber(scalar) ? .number : .other
    }
  }

  /// Where the word that begins at `start` ends.
  private static func wordEnd(_ text: [UInt32], _ start: Int, _ limit: Int) -> Int {
    if text[start] == 0x27, let end = contractionEnd(text, start, limit) { return end }
    var index = start
    var kind = Kind(text[index])
    if text[index] == 0x20, index + 1 < limit {
      let next = Kind(text[index + 1])
      if next != .space { (index, kind) = (index + 1, next) }
    }
    index += 1
    while index < limit, Kind(text[index]) == kind { index += 1 }
    // A run of white space before a word leaves its last character to the word, unless it is the only one.
    if kind == .space, index < limit, index - start > 1 { return index - 1 }
    return index
  }

  private static func contractionEnd(_ text: [UInt32], _ start: Int, _ limit: Int) -> Int? {
    guard start + 1 < limit else { return nil }
    switch text[start + 1] {
    case UInt32(UInt8(ascii: "s")), UInt32(UInt8(ascii: "t")), UInt32(UInt8(ascii: "m")), UInt32(UInt8(ascii: "d")):
      return start + 2
    case UInt32(UInt8(ascii: "r")), UInt32(UInt8(ascii: "v")):
      return start + 2 < limit && text[start + 2] == UInt32(UInt8(ascii: "e")) ? start + 3 : nil
    case UInt32(UInt8(ascii: "l")):
      return start + 2 < limit && text[start + 2] == UInt32(UInt8(ascii: "l")) ? start + 3 : nil
    default: return nil
    }
  }
}
