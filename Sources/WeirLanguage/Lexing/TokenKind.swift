// The one table of what the lexer can produce. Completion, highlighter, editor grammar and the test of the grammar in
// `Parser.swift` read it from here.

/// The kind of a token.
public enum TokenKind: UInt8, Sendable, CaseIterable {
  case name, number, component
  /// A string is `stringStart`, then texts and interpolations, then `stringEnd`.
  case stringStart, stringText, interpolationStart, interpolationEnd, stringEnd
  /// One or more line ends in a row.
  case newline
  case end
  /// Something the lexer has already complained about.
  case invalid

  // Reserved words, in alphabetical order.
  case wordAnd, wordAssert, wordBreak, wordContinue, wordDef, wordElse, wordFalse, wordFor, wordIf, wordIn, wordNone
  case wordNot, wordOr, wordParam, wordReturn, wordSave, wordTo, wordTrue, wordUse, wordWhile, wordWith

  // Brackets and marks.
  case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, dot, colon, semicolon, assign, arrow, pipe, question

  // Operators.
  case plus, minus, star, slash, doubleSlash, percent, at, caret
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case halfOpenRange, ellipsis, openRange
}

extension TokenKind {
  /// How it is written; nil for kinds whose texts differ.
  public var spelling: String? {
    switch self {
    case .name, .number, .component, .stringStart, .stringText, .interpolationStart, .interpolationEnd, .stringEnd,
      .newline, .end, .invalid:
      nil
    case .wordAnd: "and"
    case .wordAssert: "assert"
    case .wordBreak: "break"
    case .wordContinue: "continue"
    case .wordDef: "def"
    case .wordElse: "else"
    case .wordFalse: "false"
    case .wordFor: "for"
    case .wordIf: "if"
    case .wordIn: "in"
    case .wordNone: "none"
    case .wordNot: "not"
    case .wordOr: "or"
    case .wordParam: "param"
    case .wordReturn: "return"
    case .wordSave: "save"
    case .wordTo: "to"
    case .wordTrue: "true"
    case .wordUse: "use"
    case .wordWhile: "while"
    case .wordWith: "with"
    case .leftParen: "("
    case .rightParen: ")"
    case .leftBracket: "["
    case .rightBracket: "]"
    case .leftBrace: "{"
    case .rightBrace: "}"
    case .comma: ","
    case .dot: "."
    case .colon: ":"
    case .semicolon: ";"
    case .assign: "="
    case .arrow: "->"
    case .pipe: "|>"
    case .question: "?"
    case .plus: "+"
    case .minus: "-"
    case .star: "*"
    case .slash: "/"
    case .doubleSlash: "//"
    case .percent: "%"
    case .at: "@"
    case .caret: "^"
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .halfOpenRange: "..<"
    case .ellipsis: "..."
    case .openRange: ".."
    }
  }

  public var isReservedWord: Bool {
    rawValue >= TokenKind.wordAnd.rawValue && rawValue <= TokenKind.wordWith.rawValue
  }

  /// Brackets, marks and operators.
  public var isSymbol: Bool { rawValue >= TokenKind.leftParen.rawValue }

  /// The reserved words, alphabetical.
  public static let reservedWords: [String] = allCases.filter(\.isReservedWord).compactMap(\.spelling)

  /// Brackets, marks and operators.
  public static let symbols: [String] = allCases.filter(\.isSymbol).compactMap(\.spelling)
}
