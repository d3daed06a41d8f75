// Tokens to a syntax tree, by recursive descent; operators by precedence on explicit stacks.
//
// The grammar, in full. Words and signs in quotes are the lexer's, NAME NUMBER STRING COMPONENT its other tokens, WORD is
// NAME or a reserved word or a component. `{ x }` is any number of x, `[ x ]` at most one, `|` a choice. A test holds
// the quoted terminals against `TokenKind`.
//
//   program      = { end } [ "|>" target pipes end ] { statement end }
//   end          = NEWLINE | ";"                         -- also before "}" and at the end of the text
//   block        = "{" { end } { statement end } "}"
//
//   statement    = "def" NAME "(" parameters ")" [ "->" type ] [ "=" value | block ]
//                | "for" targets "in" header block
//                | "while" header block
//                | "break" | "continue"
//                | "return" [ value ]
//                | "use" ( NAME | STRING ) [ "as" NAME ] [ ":" NAME { "," NAME } ]
//                | "save" expression "to" expression { "," WORD ":" expression }
//                | "assert" expression [ "," expression ]
//                | "param" NAME "=" expression
//                | targets "=" value
//                | place "=" value
//                | block                                 -- where it is not a record
//                | value
//   targets      = NAME { "," NAME }
//   place        = NAME { "[" subscripts "]" | "." WORD } ( "[" subscripts "]" | "." WORD )
//   parameters   = [ parameter { "," parameter } [ "," ] ]
//   parameter    = [ "..." ] NAME [ ":" type ] [ "=" expression ]     -- a reserved word too, where no body follows
//   type         = term { "or" term }
//   term         = "none" | "list" [ "of" term ] | "tensor" [ "[" axis { "," axis } "]" ] | NAME
//   axis         = NAME | "..."
//
//   value        = command pipes | expression
//   command      = NAME [ "." WORD ] BLANK item { "," item }   -- see `Parser+Command.swift` for when it applies
//   item         = [ WORD ":" ] ( operation | lambda ) | "..." operation
//
//   expression   = lambda | operation pipes
//   lambda       = ( NAME | "(" parameters ")" ) "->" ( block | expression )
//   pipes        = { [ NEWLINE ] "|>" target }
//   target       = postfix                               -- a call gets the left side as its first argument
//   header       = operation pipes                       -- without bare braces
//   operation    = binary operators over operands, loosest first:
//                  "or"
//                  "and"
//                  "not" operand
//                  "==" "!=" "<" "<=" ">" ">=" "in" "not" "in"     -- chained
//                  "..<" "..."                                    -- two ends
//                  "+" "-"
//                  "*" "/" "//" "%" "@"
//                  "-" operand
//                  "^"                                            -- right
//                  postfix
//   postfix      = primary { "(" arguments ")" | "[" subscripts "]" | "." WORD }
//   arguments    = [ argument { "," argument } [ "," ] ]
//   argument     = [ WORD ":" ] expression | "..." expression
//   subscripts   = subscript { "," subscript } [ "," ]
//   subscript    = ":" | WORD ":" ":" | [ WORD ":" ] slice | NUMBER ":" NUMBER
//   slice        = operation | sum ".." | ( "..<" | "..." ) sum
//   sum          = operation                             -- of "+" "-" and what binds tighter
//   primary      = NAME | NUMBER | STRING | COMPONENT | "true" | "false" | "none"
//                | "(" expression ")"
//                | "[" [ element { "," element } [ "," ] ] "]"
//                | "[" expression each { each | "if" operation } "]"
//                | "{" [ field { "," field } [ "," ] ] "}"
//                | "if" header block [ "else" ( conditional | block ) ]
//                | "with" header block
//   conditional  = "if" header block [ "else" ( conditional | block ) ]
//   each         = "for" targets "in" operation
//   element      = [ "..." ] expression
//   field        = ( WORD | STRING ) ":" expression | "..." expression
//
// "?" is a token only so that it can be answered with words. Newlines are skipped inside ( [ and records, after an
// operator, ",", "=", "->" and "|>", and heeded again inside a block.

import WeirText

/// Syntax errors of a text, in the order of their places.
public struct SyntaxErrors: Error, Sendable {
  public let diagnostics: [Diagnostic]
}

