// What the grammar says only in words, and the tokens whose texts differ.

import WeirLanguage

extension ProgramGenerator {
  private static let names = [
    "x", "y", "xs", "f", "alpha", "größe", "λ", "_", "_rest", "run", "show", "print", "do", "over", "from", "by", "at",
    "pos_2", "a_name_that_is_long_enough_to_break_lines", "another_name_of_a_remarkable_length",
  ]
  private static let numbers = ["0", "1", "7", "10_000", "0.5", "1e-5", "2.5e+3", "123456789012", "3.14159265358979"]
  private static let components = [
    "L5", "L5H1", "L5H*", "L*", "L*H*", "L5N652", "L5N*", "L5G1", "L[0..<9]", "L[0..<9]H*", "L[2 ... 4]N7",
  ]
  private static let types = ["number", "string", "run", "function", "any", "site", "figure"]

  /// A statement of a program or a block.
  mutating func statement() {
    limits.depth -= 1
    defer { limits.depth += 1 }
    if let form = grammar.rules["statement"] { derive(form, "statement") }
  }

  /// Rules that want more care than their form says; false for all others.
  mutating func special(_ rule: String) -> Bool {
    switch rule {
    case "statement": statement()
    case "header":
      let outer = limits
      limits.allowsBraces = false
      operation()
      derive("pipes")
      limits = outer
    case "operation": operation()
    case "pipes": return limits.isItem
    case "sum": operation(from: grammar.levels.firstIndex { $0.operators.contains("+") } ?? 0)
    case "block": block()
    case "parameters": parameters()
    case "arguments": arguments()
    case "command": command()
    case "target": target()
    case "postfix": postfix()
    default: return false
    }
    return true
  }

  /// Whether an alternative may stand here.
  func allows(_ form: Grammar.Form, _ rule: String) -> Bool {
    if limits.beginsArgument, ["item", "lambda"].contains(rule) {
      return first(of: form) != "..." && first(of: form) != "("
    }
    guard rule == "primary" else { return true }
    switch first(of: form) {
    case "{": return limits.allowsBraces && !limits.isTarget
    case "if", "with": return limits.allowsBraces && !limits.beginsArgument && !limits.isTarget
    case "(", "[": return !limits.beginsArgument && !limits.isTarget
    case "NAME": return true
    default: return !limits.isTarget
    }
  }

  private func first(of form: Grammar.Form) -> String {
    switch form {
    case .terminal(let text): text
    case .rule(let name): name
    case .sequence(let parts): parts.first.map(first) ?? ""
    case .choice, .optional, .repeated: ""
    }
  }

  /// Whether a part that may be absent is written.
  mutating func wants(_ part: Grammar.Form, _ rule: String) -> Bool {
    switch (rule, first(of: part)) {
    case ("parameter", "..."): return limits.isLast && !limits.needsDefault && chance(3)
    case ("parameter", "="): return limits.needsDefault || chance(4)
    case ("argument", "WORD"): return limits.needsLabel
    case ("item", "WORD"): return limits.needsLabel
    // A file wants a name of its own, and a definition without a body is a native function's.
    case ("statement", "as"): return true
    case ("statement", "|>"): return false
    default: return limits.depth > 0 && chance(3)
    }
  }

  // MARK: Blocks, parameters, arguments

  private mutating func block() {
    let outer = limits
    limits = Limits(depth: limits.depth, strings: limits.strings)
    writer.open("{", isBlock: true)
    for _ in 0..<1 + pick(limits.depth > 3 ? 3 : 1) {
      statement()
      writer.end()
    }
    writer.close("}")
    limits = outer
  }

  private mutating func parameters() {
    let outer = limits
    limits = Limits(depth: limits.depth, strings: limits.strings)
    let count = pick(4)
    for index in 0..<count {
      if index > 0 { writer.sign(",") }
      limits.isLast = index == count - 1
      writer.suffix = "\(index)"
      let start = writer.count
      if let form = grammar.rules["parameter"] { derive(form, "parameter") }
      if writer.hasAssignment(since: start) { limits.needsDefault = true }
    }
    if count > 0, chance(6) { writer.sign(",") }
    limits = outer
  }

