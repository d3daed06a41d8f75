/// Writes the tokens of a program one after the other, with blanks, line ends and comments wherever they may stand.
struct ProgramWriter {
  private enum Bracket {
    case block, list, interpolation
  }

  private(set) var text = ""
  /// How many tokens there are.
  private(set) var count = 0
  /// How often odd blanks, line ends and comments come: 0 never, 3 often.
  var noise = 0
  /// What the next name ends with, so that parameters differ.
  var suffix = ""

  private var brackets: [Bracket] = []
  private var tokens: [String] = []
  /// True after something that carries the line on.
  private var mayBreak = false
  private var isTight = true
  var shape: Seeded

  init(seed: UInt64) { shape = Seeded(state: seed) }

  private static let comments = [
    "# a note", "#", "##", "## What it does.", "# don't stop \"here", "# }{)(", "#!odd", "## > 1 + 1", "# größe 日本語",
    "#     far    ", "# a long remark about what stands above, which does not fit on a line with anything else on it",
  ]

  // MARK: Tokens

  /// A word or sign of the grammar, with the blanks that it usually has.
  mutating func sign(_ sign: String) {
    switch sign {
    case "(", "[", "{":
      open(sign)
    case ")", "]", "}": close(sign)
    case ",": put(sign, isTight: true, carriesOn: true)
    case ":": put(sign, isTight: true)
    case "|>": put(sign, carriesOn: true, canBreakBefore: true)
    case "=", "->": put(sign, carriesOn: true)
    case "...", "..<":
      put(sign)
      isTight = true
    case "..": put(sign, isTight: true)
    default: put(sign)
    }
  }

  mutating func word(_ word: String) { put(word) }

  mutating func name(_ name: String) {
    put(name + suffix)
    suffix = ""
  }

  /// Without a blank on either side.
  mutating func tight(_ text: String) {
    put(text, isTight: true)
    isTight = text == "."
  }

  mutating func prefix(_ sign: String) {
    put(sign)
    isTight = sign == "-"
  }

  mutating func infix(_ sign: String) { put(sign, carriesOn: true) }

  mutating func open(_ sign: String, isBlock: Bool = false, isTight: Bool = false) {
    put(sign, isTight: isTight)
    brackets.append(isBlock ? .block : .list)
    self.isTight = !isBlock
    if isBlock, !isSingleLine, Int.random(in: 0..<3, using: &shape) > 0 { breakLine() }
  }

  mutating func close(_ sign: String) {
    if brackets.last == .block { isTight = false }
    put(sign, isTight: brackets.last != .block)
    brackets.removeLast()
  }

  /// The end of a string, or a piece that goes on after an interpolation.
  mutating func glued(_ piece: String) {
    text += piece
    isTight = false
  }

  mutating func openInterpolation() {
    glued("\\(")
    brackets.append(.interpolation)
    isTight = true
  }

  mutating func closeInterpolation(_ rest: String) {
    glued(")" + rest)
    brackets.removeLast()
  }

  /// The end of a statement.
  mutating func end() {
    suffix = ""
    if isSingleLine || Int.random(in: 0..<6, using: &shape) == 0 {
      text += Bool.random(using: &shape) ? ";" : " ; "
      isTight = false
      mayBreak = false
      if !isSingleLine, Bool.random(using: &shape) { breakLine() }
    } else {
      breakLine()
    }
  }

  // MARK: What was written

  /// Whether `=` stands among the tokens since a count.
  func hasAssignment(since start: Int) -> Bool { tokens[start...].contains("=") }

  /// What was written since a count, if it is one token.
  func onlyToken(since start: Int) -> String? { tokens.count == start + 1 ? tokens[start] : nil }

  // MARK: Blanks and lines

  private var isSingleLine: Bool { brackets.contains(.interpolation) }

  private mutating func put(
    _ token: String, isTight: Bool = false, carriesOn: Bool = false, canBreakBefore: Bool = false
  ) {
    let isFree = brackets.last == .list || mayBreak || canBreakBefore
    if !isSingleLine, isFree, !tokens.isEmpty, noise > 0, token != ":", !(isTight && token == "."),
      Int.random(in: 0..<40 / noise, using: &shape) == 0
    {
      breakLine()
    } else if !isTight, !self.isTight, !text.isEmpty, text.last != "\n" {
      text += noise > 1 && Int.random(in: 0..<8, using: &shape) == 0 ? "   " : " "
    }
    text += token
    tokens.append(token)
    count += 1
    self.isTight = false
    mayBreak = carriesOn
  }

  private mutating func breakLine() {
    if noise > 0, few(8 / noise) { text += (few(2) ? "  " : "") + comment() }
    text += "\n"
    while noise > 0, few(12 / noise) {
      if few(2) { text += String(repeating: " ", count: Int.random(in: 0..<9, using: &shape)) + comment() }
      text += "\n"
    }
    text += String(repeating: few(9) ? "\t" : "  ", count: brackets.count)
    isTight = true
    mayBreak = false
  }

  private mutating func few(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &shape) == 0 }

  private mutating func comment() -> String {
    ProgramWriter.comments[Int.random(in: 0..<ProgramWriter.comments.count, using: &shape)]
  }
}
