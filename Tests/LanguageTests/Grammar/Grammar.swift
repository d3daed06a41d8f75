// The grammar at the top of Parser.swift, read as data.

/// The rules of a grammar in the notation of the comment at the top of `Parser.swift`.
struct Grammar {
  /// The right side of a rule, or a piece of it.
  indirect enum Form {
    case terminal(String)
    /// Another rule, or a kind of token such as NAME.
    case rule(String)
    case sequence([Form])
    case choice([Form])
    case optional(Form)
    /// Any number of it, none included.
    case repeated(Form)
  }

  /// Operators that bind alike.
  struct Level {
    var operators: [String]
    /// True for `not` and `-` before their operand.
    let isPrefix: Bool
    /// True for ranges, which have two ends and no more.
    let isSingle: Bool
  }

  private(set) var rules: [String: Form] = [:]
  /// The table of operators, loosest first.
  private(set) var levels: [Level] = []
  private(set) var terminals: Set<String> = []
  private(set) var used: Set<String> = []

  /// The lines of the grammar in a source text: those of the comment at its top that are indented.
  static func lines(of text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("//") }.filter { $0.hasPrefix("//   ") }
      .map { String(beforeRemark($0.dropFirst(5))) }
  }

  /// What stands before `--`, which begins a remark.
  private static func beforeRemark(_ line: Substring) -> Substring {
    var rest = line
    while !rest.isEmpty, !rest.hasPrefix("  --") { rest = rest.dropFirst() }
    return line[line.startIndex..<rest.startIndex]
  }

  init(_ lines: [String]) throws(Fault) {
    var name = ""
    var words: [String] = []
    var isTable = false
    for line in lines {
      var row = line.split(separator: " ").map(String.init)
      if row.count > 1, row[1] == "=" {
        try finish(name, words)
        (name, words) = (row[0], [])
        row.removeFirst(2)
        isTable = row.last == "first:"
        if isTable { used.insert("postfix") }
      } else if isTable, row != ["postfix"] {
        addLevel(row)
      }
      if !isTable { words += row }
    }
    try finish(name, words)
  }

  private mutating func addLevel(_ row: [String]) {
    var operators = row.filter(Grammar.isQuoted).map(Grammar.unquoted)
    terminals.formUnion(operators)
    if let place = operators.firstIndex(of: "not"), place + 1 < operators.count, operators[place + 1] == "in" {
      operators.replaceSubrange(place...place + 1, with: ["not in"])
    }
    levels.append(Level(operators: operators, isPrefix: row.last == "operand", isSingle: operators.contains("..<")))
  }

  /// A line that is no grammar.
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  // MARK: Reading a rule

  private mutating func finish(_ name: String, _ words: [String]) throws(Fault) {
    guard !name.isEmpty, !words.isEmpty else { return }
    var rest = words[...]
    let form = try choice(&rest)
    guard rest.isEmpty else { throw Fault(description: "`\(name)`: `\(rest[rest.startIndex])` closes nothing") }
    rules[name] = form
  }

  private mutating func choice(_ words: inout ArraySlice<String>) throws(Fault) -> Form {
    var alternatives = [try sequence(&words)]
    while words.first == "|" {
      words.removeFirst()
      alternatives.append(try sequence(&words))
    }
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  private mutating func sequence(_ words: inout ArraySlice<String>) throws(Fault) -> Form {
    var parts: [Form] = []
    while let word = words.first, !["|", ")", "]", "}"].contains(word) {
      words.removeFirst()
      switch word {
      case "(": parts.append(try enclosed(&words, ")"))
      case "[": parts.append(.optional(try enclosed(&words, "]")))
      case "{": parts.append(.repeated(try enclosed(&words, "}")))
      default:
        if Grammar.isQuoted(word) {
          terminals.insert(Grammar.unquoted(word))
          parts.append(.terminal(Grammar.unquoted(word)))
        } else {
          used.insert(word)
          parts.append(.rule(word))
        }
      }
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func enclosed(_ words: inout ArraySlice<String>, _ closer: String) throws(Fault) -> Form {
    let form = try choice(&words)
    guard words.first == closer else { throw Fault(description: "`\(closer)` is missing") }
    words.removeFirst()
    return form
  }

  private static func isQuoted(_ word: String) -> Bool {
    word.count > 2 && word.hasPrefix("\"") && word.hasSuffix("\"")
  }

  private static func unquoted(_ word: String) -> String { String(word.dropFirst().dropLast()) }
}

extension Grammar {
  /// Words that the parser knows only in one place, and the lexer takes for names.
  private static let contextualWords: Set<String> = ["as", "list", "of", "tensor"]
  /// Kinds of tokens whose texts differ, and what stands for other tokens.
  static let tokenNames: Set<String> = ["NAME", "NUMBER", "STRING", "COMPONENT", "WORD", "NEWLINE", "BLANK"]

  /// Where the grammar and the lexer's table disagree, or a rule is missing or idle.
  func faults(words: [String], symbols: [String]) -> [String] {
    let known = Set(words + symbols)
    // The question mark is a token only so that it can be answered with words; `operation` is the table of operators.
    let unwritten = known.subtracting(terminals).subtracting(["?"])
    let unknown = terminals.subtracting(known).subtracting(Grammar.contextualWords)
    let undefined = used.subtracting(rules.keys).subtracting(Grammar.tokenNames).subtracting(["operation"])
    let idle = Set(rules.keys).subtracting(used).subtracting(["program"])
    let unused = Grammar.contextualWords.subtracting(terminals).union(Grammar.tokenNames.subtracting(used))
    return unwritten.sorted().map { "the grammar leaves out `\($0)`" }
      + unknown.sorted().map { "the lexer does not know `\($0)`" }
      + undefined.sorted().map { "no rule says what `\($0)` is" }
      + idle.sorted().map { "no rule uses `\($0)`" } + unused.sorted().map { "nothing stands for `\($0)`" }
      + (levels.isEmpty || !used.contains("operation") ? ["there are no operators"] : [])
  }
}