  private mutating func arguments() {
    let outer = limits
    limits = Limits(depth: limits.depth, strings: limits.strings)
    let count = pick(limits.depth > 1 ? 4 : 2)
    for index in 0..<count {
      if index > 0 { writer.sign(",") }
      limits.needsLabel = limits.needsLabel || chance(5)
      derive("argument")
    }
    if count > 0, chance(6) { writer.sign(",") }
    limits = outer
  }

  private mutating func command() {
    writer.word(element(["run", "show", "print", "sweep"]))
    if chance(4) {
      writer.tight(".")
      writer.tight(element(["name", "in"]))
    }
    let outer = limits
    for index in 0..<1 + pick(3) {
      if index > 0 { writer.sign(",") }
      limits.beginsArgument = index == 0
      limits.isItem = true
      limits.needsLabel = index > 0 && (limits.needsLabel || chance(4))
      derive("item")
      limits.beginsArgument = false
    }
    limits = outer
  }

  private mutating func target() {
    let outer = limits
    limits.isTarget = true
    derive("postfix")
    limits = outer
  }

  /// A primary and what follows it; components are not called.
  private mutating func postfix() {
    let isTarget = limits.isTarget
    let start = writer.count
    derive("primary")
    let word = writer.onlyToken(since: start)
    let isNumber = word?.first?.isNumber == true
    let isComponent = word.map(ProgramGenerator.components.contains) == true
    limits.isTarget = false
    limits.beginsArgument = false
    // The last thing after a pipe's name is a call, or nothing: what a pipe feeds is a function.
    while limits.depth > 0, chance(isTarget ? 2 : 4) {
      let outer = limits
      limits = Limits(depth: limits.depth - 1, strings: limits.strings)
      switch pick(3) {
      case 0:
        if isComponent { break }
        writer.open("(", isTight: true)
        arguments()
        writer.close(")")
      case 1:
        writer.open("[", isTight: true)
        derive("subscripts")
        writer.close("]")
      default:
        // Directly behind a number the dot would read as part of it.
        if isNumber, writer.onlyToken(since: start) != nil { writer.sign(".") } else { writer.tight(".") }
        writer.tight(element(["name", "in", "L5", "with", "größe"]))
      }
      limits = outer
    }
  }

  // MARK: Tokens

  /// Writes a token whose text varies; false when the rule is none.
  mutating func token(_ kind: String) -> Bool {
    switch kind {
    case "NAME": writer.name(element(ProgramGenerator.names))
    case "NUMBER": writer.word(element(ProgramGenerator.numbers))
    case "COMPONENT": writer.word(element(ProgramGenerator.components))
    case "WORD": writer.word(chance(3) ? element(TokenKind.reservedWords) : element(ProgramGenerator.names))
    case "STRING": string()
    case "NEWLINE", "BLANK": break
    default: return false
    }
    return true
  }

  private mutating func string() {
    let texts = ["", "a", "the cat sat", "\\n", "\\\"", "\\u{1F642}", "日本語", "# no comment", "{", "'", "a\\\\", "]"]
    if limits.isPlain || limits.strings > 1 || chance(3) { return writer.word("\"\(element(texts))\"") }
    if chance(8) { return writer.word("r\"\\d+ \(element(["x", "(", "\\"]))+\"") }
    if limits.strings == 0, chance(8) { return writer.word("\"\"\"\n    lines \\(x)\n      deeper # \"\"\n    \"\"\"") }
    let outer = limits
    writer.word("\"\(element(texts))")
    for _ in 0...pick(2) {
      limits = Limits(depth: min(limits.depth, 4), strings: limits.strings + 1)
      writer.openInterpolation()
      derive("expression")
      writer.closeInterpolation(element(texts))
    }
    writer.glued("\"")
    limits = outer
  }
}
