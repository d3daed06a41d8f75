import Testing
import WeirText

@testable import WeirLanguage

@Suite struct ForeignWordsTests {
  /// Code in backquotes; where `...` stands for something left out it is no program.
  private static func code(in sentences: [String]) -> [String] {
    var found: [String] = []
    for sentence in sentences {
      let pieces = sentence.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
      for (place, piece) in pieces.enumerated() where place % 2 == 1 {
        let isCut = piece.contains("... ") || piece.contains(" ...") || piece.contains("...)")
        if !isCut { found.append(piece) }
      }
    }
    return found
  }

  @Test("what people are told to write does not parse", arguments: ForeignWords.all)
  func adviceParses(word: String) {
    let sentences = ForeignWords.advice(forMethod: word, of: "xs", arguments: "1") { _ in false }
    let all = [sentences, ForeignWords.advice(forName: word), ForeignWords.advice(forStatement: word)]
    for code in Self.code(in: all.flatMap { $0 ?? [] }) {
      guard code.first != "?", !code.hasPrefix("...") else { continue }
      #expect(throws: Never.self, "\(word): \(code)") { try Parser.parseScript(Source(name: "advice", text: code)) }
    }
  }

  @Test("a word that is a function here is called foreign")
  func notOurs() {
    // A module that has to be named first does not count: `sorted` alone is still Python's.
    let modules = TestFiles.programs(below: "Stdlib").map { path in
      (name: String(path.dropFirst("Stdlib/".count).dropLast(".weir".count)), text: TestFiles.text(path) ?? "")
    }
    let names = Set(Library(modules: modules, natives: []).names)
    #expect(names.count > 100)
    for word in ForeignWords.all where ForeignWords.advice(forName: word) != nil {
      #expect(!names.contains(word), "\(word)")
    }
  }
}
