/// What an editor needs to know to colour programs, gathered from the lexer's tables.
public enum EditorGrammar {
  /// How it is written.
  public enum Form: Sendable {
    /// Reserved words, signs and literals, for people.
    case list
    /// JSON for VS Code, Sublime Text, GitHub and others.
    case textMate
    /// A syntax file.
    case vim
  }

  public static func text(_ form: Form) -> String {
    switch form {
    case .list: list
    case .textMate: textMate
    case .vim: vim
    }
  }

  /// What reserved words and signs are for; editors colour by it.
  enum Role: CaseIterable {
    case control, declaration, wordOperator, constant
    case bracket, mark, sign
  }

  /// The role of a kind that has one spelling; nil for the others.
  static func role(of kind: TokenKind) -> Role? {
    switch kind {
    case .wordTrue, .wordFalse, .wordNone: .constant
    case .wordAnd, .wordOr, .wordNot, .wordIn: .wordOperator
    case .wordDef, .wordParam, .wordUse: .declaration
    case .leftParen, .rightParen, .leftBracket, .rightBracket, .leftBrace, .rightBrace: .bracket
    case .comma, .dot, .colon, .semicolon, .question: .mark
    default: kind.isReservedWord ? .control : kind.isSymbol ? .sign : nil
    }
  }

  /// The spellings of a role, in the order of the lexer's table.
  static func spellings(_ role: Role) -> [String] {
    TokenKind.allCases.filter { self.role(of: $0) == role }.compactMap(\.spelling)
  }

  /// Longest first, as engines that take the first alternative that fits must try them.
  static func alternatives(_ role: Role) -> [String] {
    spellings(role).enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .map(\.element)
  }

  /// A kind of literal and how it is written.
  struct Literal {
    let name: String
    let examples: [String]
  }

  static let literals = [
    Literal(name: "number", examples: ["11", "0.5", "1e-5", "10_000"]),
    Literal(name: "string", examples: [#""text""#, #""sum \(a + b)""#, #"r"raw\text""#, #""""over lines""""#]),
    Literal(name: "component", examples: ["L5", "L5H1", "L*H*", "L5N652", "L5G1", "L[0..<9]H*"]),
    Literal(name: "comment", examples: ["# to the end of the line", "## documentation of the definition below"]),
  ]
}
