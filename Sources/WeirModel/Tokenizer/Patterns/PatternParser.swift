/// Reads the part of Oniguruma's syntax that tokenizers use; everything else is a fault that names it.
///
///     pattern     = branch { "|" branch }
///     branch      = { atom [ quantifier ] }
///     atom        = "(" group ")" | "[" set "]" | "\" escape | "." | "^" | "$" | character
///     quantifier  = ( "*" | "+" | "?" | "{" n [ "," [ m ] ] "}" ) [ "?" | "+" ]
struct PatternParser {
  let text: [Unicode.Scalar]
  var at = 0
  private var ignoresCase = false
  private var depth = 0

  static func parse(_ pattern: String) throws(PatternFault) -> PatternNode {
    var parser = PatternParser(text: Array(pattern.unicodeScalars))
    let node = try parser.alternatives()
    guard parser.at == parser.text.count else { throw PatternFault(reason: "`)` without `(`") }
    return node
  }

  private init(text: [Unicode.Scalar]) { self.text = text }

  var next: Unicode.Scalar? { at < text.count ? text[at] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    at += 1
    return true
  }

  mutating func take(text wanted: String) -> Bool {
    guard text[at...].starts(with: wanted.unicodeScalars) else { return false }
    at += wanted.unicodeScalars.count
    return true
  }

  private mutating func alternatives() throws(PatternFault) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw PatternFault(reason: "groups nested more than 100 deep") }
    var branches = [try branch()]
    while take("|") { branches.append(try branch()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func branch() throws(PatternFault) -> PatternNode {
    var parts: [PatternNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      guard let part = try atom() else { continue }
      parts.append(try quantified(part))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  /// One atom, or nil for a group that only sets an option.
  private mutating func atom() throws(PatternFault) -> PatternNode? {
    let scalar = text[at]
    at += 1
    switch scalar {
    case "(": return try group()
    case "[": return .set(cased(try set()))
    case ".": return .set(.dot)
    case "^": return .lineStart
    case "$": return .lineEnd
    case "\\": return try escapedAtom()
    case "*", "+", "?": throw PatternFault(reason: "`\(scalar)` with nothing to repeat")
    default: return .set(cased(.scalar(scalar.value)))
    }
  }

  private func cased(_ set: PatternSet) -> PatternSet { ignoresCase ? .caseless(set) : set }

  private mutating func group() throws(PatternFault) -> PatternNode? {
    let outerCase = ignoresCase
    var wrap: (PatternNode) -> PatternNode = { $0 }
    if take("?") {
      if take(":") {
      } else if take("=") {
        wrap = { .lookAhead($0, isNegative: false) }
      } else if take("!") {
        wrap = { .lookAhead($0, isNegative: true) }
      } else if take(">") {
        wrap = { .atomic($0) }
      } else if take("i") {
        ignoresCase = true
        // An option that stands alone holds to the end of the group around it.
        if take(")") { return nil }
        guard take(":") else { throw PatternFault(reason: "options other than `(?i)`") }
      } else {
        throw PatternFault(reason: "groups that begin with `(?\(next.map(String.init) ?? "")`")
      }
    }
    let body = try alternatives()
    guard take(")") else { throw PatternFault(reason: "`(` without `)`") }
    ignoresCase = outerCase
    return wrap(body)
  }

  private mutating func quantified(_ part: PatternNode) throws(PatternFault) -> PatternNode {
    var result = part
    while let (least, most) = try quantifier() {
      var greed = PatternNode.Greed.greedy
      if take("?") { greed = .lazy } else if take("+") { greed = .possessive }
      if result.canBeEmpty, most != 1 {
        throw PatternFault(reason: "repetitions of what can be empty")
      }
      result = .repetition(result, least: least, most: most, greed)
    }
    return result
  }

  private mutating func quantifier() throws(PatternFault) -> (Int, Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard next == "{" else { return nil }
    let start = at
    at += 1
    let least = number()
    var most = least
    if take(",") { most = number() } else if least == nil { most = nil }
    let isOpen = at > start + 1 && text[at - 1] == ","
    guard take("}"), least != nil || most != nil else {
      // A brace that opens no quantifier stands for itself.
      at = start
      return nil
    }
    guard (least ?? 0) <= 1000, (most ?? 0) <= 1000, (least ?? 0) <= (most ?? 1000) else {
      throw PatternFault(reason: "repetitions of more than 1000 times")
    }
    return (least ?? 0, isOpen ? nil : most)
  }

  mutating func number() -> Int? {
    var value: Int?
    while let scalar = next, ("0"..."9").contains(scalar), (value ?? 0) < 1_000_000 {
      value = (value ?? 0) * 10 + Int(scalar.value - 48)
      at += 1
    }
    return value
  }

  private mutating func escapedAtom() throws(PatternFault) -> PatternNode {
    switch next {
    case "A":
      at += 1
      return .textStart
    case "z":
      at += 1
      return .textEnd
    default: return .set(cased(try escapedSet()))
    }
  }
}
