// A TextMate grammar in JSON. Its expressions are in the dialect that Oniguruma and ICU share. An engine takes the match
// that begins first, and of those that begin together the rule that stands first.

import WeirText

extension EditorGrammar {
  static var textMate: String {
    var json = JSONWriter(indent: 2)
    json.object { json in
      json.member("name", "Weir")
      json.member("scopeName", "source.weir")
      json.strings("fileTypes", ["weir"])
      json.member("firstLineMatch", #"^#!.*\bweir\b"#)
      json.includes(["#code"])
      json.key("repository")
      json.object { json in
        json.key("code")
        json.object { $0.includes(order.map { "#" + $0.name }) }
        for rule in order + inStrings { json.rule(rule) }
      }
    }
    return json.text + "\n"
  }

  // MARK: Expressions

  private static let nameCharacter = #"[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]"#
  /// Primes belong to a name unless they open a quotation.
  private static let primes = #"'+(?![\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}"'])"#
  private static let name = #"[\p{L}\p{Nl}_]"# + nameCharacter + "*(?:" + primes + ")?"
  private static let endOfWord = "(?!" + nameCharacter + "|" + primes + ")"
  /// A group of its own; a reserved word there stays one.
  private static let definedName =
    "(?!(?:" + TokenKind.reservedWords.joined(separator: "|") + ")" + endOfWord + ")(" + name + ")"
  private static let selector = #"(?:[0-9]+|\*|\[[ \t]*[0-9]+[ \t]*\.\.[.<][ \t]*[0-9]+[ \t]*\])"#
  private static let component = "L" + selector + "(?:[HNG]" + selector + ")?(?!" + nameCharacter + ")"
  private static let digits = "[0-9][0-9_]*"
  private static let number = digits + #"(?:\."# + digits + ")?(?:[eE][+-]?" + digits + ")?"

  private static func words(_ role: Role) -> String {
    "(?:" + alternatives(role).joined(separator: "|") + ")" + endOfWord
  }

  private static func signs(_ role: Role) -> String { alternatives(role).map(quoted).joined(separator: "|") }

  /// A spelling with a backslash before every character that means something to an expression.
  private static func quoted(_ spelling: String) -> String {
    String(spelling.flatMap { #"\^$.|?*+()[]{}"#.contains($0) ? ["\\", $0] : [$0] })
  }

  // MARK: Rules

  /// One rule: a match, or a region from `begin` to `end` with rules for what lies between.
  fileprivate struct Rule {
    let name: String
    var scope: String?
    var match: String?
    var region: (begin: String, end: String)?
    /// Scopes of the groups of the match, or of the marks at both ends of the region.
    var captures: [(group: Int, scope: String)] = []
    /// The scope between the ends.
    var content: String?
    var inside: [String] = []
  }

  /// The rules of code, first to last.
  private static let order: [Rule] = [
    Rule(name: "documentation", scope: "comment.line.documentation", match: "##(?!#).*$"),
    Rule(name: "comment", scope: "comment.line.number-sign", match: "#.*$"),
    string("raw-triple-string", "string.quoted.triple.raw", ("r\"\"\"", "\"\"\""), inside: []),
    string("raw-string", "string.quoted.double.raw", ("r\"", "\"|$"), inside: []),
    string("triple-string", "string.quoted.triple", ("\"\"\"", "\"\"\""), inside: ["#escape", "#interpolation"]),
    string("string", "string.quoted.double", ("\"", "\"|$"), inside: ["#escape", "#interpolation"]),
    Rule(name: "number", scope: "constant.numeric", match: number),
    Rule(name: "component", scope: "constant.other.component", match: component),
    Rule(
      name: "function", match: "(def)[ \\t]+" + definedName,
      captures: [(1, "keyword.declaration"), (2, "entity.name.function")]),
    Rule(
      name: "parameter", match: "(param)[ \\t]+" + definedName,
      captures: [(1, "keyword.declaration"), (2, "variable.parameter")]),
    Rule(name: "declaration", scope: "keyword.declaration", match: words(.declaration)),
    Rule(name: "control", scope: "keyword.control", match: words(.control)),
    Rule(name: "word-operator", scope: "keyword.operator.word", match: words(.wordOperator)),
    Rule(name: "constant", scope: "constant.language", match: words(.constant)),
    Rule(name: "call", scope: "entity.name.function.call", match: "(?:\(name))(?=\\()"),
    Rule(name: "name", scope: "variable.other", match: name),
    Rule(name: "sign", scope: "keyword.operator", match: signs(.sign)),
    // After a dot even a reserved word is a name, and a component one unless the dot follows a stack.
    Rule(
      name: "member",
      match: #"(\.)[ \t]*(?:(?<=\b(?:\#(Lexer.stacks.joined(separator: "|")))\.)(\#(component))|(\#(name)))"#,
      captures: [(1, "punctuation.accessor"), (2, "constant.other.component"), (3, "variable.other.member")]),
    Rule(
      name: "parentheses", region: (#"\("#, #"\)"#), captures: [(0, "punctuation.section.bracket")], inside: ["#code"]),
    Rule(name: "bracket", scope: "punctuation.section.bracket", match: signs(.bracket)),
    Rule(name: "mark", scope: "punctuation.separator", match: signs(.mark)),
  ]

  /// The rules within strings.
  private static let inStrings: [Rule] = [
    Rule(name: "escape", scope: "constant.character.escape", match: #"\\(?:[nt"\\]|u\{[0-9A-Fa-f]{1,6}\})"#),
    Rule(
      name: "interpolation", region: (#"\\\("#, #"\)"#), captures: [(0, "punctuation.section.interpolation")],
      content: "meta.embedded.line", inside: ["#code"]),
  ]

  private static func string(
    _ name: String, _ scope: String, _ region: (begin: String, end: String), inside: [String]
  ) -> Rule {
    Rule(name: name, scope: scope, region: region, captures: [(0, "punctuation.definition.string")], inside: inside)
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: String, _ value: String) {
    key(name)
    self.value(value)
  }

  fileprivate mutating func strings(_ name: String, _ values: [String]) {
    key(name)
    array { for value in values { $0.value(value) } }
  }

  fileprivate mutating func includes(_ names: [String]) {
    key("patterns")
    array { json in
      for name in names { json.object { $0.member("include", name) } }
    }
  }

  fileprivate mutating func rule(_ rule: EditorGrammar.Rule) {
    key(rule.name)
    object { json in
      if let scope = rule.scope { json.member("name", scope + ".weir") }
      if let content = rule.content { json.member("contentName", content + ".weir") }
      if let match = rule.match { json.member("match", match) }
      if let region = rule.region {
        json.member("begin", region.begin)
        json.member("end", region.end)
      }
      if !rule.captures.isEmpty { json.captures(rule.captures) }
      if !rule.inside.isEmpty { json.includes(rule.inside) }
    }
  }

  private mutating func captures(_ captures: [(group: Int, scope: String)]) {
    key("captures")
    object { json in
      for capture in captures {
        json.key("\(capture.group)")
        json.object { $0.member("name", capture.scope + ".weir") }
      }
    }
  }
}
