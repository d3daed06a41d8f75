// Searching in strings, by bytes: UTF-8 is such that a valid text is found only where it stands. All of it hears the
// request to stop, and then gives what it has.

import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum Text {
  /// Whether each byte is a character.
  static func isPlain(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
    } ?? false
  }

  /// The number of characters; counted by bytes where each byte is one.
  static func count(_ text: String) -> Int {
    if isPlain(text) { return text.utf8.count }
    var count = 0
    for _ in text {
      count += 1
      if count & 0xFFFF == 0, Interrupt.isRequested { break }
    }
    return count
  }

  /// The characters at some places, of which there are enough.
  static func characters(_ text: String, _ places: Range<Int>) -> String {
    if isPlain(text) {
      let start = text.utf8.index(text.startIndex, offsetBy: places.lowerBound)
      return String(text[start..<text.utf8.index(start, offsetBy: places.count)])
    }
    let start = index(text, places.lowerBound, after: text.startIndex)
    return String(text[start..<index(text, places.count, after: start)])
  }

  private static func index(_ text: String, _ count: Int, after start: String.Index) -> String.Index {
    var (index, passed) = (start, 0)
    while passed < count, index < text.endIndex {
      index = text.index(after: index)
      passed += 1
      if passed & 0xFFFF == 0, Interrupt.isRequested { break }
    }
    return index
  }

  static func contains(_ text: String, _ part: String) -> Bool { firstRange(of: part, in: text.utf8[...]) != nil }

  /// Where a part first occurs; an empty part occurs at the beginning.
  static func firstRange(of part: String, in text: Substring.UTF8View) -> Range<String.Index>? {
    let wanted = Array(part.utf8)
    guard !wanted.isEmpty else { return text.startIndex..<text.startIndex }
    let found =
      text.withContiguousStorageIfAvailable { firstPlace(of: wanted, in: $0) } ?? firstPlace(of: wanted, in: text)
    guard let found else { return nil }
    let start = text.index(text.startIndex, offsetBy: found)
    return start..<text.index(start, offsetBy: wanted.count)
  }

  private static func firstPlace(of wanted: [UInt8], in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = bytes.baseAddress, bytes.count >= wanted.count else { return nil }
    let last = bytes.count - wanted.count
    var (start, compared) = (0, 0)
    while start <= last, let found = memchr(base + start, Int32(wanted[0]), last - start + 1) {
      start = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if memcmp(base + start, wanted, wanted.count) == 0 { return start }
      start += 1
      compared += 16 + wanted.count
      if compared > 1 << 22 {
        if Interrupt.isRequested { return nil }
        compared = 0
      }
    }
    return nil
  }

  /// For the strings of another system, which do not lie as UTF-8.
  private static func firstPlace(of wanted: [UInt8], in bytes: Substring.UTF8View) -> Int? {
    Array(bytes).withUnsafeBufferPointer { firstPlace(of: wanted, in: $0) }
  }

  /// How often a part that is not empty occurs, one after another.
  static func count(of part: String, in text: String) -> Int {
    var count = 0
    var rest = text.utf8[...]
    while let range = firstRange(of: part, in: rest) {
      count += 1
      if count & 0xFFFF == 0, Interrupt.isRequested { break }
      rest = rest[range.upperBound...]
    }
    return count
  }

  /// The pieces between the occurrences of a separator that is not empty.
  static func split(_ text: String, _ separator: String) -> [String] {
    var pieces: [String] = []
    var rest = text.utf8[...]
    while let range = firstRange(of: separator, in: rest) {
      if pieces.count & 0xFFFF == 0xFFFF, Interrupt.isRequested {
        Interrupt.release(pieces)
        return []
      }
      pieces.append(String(Substring(rest[..<range.lowerBound])))
      rest = rest[range.upperBound...]
    }
    pieces.append(String(Substring(rest)))
    return pieces
  }

  /// The parts between white space.
  static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var (start, index, passed) = (text.startIndex, text.startIndex, 0)
    while index < text.endIndex {
      passed += 1
      if passed & 0xFFFF == 0, Interrupt.isRequested { break }
      let next = text.index(after: index)
      if text[index].isWhitespace {
        if start < index { words.append(text[start..<index]) }
        start = next
      }
      index = next
    }
    if start < index { words.append(text[start..<index]) }
    return words
  }

  /// Without white space at both ends.
  static func trimmed(_ text: String) -> String {
    var (start, end, passed) = (text.startIndex, text.endIndex, 0)
    func goesOn(_ character: Character) -> Bool {
      passed += 1
      return character.isWhitespace && (passed & 0xFFFF != 0 || !Interrupt.isRequested)
    }
    while start < end, goesOn(text[start]) { start = text.index(after: start) }
    while start < end, goesOn(text[text.index(before: end)]) { end = text.index(before: end) }
    return String(text[start..<end])
  }

  /// The characters from last to first.
  static func reversed(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var (index, passed) = (text.endIndex, 0)
    while index > text.startIndex, passed & 0xFFFF != 0xFFFF || !Interrupt.isRequested {
      index = text.index(before: index)
      result.append(text[index])
      passed += 1
    }
    return result
  }

  /// A text many times over.
  static func repeated(_ text: String, _ count: Int) -> String {
    guard count > 1, !text.isEmpty else { return count > 0 ? text : "" }
    let unit = Array(text.utf8)
    let total = unit.count * count
    return String(unsafeUninitializedCapacity: total) { buffer in
      var end = 0
      while end < total, !Interrupt.isRequested {
        // What is there is copied behind itself, whole units at a time.
        let known = end == 0 ? unit.count : min(end, max(unit.count, 1 << 24) / unit.count * unit.count, total - end)
        let target = UnsafeMutableBufferPointer(rebasing: buffer[end..<(end + known)])
        if end == 0 {
          _ = target.update(fromContentsOf: unit)
        } else {
          _ = target.update(fromContentsOf: UnsafeMutableBufferPointer(rebasing: buffer[..<known]))
        }
        end += known
      }
      return end
    }
  }

  /// A text changed piece by piece; the pieces are cut between Unicode scalars.
  static func inPieces(_ text: String, _ change: (Substring) -> String) -> String {
    var result = ""
    var start = text.startIndex
    while start < text.endIndex, !Interrupt.isRequested {
      let far = text.utf8.index(start, offsetBy: 1 << 20, limitedBy: text.endIndex) ?? text.endIndex
      let end = far.samePosition(in: text.unicodeScalars) ?? text.unicodeScalars.index(after: far)
      result += change(text[start..<end])
      start = end
    }
    return result
  }
}
