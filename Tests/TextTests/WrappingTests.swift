import Testing
import WeirText

/// Lines break between words, never inside code or words, and lose nothing.
@Suite struct WrappingTests {
  @Test(
    arguments: [
      ("short", 10, "short"), ("one two three", 8, "one two\n  three"), ("a\none two three", 8, "a\none two\n  three"),
      ("abcdefghijkl mn", 5, "abcdefghijkl\n  mn"), ("say `one two three` now", 8, "say\n  `one two three`\n  now"),
      ("堰堰 堰堰 堰堰", 9, "堰堰 堰堰\n  堰堰"), ("", 5, ""), ("ends here \n", 5, "ends\n  here \n"),
    ] as [(String, Int, String)])
  func linesBreakBetweenWords(_ text: String, _ width: Int, _ expected: String) {
    #expect(Markup(text).wrapped(toWidth: width).plain == expected)
  }

  @Test func piecesKeepTheirStyles() {
    let wrapped = (Markup("error", .error) + Markup(": one two three", .strong)).wrapped(toWidth: 12)
    #expect(wrapped == Markup("error", .error) + Markup(": one\n  two three", .strong))
  }
}
