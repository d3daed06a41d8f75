import Testing

@testable import WeirModel

/// Patterns: what matches where, which syntax is refused by name, and that no pattern runs for ever.
struct TokenPatternTests {
  private func matches(_ pattern: String, _ text: String) throws -> [String] {
    let scalars = text.unicodeScalars.map(\.value)
    return try TokenPattern(pattern).matches(scalars, 0..<scalars.count).map { AlignedText.string(scalars[$0]) }
  }

  static let cases: [(String, String, [String])] = [
    (#"\p{L}+"#, "ab1cé", ["ab", "cé"]), (#"[^\s\p{L}]"#, "a 1!", ["1", "!"]), (#"a|ab"#, "ab", ["a"]),
    (#"(?:ab|a)c"#, "acabc", ["ac", "abc"]), (#"\s+(?!\S)"#, "a   b  ", ["  ", "  "]),
    (#"(?i:'s|'ll)"#, "'S'LL'ſ", ["'S", "'LL", "'ſ"]), (#"\p{N}{1,3}"#, "12345", ["123", "45"]),
    (#"a{2}"#, "aaaaa", ["aa", "aa"]), (#"a{2,}"#, "aaaaa", ["aaaaa"]), (#"a{,2}b"#, "aaab", ["aab"]),
    (#"a+?b"#, "aab", ["aab"]), (#"a++a"#, "aaa", []), (#"(?>a+)a"#, "aaa", []), (#"x{,y"#, "x{,y", ["x{,y"]),
    (#"[a-c&&[^b]]+"#, "abcca", ["a", "cca"]), (#"[]a]+"#, "a]b", ["a]"]), (#"[a\-z]+"#, "-az", ["-az"]),
    (#"^a"#, "a\na", ["a", "a"]), (#"a$"#, "a\na", ["a", "a"]), (#"\Aa"#, "aa", ["a"]), (#"a\z"#, "aa", ["a"]),
    (#"."#, "a\nb", ["a", "b"]), (#"\x{1F642}|\u00e9"#, "🙂é", ["🙂", "é"]), (#"(?=b)b|a"#, "ab", ["a", "b"]),
    (#"\p{Han}+"#, "漢字かな", ["漢字"]), (#"\P{L}"#, "a1", ["1"]), (#"\p{^L}"#, "a1", ["1"]),
    (#"(?i)straSSe"#, "Strasse", ["Strasse"]), (#"\w+"#, "a_1²é-", ["a_1²é"]), (#"[.,!?…]+"#, "a…,b", ["…,"]),
  ]

  @Test(arguments: cases) func aPatternMatches(pattern: String, text: String, expected: [String]) throws {
    #expect(try matches(pattern, text) == expected)
  }

  @Test(arguments: [
    (#"(a"#, "`(` without `)`"), (#"a)"#, "`)` without `(`"), (#"[a"#, "`[` without `]`"),
    (#"(?<=a)b"#, "groups that begin with `(?<`"), (#"\b"#, #"the escape `\b`"#), (#"(a)\1"#, #"the escape `\1`"#),
    (#"\p{Greek}"#, "the property `Greek`"), (#"(a*)*"#, "repetitions of what can be empty"),
    (#"*a"#, "nothing to repeat"),
    (#"[[:alpha:]]"#, "POSIX brackets"), (#"a{2000}"#, "more than 1000 times"),
    (#"[z-a]"#, "a range that ends nowhere"),
    (#"(?m:a)"#, "groups that begin with `(?m`"), (#"a\"#, #"`\` at the end"#),
    (#"\x{zz}"#, "a code point that is none"),
  ])
  func whatIsNotKnownIsNamed(pattern: String, words: String) throws {
    let fault = try #require(throws: PatternFault.self) { try TokenPattern(pattern) }
    #expect(fault.reason.contains(words), "\(fault.reason)")
  }

  @Test func deepAndHugePatternsAreRefused() {
    #expect(throws: PatternFault.self) {
      try TokenPattern(String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000))
    }
    #expect(throws: PatternFault.self) { try TokenPattern("(?:(?:a|b){1000}){1000}") }
  }

  @Test func gpt2sSearchByHandEqualsItsPattern() throws {
    let pattern = try TokenPattern(GPT2Pattern.text)
    var random = SeededGenerator(3)
    let alphabet = Array("aZé中1٣ \n\t'srvltmde!.\u{301}\u{a0}🙂".unicodeScalars.map(\.value))
    for _ in 0..<400 {
      let text = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &random)]
      }
      var pieces: [PieceText.Piece] = []
      GPT2Pattern.split(text, 0..<text.count, into: &pieces)
      #expect(try pattern.matches(text, 0..<text.count) == pieces.map(\.range))
    }
  }
}
