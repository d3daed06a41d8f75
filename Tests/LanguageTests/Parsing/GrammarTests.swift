// The grammar at the top of Parser.swift, held against the lexer's table.

import Testing
import WeirLanguage

@Suite struct GrammarTests {
  /// Words that the parser knows only in one place, and the lexer takes for names.
  static let contextualWords: Set<String> = ["as", "list", "of", "tensor"]
  /// Kinds of tokens whose texts differ, and what stands for other tokens.
  static let tokenNames: Set<String> = ["NAME", "NUMBER", "STRING", "COMPONENT", "WORD", "NEWLINE", "BLANK"]

  struct Grammar {
    var terminals: Set<String> = []
    var defined: Set<String> = []
    var used: Set<String> = []
  }

  static func grammar() throws -> Grammar {
    let text = try #require(Corpus.text(of: Corpus.root + "/Sources/WeirLanguage/Parsing/Parser.swift"))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("//") }.filter { $0.hasPrefix("//   ") }
    var grammar = Grammar()
    for line in lines {
      let rule = line.dropFirst(5).prefix(upToComment: "  --")
      var words = rule.split(separator: " ").map(String.init)
      if words.count > 1, words[1] == "=" {
        grammar.defined.insert(words[0])
        words.removeFirst(2)
      }
      for word in words {
        if word.count > 2, word.hasPrefix("\""), word.hasSuffix("\"") {
          grammar.terminals.insert(String(word.dropFirst().dropLast()))
        } else if word.first?.isLetter == true {
          grammar.used.insert(word)
        }
      }
    }
    return grammar
  }

  @Test("the grammar names a word or sign that the lexer does not have, or leaves one out")
  func terminals() throws {
    let known = Set(TokenKind.reservedWords + TokenKind.symbols)
    let terminals = try GrammarTests.grammar().terminals
    #expect(terminals.subtracting(known) == GrammarTests.contextualWords)
    #expect(known.subtracting(terminals) == ["?"])
  }

  @Test("a rule of the grammar is used but not written, or written but not used")
  func rules() throws {
    let grammar = try GrammarTests.grammar()
    let prose: Set<String> = ["binary", "operators", "over", "operands,", "loosest", "first:", "operand"]
    #expect(grammar.used.subtracting(grammar.defined).subtracting(prose) == GrammarTests.tokenNames)
    #expect(grammar.defined.subtracting(grammar.used) == ["program"])
  }
}

extension Substring {
  fileprivate func prefix(upToComment mark: String) -> Substring {
    var rest = self
    while !rest.isEmpty, !rest.hasPrefix(mark) { rest = rest.dropFirst() }
    return self[startIndex..<rest.startIndex]
  }
}
