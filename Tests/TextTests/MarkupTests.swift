import Testing
import WeirText

private let sample = Markup("error", .error) + Markup(": a < b & \"c\"\n") + Markup("one\ntwo", .dim)

@Test func markupWithoutColourIsItsCharacters() {
  #expect(sample.ansi(colour: false) == sample.plain)
  #expect(sample.plain == "error: a < b & \"c\"\none\ntwo")
}

@Test func everyColouredLineCarriesItsOwnSequences() {
  #expect(
    sample.ansi(colour: true)
      == "\u{1B}[1;31merror\u{1B}[0m: a < b & \"c\"\n\u{1B}[2mone\u{1B}[0m\n\u{1B}[2mtwo\u{1B}[0m")
}

@Test func markupInHTMLIsEscaped() {
  #expect(
    sample.html
      == "<span class=\"w-error\">error</span>: a &lt; b &amp; &quot;c&quot;\n<span class=\"w-dim\">one\ntwo</span>")
}

@Test(arguments: Markup.Style.allCases)
func noStyleChangesTheCharacters(_ style: Markup.Style) {
  let text = Markup("a'b", style)
  #expect(text.plain == "a'b")
  #expect(text.html.contains("a&#39;b"))
  #expect(text.ansi(colour: true).contains("a'b"))
}