/// Reads programs.
public struct Parser {
  /// Deeper trees are refused, so that no walk over one overflows a stack.
  static let nestingLimit = 500
  /// Errors collected before the parser gives up.
  static let errorLimit = 50

  /// Says that a fact was recorded; the enclosing statement is skipped.
  struct Failure: Error {}

  /// What brackets change and restore.
  struct Mode {
    var skipsNewlines = false
    /// False in headers, where `{` begins the block.
    var allowsBraces = true
  }

  let source: Source
  let stream: TokenStream
  let tokens: [Token]
  /// True for a whole text, where a bracket without a partner is itself the error.
  let isScript: Bool

  var index = 0
  /// Where the token before the current one ends.
  var previousUpper = 0
  var mode = Mode()
  /// Open brackets, as indices of their tokens.
  var brackets: [Int] = []
  /// The token to which an operator or a comma carried us over line ends.
  var continuedTo = -1

  /// How deep the descent is.
  var depth = 0
  /// The height of the tree returned last.
  var height = 0
  var operands: [Operand] = []
  var operators: [PendingOperator] = []

  var facts: [Located<SyntaxFact>] = []
  /// True as soon as nothing more can be learned.
  var isAborted = false
  /// How many levels the line after an unfinished entry is indented; nil while the text has not ended early.
  var unfinishedDepth: Int?
  /// Facts that a longer text might heal.
  var endFacts = 0

  init(_ source: Source, isScript: Bool) {
    self.source = source
    self.stream = Lexer.tokens(of: source)
    self.tokens = stream.tokens
    self.isScript = isScript
  }

  /// Answers the prompt's question whether an entry is complete, incomplete, or wrong.
  public static func parse(_ source: Source) -> ParseResult {
    var parser = Parser(source, isScript: false)
    let program = parser.program()
    let unclosedTexts = parser.stream.problems.filter { $0.fact == .unclosedTripleString }.count
    let faults = parser.facts.count + parser.stream.problems.count
    if faults == 0 { return .complete(program) }
    if faults == parser.endFacts + unclosedTexts {
      return .incomplete(depth: unclosedTexts > 0 ? 0 : parser.unfinishedDepth ?? 0)
    }
    return .wrong(parser.diagnostics())
  }

  /// Reads a whole text: a script, a module, a piece of `-e`.
  public static func parseScript(_ source: Source) throws(SyntaxErrors) -> Program {
    var parser = Parser(source, isScript: true)
    let program = parser.program()
    if parser.facts.isEmpty, parser.stream.problems.isEmpty { return program }
    throw SyntaxErrors(diagnostics: parser.diagnostics())
  }

  /// Reads as much as can be read, for tools that look at unfinished text: statements with errors are left out.
  public static func parseTolerantly(_ source: Source) -> (program: Program, diagnostics: [Diagnostic]) {
    var parser = Parser(source, isScript: true)
    let program = parser.program()
    return (program, parser.diagnostics())
  }

  mutating func program() -> Program {
    let statements = self.statements(isBlock: false)
    return Program(source: source, statements: statements, comments: stream.comments)
  }

  /// Lexical and syntactic facts in the order of their places.
  private func diagnostics() -> [Diagnostic] {
    let lexical = stream.problems.map { ($0.span.lower, $0.diagnostic) }
    var syntactic = facts.filter { !isBehindString($0) }.map { ($0.span.lower, $0.diagnostic) }
    // The first fault is the one that a person mends first.
    if let first = facts.min(by: { $0.span.lower < $1.span.lower }),
      let place = syntactic.firstIndex(where: { $0.0 == first.span.lower }),
      Self.vagueCodes.contains(syntactic[place].1.code)
    {
      let meant = meantWord(at: first.span)
      if !meant.isEmpty { syntactic[place].1.help = meant }
    }
    return (lexical + syntactic).enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map(\.element.1)
  }

  /// Whether a bracket only seems open because a string before its closer was not closed: one fault, told once.
  private func isBehindString(_ fact: Located<SyntaxFact>) -> Bool {
    guard case .unclosed = fact.fact else { return false }
    let line = source.line(at: fact.span.lower)
    return stream.problems.contains { $0.fact == .unclosedString && source.line(at: $0.span.lower) == line }
  }
}
