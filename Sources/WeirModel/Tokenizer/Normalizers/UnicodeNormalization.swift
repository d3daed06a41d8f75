/// The four normalisation forms (UAX 15) as lists of changes, so that every character keeps its origin.
enum UnicodeNormalization {
  /// Canonical or compatibility decomposition, in canonical order.
  static func decomposed(_ scalars: [UInt32], compatibility: Bool) -> [CharacterChange] {
    var result: [(kind: UInt8, change: CharacterChange)] = []
    result.reserveCapacity(scalars.count)
    for scalar in scalars {
      var isFirst = true
      decompose(scalar, compatibility) { part in
        result.append((combiningClass(part), CharacterChange(scalar: part, change: isFirst ? 0 : 1)))
        isFirst = false
      }
    }
    // Marks that follow each other are put into the order of their classes; equal classes stay as they are.
    var start = 0
    while start < result.count {
      guard result[start].kind != 0 else {
        start += 1
        continue
      }
      var end = start + 1
      while end < result.count, result[end].kind != 0 { end += 1 }
      if end - start > 1 {
        let ordered = result[start..<end].enumerated().sorted { a, b in
          (a.element.kind, a.offset) < (b.element.kind, b.offset)
        }
        result.replaceSubrange(start..<end, with: ordered.map(\.element))
      }
      start = end
    }
    return result.map(\.change)
  }

  /// The composition of a decomposition; a composed character swallows those it was made of.
  static func composed(_ scalars: [UInt32], compatibility: Bool) -> [CharacterChange] {
    var result: [CharacterChange] = []
    // The character that later ones may join, and those behind it that could not.
    var starter: CharacterChange?
    var waiting: [CharacterChange] = []
    var lastClass: UInt8?
    func flush() {
      if let starter { result.append(starter) }
      result += waiting
      waiting.removeAll(keepingCapacity: true)
      lastClass = nil
    }
    for next in decomposed(scalars, compatibility: compatibility) {
      let kind = combiningClass(next.scalar)
      guard let first = starter else {
        if kind == 0 { starter = next } else { result.append(next) }
        continue
      }
      let isBlocked = lastClass.map { $0 >= kind } ?? false
      if !isBlocked, let whole = compose(first.scalar, next.scalar) {
        starter = CharacterChange(scalar: whole, change: first.change + next.change - 1)
      } else if kind == 0 {
        flush()
        starter = next
      } else {
        waiting.append(next)
        lastClass = kind
      }
    }
    flush()
    return result
  }

  /// The canonical combining class in Unicode 12; 0 begins a new character.
  static func combiningClass(_ scalar: UInt32) -> UInt8 {
    guard scalar >= 0x300, let properties = Unicode.Scalar(scalar)?.properties else { return 0 }
    let kind = properties.canonicalCombiningClass.rawValue
    return kind == 0 || !isKnown(properties, 12) ? 0 : kind
  }

  /// Whether a character was assigned in a version of Unicode.
  static func isKnown(_ properties: Unicode.Scalar.Properties, _ version: Int) -> Bool {
    guard let age = properties.age else { return false }
    return age.major < version || (age.major == version && age.minor == 0)
  }

  private static func decompose(_ scalar: UInt32, _ compatibility: Bool, _ emit: (UInt32) -> Void) {
    if scalar < 0x80 { return emit(scalar) }
    if Hangul.syllables.contains(scalar) { return Hangul.decompose(scalar, emit) }
    if compatibility, let parts = tables.compatibility[scalar] { return parts.forEach(emit) }
    if let parts = tables.canonical[scalar] { return parts.forEach(emit) }
    emit(scalar)
  }

  private static func compose(_ first: UInt32, _ second: UInt32) -> UInt32? {
    Hangul.compose(first, second) ?? tables.pairs[UInt64(first) << 32 | UInt64(second)]
  }

  private static let tables = DecompositionTables()
}

/// Hangul syllables by arithmetic (The Unicode Standard, section 3.12).
private enum Hangul {
  static let syllables: Range<UInt32> = 0xac00..<0xd7a4
  private static let leads: Range<UInt32> = 0x1100..<0x1113
  private static let vowels: Range<UInt32> = 0x1161..<0x1176
  /// The first of these means that there is none.
  private static let tails: Range<UInt32> = 0x11a7..<0x11c3

  static func decompose(_ syllable: UInt32, _ emit: (UInt32) -> Void) {
    let index = syllable - syllables.lowerBound
    let tailCount = UInt32(tails.count)
    let perLead = UInt32(vowels.count) * tailCount
    emit(leads.lowerBound + index / perLead)
    emit(vowels.lowerBound + index % perLead / tailCount)
    if index % tailCount > 0 { emit(tails.lowerBound + index % tailCount) }
  }

  static func compose(_ first: UInt32, _ second: UInt32) -> UInt32? {
    let tailCount = UInt32(tails.count)
    if leads.contains(first), vowels.contains(second) {
      let index = (first - leads.lowerBound) * UInt32(vowels.count) + (second - vowels.lowerBound)
      return syllables.lowerBound + index * tailCount
    }
    if syllables.contains(first), (first - syllables.lowerBound) % tailCount == 0,
      tails.contains(second), second != tails.lowerBound
    {
      return first + (second - tails.lowerBound)
    }
    return nil
  }
}

/// The tables, unpacked on first use.
private struct DecompositionTables: Sendable {
  let canonical: [UInt32: [UInt32]]
  let compatibility: [UInt32: [UInt32]]
  /// First and second character to the one that both make.
  let pairs: [UInt64: UInt32]

  init() {
    canonical = Self.unpack(CanonicalDecompositions.text)
    compatibility = Self.unpack(CompatibilityDecompositions.text)
    var excluded: Set<UInt32> = []
    var last: UInt32 = 0
    for item in CanonicalDecompositions.excluded.split(separator: " ") {
      last += UInt32(item, radix: 36) ?? 0
      excluded.insert(last)
    }
    var composites: [[UInt32]: UInt32] = [:]
    for (scalar, parts) in canonical where parts.count > 1 && !excluded.contains(scalar) { composites[parts] = scalar }
    var pairs: [UInt64: UInt32] = [:]
    for (parts, scalar) in composites {
      let prefix = Array(parts.dropLast())
      guard let second = parts.last, let first = prefix.count == 1 ? prefix[0] : composites[prefix] else { continue }
      pairs[UInt64(first) << 32 | UInt64(second)] = scalar
    }
    self.pairs = pairs
  }

  private static func unpack(_ text: String) -> [UInt32: [UInt32]] {
    var table: [UInt32: [UInt32]] = [:]
    var last: UInt32 = 0
    for item in text.split(separator: " ") {
      let parts = item.split(separator: ":")
      last += UInt32(parts[0], radix: 36) ?? 0
      table[last] = parts[1].split(separator: ".").map { UInt32($0, radix: 36) ?? 0 }
    }
    return table
  }
}
