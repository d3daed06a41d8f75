/// A set of characters as a pattern describes it: `[^\r\n\p{L}]`.
indirect enum PatternSet: Sendable, Hashable {
  case range(UInt32, UInt32)
  case categories(Set<Unicode.GeneralCategory>)
  case space
  case word
  case script(PatternScript)
  /// Anything but a newline.
  case dot
  case union([PatternSet])
  case intersection([PatternSet])
  case inverted(PatternSet)
  /// Also what differs in case only.
  case caseless(PatternSet)

  static func scalar(_ value: UInt32) -> PatternSet { .range(value, value) }

  func contains(_ scalar: UInt32) -> Bool {
    switch self {
    case .range(let lower, let upper): lower <= scalar && scalar <= upper
    case .categories(let categories): categories.contains(CharacterClass.category(scalar))
    case .space: CharacterClass.isSpace(scalar)
    case .word: CharacterClass.isPatternWord(scalar)
    case .script(let script): script.contains(scalar)
    case .dot: scalar != 0x0a
    case .union(let parts): parts.contains { $0.contains(scalar) }
    case .intersection(let parts): parts.allSatisfy { $0.contains(scalar) }
    case .inverted(let part): !part.contains(scalar)
    case .caseless(let part): Self.caseVariants(scalar).contains { part.contains($0) }
    }
  }

  /// The characters that differ from one in case only, itself included (`s`, `S` and the long s).
  private static func caseVariants(_ scalar: UInt32) -> Set<UInt32> {
    func single(_ text: String) -> UInt32? {
      let scalars = text.unicodeScalars
      return scalars.count == 1 ? scalars.first?.value : nil
    }
    guard let properties = Unicode.Scalar(scalar)?.properties else { return [scalar] }
    var variants: Set<UInt32> = [scalar]
    for variant in [single(properties.lowercaseMapping), single(properties.uppercaseMapping)] {
      guard let variant, let properties = Unicode.Scalar(variant)?.properties else { continue }
      variants.insert(variant)
      if let lower = single(properties.lowercaseMapping) { variants.insert(lower) }
      if let upper = single(properties.uppercaseMapping) { variants.insert(upper) }
    }
    return variants
  }

  /// The general categories of a property's name, one or two letters: `L`, `Lu`.
  static func categories(named name: String) -> Set<Unicode.GeneralCategory>? { categoriesByName[name] }

  private static let categoriesByName: [String: Set<Unicode.GeneralCategory>] = {
    var table: [String: Set<Unicode.GeneralCategory>] = [
      "Lu": [.uppercaseLetter], "Ll": [.lowercaseLetter], "Lt": [.titlecaseLetter], "Lm": [.modifierLetter],
      "Lo": [.otherLetter], "Mn": [.nonspacingMark], "Mc": [.spacingMark], "Me": [.enclosingMark],
      "Nd": [.decimalNumber], "Nl": [.letterNumber], "No": [.otherNumber], "Pc": [.connectorPunctuation],
      "Pd": [.dashPunctuation], "Ps": [.openPunctuation], "Pe": [.closePunctuation], "Pi": [.initialPunctuation],
      "Pf": [.finalPunctuation], "Po": [.otherPunctuation], "Sm": [.mathSymbol], "Sc": [.currencySymbol],
      "Sk": [.modifierSymbol], "So": [.otherSymbol], "Zs": [.spaceSeparator], "Zl": [.lineSeparator],
      "Zp": [.paragraphSeparator], "Cc": [.control], "Cf": [.format], "Cs": [.surrogate], "Co": [.privateUse],
      "Cn": [.unassigned],
    ]
    for (name, categories) in table { table[String(name.prefix(1)), default: []].formUnion(categories) }
    return table
  }()
}

/// A set with its answers for ASCII worked out beforehand.
struct PreparedSet: Sendable {
  private let low: UInt64
  private let high: UInt64
  private let set: PatternSet

  init(_ set: PatternSet) {
    var bits: [UInt64] = [0, 0]
    for scalar in UInt32(0)..<128 where set.contains(scalar) { bits[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63) }
    (low, high) = (bits[0], bits[1])
    self.set = set
  }

  func contains(_ scalar: UInt32) -> Bool {
    if scalar < 64 { return low >> UInt64(scalar) & 1 != 0 }
    if scalar < 128 { return high >> UInt64(scalar - 64) & 1 != 0 }
    return set.contains(scalar)
  }
}
