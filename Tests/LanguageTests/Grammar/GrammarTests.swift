// The grammar at the top of Parser.swift, held against the lexer's table, the parser and the formatter.

import Testing
import WeirLanguage
import WeirText

@Suite struct GrammarTests {
  static let lines: [String] =
    Corpus.text(of: Corpus.root + "/Sources/WeirLanguage/Parsing/Parser.swift").map(Grammar.lines) ?? []

  @Test("the grammar names a word or sign that the lexer does not have, leaves one out, or has a rule missing or idle")
  func tables() throws {
    let grammar = try Grammar(GrammarTests.lines)
    #expect(grammar.faults(words: TokenKind.reservedWords, symbols: TokenKind.symbols) == [])
  }

  @Test("a token that the grammar lacks goes unnoticed")
  func newToken() throws {
    let grammar = try Grammar(GrammarTests.lines)
    #expect(grammar.faults(words: TokenKind.reservedWords + ["until"], symbols: TokenKind.symbols).count == 1)
    #expect(grammar.faults(words: TokenKind.reservedWords, symbols: TokenKind.symbols + ["<=>"]).count == 1)
    for word in TokenKind.reservedWords {
      #expect(!grammar.faults(words: TokenKind.reservedWords.filter { $0 != word }, symbols: TokenKind.symbols).isEmpty)
    }
  }

  @Test("a line that is taken out of the grammar goes unnoticed")
  func missingLine() {
    #expect(GrammarTests.lines.count > 50)
    for place in GrammarTests.lines.indices {
      var lines = GrammarTests.lines
      let line = lines.remove(at: place)
      guard !line.allSatisfy({ $0 == " " }) else { continue }
      #expect(GrammarTests.isNoticed(lines), "\(line)")
    }
  }

  /// Whether the tables disagree with a grammar, or its programs are refused or leave out a kind of syntax.
  static func isNoticed(_ lines: [String]) -> Bool {
    guard let grammar = try? Grammar(lines),
      grammar.faults(words: TokenKind.reservedWords, symbols: TokenKind.symbols).isEmpty
    else { return true }
    var missing = GrammarTests.kinds
    for seed in 1...400 {
      var generator = ProgramGenerator(grammar, seed: UInt64(seed))
      let text = generator.program()
      guard let program = try? Parser.parseScript(Source(name: "generated", text: text)) else { return true }
      let tree = dump(program)
      missing.removeAll { tree.contains($0) }
      if missing.isEmpty { return false }
    }
    return true
  }

  /// What the trees of generated programs must show: every kind of statement and expression, and their parts.
  static let kinds = [
    "(silent", "(= ", "(= x,", "(place= (index", "(place= (.", "(def ", " native)", "doc:", "(for ", "(while ",
    "(break)",
    "(continue)", "(return)", "(return ", "(use ", " as ", "(save ", "(assert ", "(param ", "none", "true", "false",
    "+\\(",
    "<L", "[]", "(record)", "(record x:", "(..< ", "(... ", "(..< _ ", "(... _ ", " _)", "(neg ", "(not ", "(and ",
    "(or ",
    "(+ ", "(- ", "(* ", "(/ ", "(// ", "(% ", "(@ ", "(^ ", "(compare ", " not in ", "(call ", "(command ", "(pipe ",
    "(index ", "(. ", "(if ", "(\\ ", "(each ", " for ", " if ", "(with ", ":: ", "list<", "tensor[", "tensor[... ",
    "|",
    "(...", "=", " ...", ":none", "(save \"\" ", " : ",
  ]

  @Test("a program that the grammar promises is refused, or changes when it is formatted", arguments: 1...8)
  func generated(_ round: Int) throws {
    let grammar = try Grammar(GrammarTests.lines)
    for seed in 0..<300 {
      var generator = ProgramGenerator(grammar, seed: UInt64(round * 1000 + seed))
      let text = generator.program()
      do {
        _ = try Parser.parseScript(Source(name: "generated", text: text))
      } catch {
        let message = error.diagnostics.map { DiagnosticRenderer(width: 80).render($0).plain }.joined(separator: "\n")
        Issue.record("refused: \(text)\n\(message)")
        continue
      }
      if MutationTests.fault(text, nil) != nil {
        let smallest = shrunk(GrammarTests.faultyStatement(text)) { MutationTests.fault($0, nil) != nil }
        let fault = MutationTests.fault(smallest, nil) ?? ""
        Issue.record("\(smallest.debugDescription)\n\(fault)\nin seed \(round * 1000 + seed)")
      }
    }
  }

  /// A statement of a program that alone shows a fault; the whole when there is none.
  static func faultyStatement(_ text: String) -> String {
    guard let program = try? Parser.parseScript(Source(name: "generated", text: text)) else { return text }
    return program.statements.map(\.span.text).first { MutationTests.fault($0, nil) != nil } ?? text
  }
}
