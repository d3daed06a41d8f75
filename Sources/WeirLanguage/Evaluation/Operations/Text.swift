// Searching in strings, by bytes: UTF-8 is such that a valid text is found only where it stands.

enum Text {
  /// The number of characters; counted by bytes where each byte is one.
  static func count(_ text: String) -> Int {
    let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
    }
    return isPlain == true ? text.utf8.count : text.count
  }

  static func contains(_ text: String, _ part: String) -> Bool { firstRange(of: part, in: text.utf8[...]) != nil }

  /// Where a part first occurs; an empty part occurs at the beginning.
  static func firstRange(of part: String, in text: Substring.UTF8View) -> Range<String.Index>? {
    let wanted = Array(part.utf8)
    guard let first = wanted.first else { return text.startIndex..<text.startIndex }
    var start = text.startIndex
    while let candidate = text[start...].firstIndex(of: first) {
      if text[candidate...].starts(with: wanted) {
        return candidate..<text.index(candidate, offsetBy: wanted.count)
      }
      start = text.index(after: candidate)
    }
    return nil
  }

  /// How often a part that is not empty occurs, one after another.
  static func count(of part: String, in text: String) -> Int {
    var count = 0
    var rest = text.utf8[...]
    while let range = firstRange(of: part, in: rest) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }

  /// The pieces between the occurrences of a separator that is not empty.
  static func split(_ text: String, _ separator: String) -> [String] {
    var pieces: [String] = []
    var rest = text.utf8[...]
    while let range = firstRange(of: separator, in: rest) {
      pieces.append(String(Substring(rest[..<range.lowerBound])))
      rest = rest[range.upperBound...]
    }
    pieces.append(String(Substring(rest)))
    return pieces
  }
}
