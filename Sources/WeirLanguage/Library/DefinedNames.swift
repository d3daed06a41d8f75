// The names that a module defines, read from its text without parsing it: definitions and constants begin at the left
// edge, as the formatter leaves them.

enum DefinedNames {
  static func scan(_ text: String) -> [String] {
    var names: [String] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      for name in defined(in: line) where !names.contains(name) { names.append(name) }
    }
    return names
  }

  private static func defined(in line: Substring.UTF8View) -> [String] {
    guard let first = line.first, isNameByte(first) else { return [] }
    if line.starts(with: "def ".utf8) {
      let name = line.dropFirst(4).drop { $0 == UInt8(ascii: " ") }.prefix(while: isNameByte)
      return name.isEmpty ? [] : [String(Substring(name))]
    }
    return constants(in: line)
  }

  /// `a` of `a = ...`, `a` and `b` of `a, b = ...`.
  private static func constants(in line: Substring.UTF8View) -> [String] {
    var rest = line
    var names: [String] = []
    while true {
      let name = rest.prefix(while: isNameByte)
      guard !name.isEmpty else { return [] }
      names.append(String(Substring(name)))
      rest = rest.dropFirst(name.count).drop { $0 == UInt8(ascii: " ") }
      switch rest.first {
      case UInt8(ascii: ","): rest = rest.dropFirst().drop { $0 == UInt8(ascii: " ") }
      case UInt8(ascii: "="): return rest.dropFirst().first == UInt8(ascii: "=") ? [] : names
      default: return []
      }
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: false
    }
  }
}
