extension EditorGrammar {
  /// A title and its items on one line, or an item a line.
  static var list: String {
    var sections = [
      section("reserved words", [TokenKind.reservedWords.joined(separator: " ")]),
      section("operators", [(spellings(.sign) + spellings(.wordOperator)).joined(separator: " ")]),
      section("brackets and marks", [(spellings(.bracket) + spellings(.mark)).joined(separator: " ")]),
    ]
    for literal in literals { sections.append(section("\(literal.name)s", literal.examples)) }
    return sections.joined(separator: "\n")
  }

  private static func section(_ title: String, _ lines: [String]) -> String {
    ([title] + lines.map { "  " + $0 }).joined(separator: "\n") + "\n"
  }
}
