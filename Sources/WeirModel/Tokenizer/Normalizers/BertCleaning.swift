/// BERT's cleaning of texts: control characters, Chinese characters, accents, case.
struct BertCleaning: Sendable {
  var cleansText = true
  var separatesChinese = true
  /// Nil follows `lowercases`.
  var stripsAccents: Bool?
  var lowercases = true

  func apply(_ text: AlignedText) -> AlignedText {
    var text = text
    if cleansText {
      text = text.filtered { $0 != 0 && $0 != 0xfffd && !OldUnicode.isControl8($0) }
        .mapped { CharacterClass.isSpace($0) ? 0x20 : $0 }
    }
    if separatesChinese { text = Self.separated(text) }
    if stripsAccents ?? lowercases {
      text = text.transformed(UnicodeNormalization.decomposed(text.scalars, compatibility: false))
        .filtered { !OldUnicode.isNonspacingMark8($0) }
    }
    return lowercases ? text.lowercased : text
  }

  /// Blanks on both sides of every Chinese character.
  private static func separated(_ text: AlignedText) -> AlignedText {
    guard text.scalars.contains(where: isChinese) else { return text }
    var result = AlignedText()
    for (index, scalar) in text.scalars.enumerated() {
      if isChinese(scalar) {
        for part in [0x20, scalar, 0x20] { result.append(part, like: text, at: index) }
      } else {
        result.append(scalar, like: text, at: index)
      }
    }
    return result
  }

  private static func isChinese(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x4e00...0x9fff, 0x3400...0x4dbf, 0x20000...0x2a6df, 0x2a700...0x2b73f, 0x2b740...0x2b81f, 0x2b920...0x2ceaf,
      0xf900...0xfaff, 0x2f800...0x2fa1f:
      true
    default: false
    }
  }
}
