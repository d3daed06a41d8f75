/// What kind of character a scalar is, by Unicode 16, the version that Hugging Face tokenizers' patterns know.
///
/// Swift's tables are a version ahead: what they learned later counts as unassigned here.
enum CharacterClass {
  static func category(_ scalar: UInt32) -> Unicode.GeneralCategory {
    guard let scalar = Unicode.Scalar(scalar) else { return .surrogate }
    let properties = scalar.properties
    if scalar.value < 0x88f { return scalar.value == 0x295 ? .lowercaseLetter : properties.generalCategory }
    let category = properties.generalCategory
    if let age = properties.age, age.major > 16 { return .unassigned }
    return category
  }

  /// `\p{L}`.
  static func isLetter(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return (scalar | 0x20) &- 0x61 < 26 }
    switch category(scalar) {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return false
    }
  }

  /// `\p{N}`.
  static func isNumber(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return scalar &- 0x30 < 10 }
    switch category(scalar) {
    case .decimalNumber, .letterNumber, .otherNumber: return true
    default: return false
    }
  }

  /// `\s`: the property White_Space.
  static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09...0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000: true
    default: false
    }
  }

  /// `\p{M}`.
  static func isMark(_ scalar: UInt32) -> Bool {
    if scalar < 0x300 { return false }
    switch category(scalar) {
    case .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return false
    }
  }

  /// `\p{P}`.
  static func isPunctuation(_ scalar: UInt32) -> Bool {
    switch category(scalar) {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// `\w` in patterns, which are Oniguruma's: the same but for joiners and Latin-1's own small numbers.
  static func isPatternWord(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x200c, 0x200d: false
    case 0xb2, 0xb3, 0xb9, 0xbc, 0xbd, 0xbe: true
    default: isWord(scalar)
    }
  }

  /// `\w` in Rust's regular expressions: letters, marks, decimal digits, connectors, joiners, letter-like numbers.
  static func isWord(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return isLetter(scalar) || isNumber(scalar) || scalar == 0x5f }
    if scalar == 0x200c || scalar == 0x200d { return true }
    if Unicode.Scalar(scalar)?.properties.isAlphabetic == true, category(scalar) != .unassigned { return true }
    switch category(scalar) {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation: return true
    default: return false
    }
  }
}
