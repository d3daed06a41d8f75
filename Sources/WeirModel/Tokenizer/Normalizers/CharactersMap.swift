/// SentencePiece's compiled character map: a trie of texts and what each becomes.
///
/// The layout is that of `precompiled_charsmap`: the trie's size in bytes, the trie as a double array (darts-clone), then
/// the replacements, each ended by a zero byte. Characters are looked up as whole graphemes of up to five bytes first.
struct CharactersMap: Sendable {
  private let units: [UInt32]
  private let replacements: [UInt8]

  /// Reads a map; nil if it is not one.
  init?(_ bytes: [UInt8]) {
    func word(_ offset: Int) -> UInt32 {
      bytes[offset..<(offset + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    guard bytes.count >= 4 else { return nil }
    let size = Int(word(0))
    guard size % 4 == 0, size > 0, 4 + size <= bytes.count else { return nil }
    units = (0..<(size / 4)).map { word(4 + 4 * $0) }
    replacements = Array(bytes[(4 + size)...])
  }

  func apply(_ text: AlignedText) -> AlignedText {
    var changes: [CharacterChange] = []
    var isChanged = false
    for grapheme in text.string {
      let scalars = grapheme.unicodeScalars.map(\.value)
      if grapheme.utf8.count < 6, let replacement = replacement(Array(grapheme.utf8)) {
        isChanged = true
        Self.append(replacement, for: scalars.count, to: &changes)
        continue
      }
      for scalar in scalars {
        var encoded: [UInt8] = []
        scalar.appendUTF8(to: &encoded)
        if let replacement = replacement(encoded) {
          isChanged = true
          Self.append(replacement, for: 1, to: &changes)
        } else {
          changes.append(CharacterChange(scalar: scalar, change: 0))
        }
      }
    }
    return isChanged ? text.transformed(changes) : text
  }

  /// Surplus characters count as inserted, missing ones as swallowed by the one before.
  private static func append(_ replacement: [UInt32], for count: Int, to changes: inout [CharacterChange]) {
    changes += replacement.map { CharacterChange(scalar: $0, change: 0) }
    let surplus = replacement.count - count
    if surplus > 0 {
      // As in the original, counted from the end of the whole list.
      for index in max(0, changes.count - surplus)..<changes.count {
        changes[index] = CharacterChange(scalar: changes[index].scalar, change: 1)
      }
    } else if surplus < 0, let last = changes.last {
      changes[changes.count - 1] = CharacterChange(scalar: last.scalar, change: last.change + surplus)
    }
  }

  /// What the shortest prefix of `key` in the trie becomes, or nil.
  private func replacement(_ key: [UInt8]) -> [UInt32]? {
    firstPrefix(key).flatMap(content)
  }

  private func content(at value: Int) -> [UInt32]? {
    guard value < replacements.count else { return nil }
    let end = replacements[value...].firstIndex(of: 0) ?? replacements.count
    return String(decoding: replacements[value..<end], as: UTF8.self).unicodeScalars.map(\.value)
  }

  private func firstPrefix(_ key: [UInt8]) -> Int? {
    var found: Int?
    forEachPrefix(of: key[...]) { _, value in
      found = value
      return false
    }
    return found
  }

  /// The longest text of the map that begins at a byte: where it ends, and what it becomes.
  func longestMatch(in bytes: [UInt8], from start: Int) -> (end: Int, replacement: [UInt32])? {
    var longest: (end: Int, value: Int)?
    forEachPrefix(of: bytes[start...]) { end, value in
      longest = (end, value)
      return true
    }
    guard let longest, let content = content(at: longest.value) else { return nil }
    return (longest.end, content)
  }

  /// Calls `body` for every text of the map that `key` begins with, shorter ones first, until it says false.
  private func forEachPrefix(of key: ArraySlice<UInt8>, _ body: (_ end: Int, _ value: Int) -> Bool) {
    var position = offset(units[0])
    for index in key.indices {
      let byte = key[index]
      guard byte != 0 else { return }
      position ^= Int(byte)
      guard position < units.count else { return }
      let unit = units[position]
      guard unit & 0x8000_00ff == UInt32(byte) else { return }
      position ^= offset(unit)
      guard position < units.count else { return }
      if unit >> 8 & 1 == 1, !body(index + 1, Int(units[position] & 0x7fff_ffff)) { return }
    }
  }

  private func offset(_ unit: UInt32) -> Int { Int(unit >> 10) << Int((unit & 0x200) >> 6) }
}
