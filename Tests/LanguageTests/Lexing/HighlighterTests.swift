import Testing
import WeirLanguage
import WeirText

@Suite struct HighlighterTests {
  static let letters: [Markup.Style: String] = [
    .plain: "_", .keyword: "k", .literal: "l", .string: "s", .name: "n", .number: "0", .comment: "c", .error: "e",
    .strong: "d",
  ]

  static let cases: [(String, String)] = [
    ("def f(x) = 3 # why", "kkk_d_n____0_ccccc"),
    ("L5H1.z |> none", "llll_n____llll"),
    ("\"a\\(b)c\"", "ssssnsss"),
    ("\"abc", "ssss"),
    ("f(\"\"\"abc\n  d", "n_ssssssssss"),
    ("x $ y", "n_e_n"),
    ("", ""),
    ("  # c", "__ccc"),
  ]

  @Test("a piece of text has another colour", arguments: cases)
  func styles(_ text: String, _ expected: String) {
    let markup = Highlighter.highlight(text)
    let found = markup.pieces.map { piece in
      String(repeating: HighlighterTests.letters[piece.style] ?? "?", count: piece.text.count)
    }
    #expect(found.joined() == expected)
  }

  @Test("colouring loses or adds characters")
  func keepsText() {
    for source in Corpus.programs { #expect(Highlighter.highlight(source).plain == source.text) }
  }
}
