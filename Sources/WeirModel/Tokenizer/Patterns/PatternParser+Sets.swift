// What stands in brackets, and escapes.

extension PatternParser {
  /// The set whose `[` has been taken.
  mutating func set() throws(PatternFault) -> PatternSet {
    let isInverted = take("^")
    var parts: [PatternSet] = []
    var crossed: [PatternSet] = []
    // A `]` that stands first is itself.
    var isFirst = true
    while true {
      guard let scalar = next else { throw PatternFault(reason: "`[` without `]`") }
      if scalar == "]", !isFirst {
        at += 1
        break
      }
      isFirst = false
      if take(text: "&&") {
        crossed.append(.union(parts))
        parts = []
      } else if take(text: "[:") {
        throw PatternFault(reason: "POSIX brackets")
      } else if take("[") {
        parts.append(try set())
      } else {
        parts.append(try element())
      }
    }
    let whole: PatternSet = crossed.isEmpty ? .union(parts) : .intersection(crossed + [.union(parts)])
    return isInverted ? .inverted(whole) : whole
  }

  /// A character, an escape, or a range of characters.
  private mutating func element() throws(PatternFault) -> PatternSet {
    let first: PatternSet
    if take("\\") {
      first = try escapedSet()
    } else {
      first = .scalar(text[at].value)
      at += 1
    }
    guard case .range(let lower, _) = first, next == "-", at + 1 < text.count, text[at + 1] != "]" else { return first }
    at += 1
    var last: PatternSet = .scalar(text[at].value)
    if take("\\") { last = try escapedSet() } else { at += 1 }
    guard case .range(let upper, _) = last, lower <= upper else {
      throw PatternFault(reason: "a range that ends nowhere")
    }
    return .range(lower, upper)
  }

  /// What a backslash, which has been taken, makes of what follows.
  mutating func escapedSet() throws(PatternFault) -> PatternSet {
    guard let scalar = next else { throw PatternFault(reason: "`\\` at the end") }
    at += 1
    switch scalar {
    case "s": return .space
    case "S": return .inverted(.space)
    case "d": return .categories([.decimalNumber])
    case "D": return .inverted(.categories([.decimalNumber]))
    case "w": return .word
    case "W": return .inverted(.word)
    case "n": return .scalar(0x0a)
    case "r": return .scalar(0x0d)
    case "t": return .scalar(0x09)
    case "f": return .scalar(0x0c)
    case "v": return .scalar(0x0b)
    case "0": return .scalar(0)
    case "p": return try property(isInverted: false)
    case "P": return try property(isInverted: true)
    case "u": return .scalar(try hexadecimal(digits: 4))
    case "x": return .scalar(take("{") ? try bracedHexadecimal() : try hexadecimal(digits: 2))
    case "a"..."z", "A"..."Z", "1"..."9": throw PatternFault(reason: "the escape `\\\(scalar)`")
    default: return .scalar(scalar.value)
    }
  }

  private mutating func property(isInverted: Bool) throws(PatternFault) -> PatternSet {
    guard take("{") else { throw PatternFault(reason: "`\\p` without braces") }
    let isNegative = take("^")
    var name = ""
    while let scalar = next, scalar != "}" {
      name.unicodeScalars.append(scalar)
      at += 1
    }
    guard take("}") else { throw PatternFault(reason: "`{` without `}`") }
    let set: PatternSet
    if let categories = PatternSet.categories(named: name) {
      set = .categories(categories)
    } else if let script = PatternScript(rawValue: name) {
      set = .script(script)
    } else {
      throw PatternFault(reason: "the property `\(name)`")
    }
    return isInverted != isNegative ? .inverted(set) : set
  }

  private mutating func hexadecimal(digits: Int) throws(PatternFault) -> UInt32 {
    guard at + digits <= text.count else { throw PatternFault(reason: "a code point cut short") }
    var digitsText = String.UnicodeScalarView()
    digitsText.append(contentsOf: text[at..<(at + digits)])
    guard let value = UInt32(String(digitsText), radix: 16) else {
      throw PatternFault(reason: "a code point that is none")
    }
    at += digits
    return value
  }

  private mutating func bracedHexadecimal() throws(PatternFault) -> UInt32 {
    var digits = String.UnicodeScalarView()
    while let scalar = next, scalar != "}" {
      digits.append(scalar)
      at += 1
    }
    guard take("}"), let value = UInt32(String(digits), radix: 16) else {
      throw PatternFault(reason: "a code point that is none")
    }
    return value
  }
}
