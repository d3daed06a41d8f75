// With WEIR_UPDATE_EXPECTED set the expected files are written instead.

import Foundation
import Testing
import WeirText

@testable import WeirLanguage

@Suite struct EditorGrammarTests {
  static let files: [(EditorGrammar.Form, String)] = [
    (.list, "list.txt"), (.textMate, "weir.tmLanguage.json"), (.vim, "weir.vim"),
  ]

  @Test("what `weir grammar` writes changes", arguments: files)
  func golden(_ form: EditorGrammar.Form, _ name: String) throws {
    let path = Corpus.root + "/Tests/Spec/grammar/" + name
    let found = EditorGrammar.text(form)
    if ProcessInfo.processInfo.environment["WEIR_UPDATE_EXPECTED"] != nil {
      try Data(found.utf8).write(to: URL(filePath: path))
    }
    #expect(found == Corpus.text(of: path))
  }

  @Test("a reserved word or sign of the lexer has no role in the editor grammar, or two")
  func rolesCover() {
    let spellings = EditorGrammar.Role.allCases.flatMap(EditorGrammar.spellings)
    #expect(spellings.sorted() == (TokenKind.reservedWords + TokenKind.symbols).sorted())
  }

  @Test("the list leaves out a reserved word or sign, or its literals are not what their titles say")
  func list() {
    let lines = EditorGrammar.text(.list).split(separator: "\n")
    let words = Set(lines.flatMap { $0.split(separator: " ") }.map(String.init))
    for spelling in TokenKind.reservedWords + TokenKind.symbols { #expect(words.contains(spelling)) }
    for literal in EditorGrammar.literals {
      for example in literal.examples {
        let stream = Lexer.tokens(of: Source(name: "example", text: example))
        #expect(stream.problems.isEmpty)
        switch literal.name {
        case "number": #expect(stream.tokens.map(\.kind) == [.number, .end])
        case "component": #expect(stream.tokens.map(\.kind) == [.component, .end])
        case "string":
          #expect(stream.tokens.first?.kind == .stringStart && stream.tokens.dropLast().last?.kind == .stringEnd)
        default: #expect(stream.tokens.count == 1 && stream.comments.count == 1)
        }
      }
    }
  }

  @Test("the syntax file for Vim leaves out a reserved word or sign")
  func vim() {
    let lines = EditorGrammar.text(.vim).split(separator: "\n")
    let words = lines.filter { $0.hasPrefix("syntax keyword ") }.flatMap { $0.split(separator: " ").dropFirst(3) }
    #expect(words.map(String.init).sorted() == TokenKind.reservedWords)
    let signs = lines.flatMap { line -> [String] in
      let parts = String(line).components(separatedBy: #""\V\%("#)
      return parts.count == 2 ? String(parts[1].dropLast(#"\)""#.count)).components(separatedBy: #"\|"#) : []
    }
    #expect(signs.sorted() == TokenKind.symbols.sorted())
  }

  @Test("the TextMate grammar takes a reserved word or sign of the lexer for something else")
  func signs() throws {
    let walker = try ScopeWalker(EditorGrammar.text(.textMate))
    for kind in TokenKind.allCases {
      guard let spelling = kind.spelling else { continue }
      let found = walker.scopes(of: Source(name: "sign", text: spelling))
      #expect(found.allSatisfy { EditorGrammarTests.agrees($0, kind) }, "\(spelling): \(found)")
    }
  }

  /// What the lexer and the grammar must agree in although no program of the corpus holds it.
  static let corners: [String] = [
    "#!/usr/bin/env weir\nx = 1", "## doc # more\n### plain\n# plain\nx # end",
    "r.in r.L5 r . with enc.L5H* x.dec.L*H*.z encL.L5",
    "enc.attn enc.in", "L5 L5H1 L5H* L* L*H* L5N652 L5G1 L[0..<9]H* L[ 0 ... 8 ]N[1..<2]",
    "L H xL5 L5x L5_a L2_norm L5H",
    "0..<12 0.5..<1.5 2.. 10_000 1e-5 3.0E+2 [...5] f -1", "not in notx ort in_ in' d_model' x''", "αβ é5 Δx.if",
    #""a\(b)c" "\(r["x"])" "\((a))" r"a\(b)" "\u{1F600}\n\t\"\\" "" x"#,
    "\"\"\"\n  a \"quoted\" \\(f(\"in \\(x)\")) \\\"\n  \"\"\" y", "r\"\"\"\n\\(a) \" \\\n\"\"\" z", #"r"" r"\" x"#,
    "def f(x, y = L5) = x |> g(1, with: none)\nparam n = 3", "a<=b<c->d|>e==f!=g>=h//i@j^2%k", "{in: 3, L5: 2}",
    "x.y\n  .in", "\"\\({a: (1 + 2)})\" if",
  ]

  @Test("the TextMate grammar sees other tokens than the lexer", arguments: corners)
  func agreesInCorners(_ text: String) throws {
    let source = Source(name: "corner", text: text)
    #expect(Lexer.tokens(of: source).problems.isEmpty)
    try EditorGrammarTests.compare(source, try ScopeWalker(EditorGrammar.text(.textMate)))
  }

  @Test("the TextMate grammar sees other tokens in a program of the repository than the lexer")
  func agreesOnPrograms() throws {
    let walker = try ScopeWalker(EditorGrammar.text(.textMate))
    let programs = Corpus.programs.filter { Lexer.tokens(of: $0).problems.isEmpty }
    #expect(programs.count > 100)
    for source in programs { try EditorGrammarTests.compare(source, walker) }
  }

  private static func compare(_ source: Source, _ walker: ScopeWalker) throws {
    let scopes = walker.scopes(of: source)
    try #require(scopes.count == source.bytes.count)
    let stream = Lexer.tokens(of: source)
    for comment in stream.comments {
      let scope = comment.isDocumentation ? "comment.line.documentation" : "comment.line.number-sign"
      for byte in comment.span.lower..<comment.span.upper where !scopes[byte].hasPrefix(scope) {
        Issue.record("\(source.name):\(source.line(at: byte)): a comment is scoped \(scopes[byte])")
        break
      }
    }
    for token in stream.tokens where token.kind != .newline {
      for byte in token.lower..<token.upper where source.bytes[byte] != 0x0A && !agrees(scopes[byte], token.kind) {
        let text = source.text(from: token.lower, to: token.upper)
        Issue.record("\(source.name):\(source.line(at: byte)): \(text) (\(token.kind)) is scoped \(scopes[byte])")
        break
      }
    }
  }

  /// Whether a scope says of a token what the lexer says.
  private static func agrees(_ scope: String, _ kind: TokenKind) -> Bool {
    let expected =
      switch kind {
      case .name: ["variable.", "entity.name."]
      case .number: ["constant.numeric."]
      case .component: ["constant.other.component."]
      case .stringStart, .stringEnd: ["punctuation.definition.string."]
      case .stringText: ["string.", "constant.character.escape."]
      case .interpolationStart, .interpolationEnd: ["punctuation.section.interpolation."]
      case .wordTrue, .wordFalse, .wordNone: ["constant.language."]
      case .wordAnd, .wordOr, .wordNot, .wordIn: ["keyword.operator.word."]
      case .wordDef, .wordParam, .wordUse: ["keyword.declaration."]
      case .leftParen, .rightParen, .leftBracket, .rightBracket, .leftBrace, .rightBrace:
        ["punctuation.section.bracket."]
      case .dot: ["punctuation.accessor.", "punctuation.separator."]
      case .comma, .colon, .semicolon, .question: ["punctuation.separator."]
      default: [kind.isReservedWord ? "keyword.control." : "keyword.operator.weir"]
      }
    return expected.contains { scope.hasPrefix($0) }
  }
}
