import Testing

@testable import WeirShell

@Suite struct MarkdownTests {
  @Test(arguments: [
    ("a *b* **c** `d<`", "<p>a <em>b</em> <strong>c</strong> <code>d&lt;</code></p>\n"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n"),
    ("## Where", "<h3 id=\"section-1\">Where</h3>\n"),
    ("<script>x</script>", "<pre tabindex=\"0\">&lt;script&gt;x&lt;/script&gt;</pre>\n"),
    ("a <img src=x onerror=y>", "<p>a &lt;img src=x onerror=y&gt;</p>\n"),
    ("![words](http://example.org/a.png)", "<p>words</p>\n"),
    (
      "[a](javascript:alert(1)) [b](HTTPS://x.org)",
      "<p>a <a href=\"HTTPS://x.org\" rel=\"noreferrer noopener\">b</a></p>\n"
    ),
    ("[a](data:text/html,x)", "<p>a</p>\n"), ("> q", "<blockquote><p>q</p>\n</blockquote>\n"),
    ("```\na<b\n```", "<pre class=\"code\" tabindex=\"0\">a&lt;b</pre>\n"), ("\u{0}", "<p>\u{FFFD}</p>\n"),
  ])
  func proseBecomesHTMLThatDoesNothing(text: String, html: String) {
    #expect(Markdown(text).html == html)
  }

  @Test func deepNestingEndsWell() {
    let text = String(repeating: "> ", count: 20_000) + "x" + String(repeating: "*a", count: 20_000)
    #expect(Markdown(text).html.contains("x"))
  }

  @Test func theTitleIsNotSaidTwice() {
    let prose = Markdown("# T\n\n# T\n\n## U", headingsBefore: 4, title: "T")
    #expect(prose.headings.map(\.id) == ["section-5", "section-6"])
    #expect(prose.headings.map(\.text) == ["T", "U"])
  }
}
