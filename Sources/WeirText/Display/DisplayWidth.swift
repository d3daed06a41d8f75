// How many terminal columns a text takes.
//
// Widths follow the Unicode East Asian Width property and emoji presentation, by grapheme: a letter with its combining
// marks is one column, a wide ideograph two, an emoji sequence joined by ZWJ two. Ambiguous characters count as one.

/// Terminal columns of characters and texts.
public enum DisplayWidth {
  /// The columns of a text without tabs or newlines; control characters count as they are made visible by `Visible`.
  public static func of(_ text: some StringProtocol) -> Int {
    if let ascii = text.utf8.withContiguousStorageIfAvailable(plainASCIICount), let ascii { return ascii }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The columns of one grapheme.
  public static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.count == 1 { return of(first) }
    if isEmojiSequence(scalars) { return 2 }
    return scalars.reduce(0) { $0 + of($1) }
  }

  /// The columns of one scalar: 0, 1 or 2.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    if isWide(scalar) { return 2 }
    return isZeroWidth(scalar) ? 0 : 1
  }

  /// The number of bytes when all are printable ASCII.
  private static func plainASCIICount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    for byte in bytes where byte < 0x20 || byte > 0x7E { return nil }
    return bytes.count
  }

  private static func isEmojiSequence(_ scalars: Character.UnicodeScalarView) -> Bool {
    guard let first = scalars.first else { return false }
    if first.properties.isEmojiPresentation { return true }
    return first.properties.isEmoji && scalars.contains { $0.value == 0xFE0F || $0.value == 0x20E3 }
  }

  private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
    // The vowels and final consonants of a decomposed Hangul syllable join the wide leading consonant.
    if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) { return true }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    case .format: return !Visible.isHidden(scalar)
    default: return false
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x1100 { return false }
    for range in wideRanges where range.contains(value) { return !isMarkAmongWide(value) }
    return scalar.properties.isEmojiPresentation
  }

  /// Combining marks that lie inside the wide blocks.
  private static func isMarkAmongWide(_ value: UInt32) -> Bool {
    (0x302A...0x302D).contains(value) || value == 0x3099 || value == 0x309A || value == 0x16FE4
  }

  /// East Asian Width W and F, by block; pictographs are recognised by their emoji presentation instead.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}

extension StringProtocol {
  /// The terminal columns that the text takes.
  public var displayWidth: Int { DisplayWidth.of(self) }
}
