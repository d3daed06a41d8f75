/// Character classes of Unicode 8 and 9, frozen in libraries that Hugging Face tokenizers builds on.
///
/// They follow from today's classes, the version in which each character came, and the few that changed since.
enum OldUnicode {
  /// Control, format and private use characters, but for the three that count as blanks.
  static func isControl8(_ scalar: UInt32) -> Bool {
    if scalar == 0x09 || scalar == 0x0a || scalar == 0x0d { return false }
    switch category(scalar, 8) {
    case .control, .format, .privateUse: return true
    default: return false
    }
  }

  static func isNonspacingMark8(_ scalar: UInt32) -> Bool {
    switch scalar {
    case ..<0x300, 0x1885, 0x1886, 0xa9bd, 0x111c9: return false
    case 0x1734, 0x1171e: return true
    default: return category(scalar, 8) == .nonspacingMark
    }
  }

  static func isMark9(_ scalar: UInt32) -> Bool {
    switch scalar {
    case ..<0x300, 0x111c9: return false
    case 0x1cf2, 0x1cf3: return true
    default: break
    }
    switch category(scalar, 9) {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return false
    }
  }

  /// Punctuation as BERT means it: all of ASCII's symbols too.
  static func isPunctuation8(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 {
      switch scalar {
      case 0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e: return true
      default: return false
      }
    }
    if scalar == 0x166d || scalar == 0x111c9 { return true }
    switch category(scalar, 8) {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// Rust's `is_numeric`, in Unicode 17: today's numbers of all three kinds.
  static func isNumeric17(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return scalar &- 0x30 < 10 }
    switch Unicode.Scalar(scalar)?.properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: return true
    default: return false
    }
  }

  private static func category(_ scalar: UInt32, _ version: Int) -> Unicode.GeneralCategory {
    guard let properties = Unicode.Scalar(scalar)?.properties, UnicodeNormalization.isKnown(properties, version) else {
      return .unassigned
    }
    return properties.generalCategory
  }
}
