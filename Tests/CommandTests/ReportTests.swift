import Foundation
import TestSupport
import Testing

/// `weir report`: pages from scripts, and scripts from pages.
@Suite struct ReportTests {
  static let script = """
    # Where heads look.
    #
    # Prose with *marks* and </script><b>markup</b>.

    r = run "the cat sat </script><script>alert(1)</script> the cat"
    # ## The pattern
    show r[L5H9.pattern], title: "L5H9 </style>"
    print "a\\u{1B}[31m<i>"
    loss(r)
    """

  /// Labels that try to act on a page: markup, control, right-to-left, very long, emoji sequences, zero-width.
  static let hostile = """
    words = ["</script><script>alert(1)</script>", "\\u{1B}[31mred", "a\\u{202E}b", "\\u{0}", "שלום", "👩‍👩‍👧‍👦", "e\\u{301}", "x\\u{200B}y", join([" long" for i in 0..<400]), "]]><!--"]
    x = label(label(random_uniform({query: 10, key: 10}), "key", words), "query", words)
    show x, title: "<h1>&", measure: "</style>"
    show x[query: 0], as: "tokens"
    show token_bars(words, x[query: 1])
    show text_map(x, [words for w in words])
    show graph([{from: words[0], into: words[1], score: 1}])
    show x, as: "arcs"
    table({token: words, value: [1 for w in words]})
    print words

    """

  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func report(_ arguments: String...) throws -> Weir.Outcome {
    try Weir(arguments: ["report"] + arguments, folder: scratch.url).run()
  }

  private func page(_ name: String) throws -> String {
    try String(contentsOf: scratch.url.appending(path: name), encoding: .utf8)
  }

  @Test func twoReportsAreTheSameBytesWhereverTheScriptLies() throws {
    try scratch.write("a.weir", Self.script)
    try scratch.write("below/a.weir", Self.script)
    let first = try report("a.weir", "-o", "1.html")
    #expect(first.code == 0 && first.errors == "" && first.output == "")
    #expect(try report("below/a.weir", "-o", "2.html").code == 0)
    #expect(try page("1.html") == page("2.html"))
  }

  @Test func theScriptComesBackByteForByte() throws {
    let script = Self.script + "\r\n\n  # \u{202E}שלום 漢字\t\n"
    try scratch.write("a.weir", script)
    #expect(try report("a.weir").code == 0, "without -o the page is named after the script")
    #expect(try report("--extract", "a.html").output == script)
    #expect(try report("--extract", "a.html", "-o", "b.weir").code == 0)
    #expect(try page("b.weir") == script)
    let other = try report("--extract", "b.weir")
    #expect(other.code == 1 && other.errors.contains("`b.weir` holds no script"))
  }

  @Test func nothingOfTheScriptActsOnThePage() throws {
    try scratch.write("a.weir", Self.script)
    #expect(try report("a.weir", "-o", "a.html").code == 0)
    let page = try page("a.html")
    #expect(page.contains("<title>Where heads look</title>"))
    // The figure's two data elements and the page's own script.
    #expect(page.components(separatedBy: "<script").count == 4)
    #expect(page.components(separatedBy: "</script").count == 4)
    #expect(page.components(separatedBy: "<style").count == 3)
    #expect(!page.contains("<b>") && !page.contains("<i>") && !page.contains("\u{1B}"))
    #expect(page.contains("<em>marks</em>") && page.contains("a␛[31m&lt;i&gt;"))
    #expect(page.matches(of: /(src|href)\s*=\s*["']?(https?:|\/\/)/).isEmpty)
  }

  @Test func hostileTokensBreakNoPictureOfAReport() throws {
    try scratch.write("a.weir", Self.hostile)
    let outcome = try report("a.weir", "-o", "a.html")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let page = try page("a.html")
    let figures = page.components(separatedBy: "<figure").count - 1
    #expect(figures == 6)
    #expect(page.components(separatedBy: "<script").count == 2 * figures + 2)
    #expect(page.components(separatedBy: "</script").count == 2 * figures + 2)
    #expect(
      !page.contains("<h1>&<") && !page.contains("\u{1B}") && !page.contains("\u{202E}") && !page.contains("<!--"))
  }

  @Test func anErrorStandsWhereItHappenedAndTheRestIsMarked() throws {
    try scratch.write("a.weir", "print \"before\"\n[1][4]\nprint \"after\"\n")
    let outcome = try report("a.weir", "-o", "a.html")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("a.weir:2"))
    let page = try page("a.html")
    let places = ["print", ">before<", "class=\"error\"", "not run"].map { page.range(of: $0)?.lowerBound }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(!page.contains(scratch.url.path))
  }

  @Test func markdownRunsItsBlocksAsTheyAsk() throws {
    try scratch.write(
      "a.md",
      "# Study\n\n```weir echo=false\nhidden = 5\nhidden * 3\n```\n\n```weir eval=false\nnever()\n```\n\n"
        + "```weir error=expected\nunknown_name\n```\n\n```weir error=expected\n1 +\n```\n\n```weir\nhidden\n```\n")
    let outcome = try report("a.md", "-o", "-")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let text = outcome.output.replacing(/<[^>]*>/, with: "")
    #expect(!text.contains("hidden * 3") && text.contains("15"))
    #expect(text.contains("never()") && text.contains("there is no `unknown_name`"))
    try scratch.write("b.md", "```weir error=expected\n1\n```\n")
    let wrong = try report("b.md", "-o", "-")
    #expect(wrong.code == 1 && wrong.errors.contains("did not fail"))
  }

  @Test func parametersReachTheScript() throws {
    try scratch.write("a.weir", "param length = 3  ## how long\nlength * 2\n")
    #expect(try report("a.weir", "-o", "-", "--", "--length", "21").output.contains("42"))
    let wrong = try report("a.weir", "-o", "-", "--", "--lenght", "21")
    #expect(wrong.code == 1 && wrong.errors.contains("length"), "\(wrong.errors)")
  }

  @Test func twentyFiguresStayBelowOneMegabyteBesidePackedData() throws {
    let shows = (0..<20).map { "show qk(r, \($0 % 12)), title: \"figure \($0)\"" }.joined(separator: "\n")
    try scratch.write("a.weir", "# Twenty figures\n\nr = run \"the cat sat the cat sat\"\n" + shows)
    #expect(try report("a.weir", "-o", "a.html").code == 0)
    let page = try page("a.html")
    #expect(page.components(separatedBy: "<figure").count == 21)
    #expect(page.utf8.count < 400_000, "\(page.utf8.count) bytes")
  }

  @Test(.enabled(if: Browser.isThere, "needs Chromium and Python")) func aReportWorksInABrowser() throws {
    try scratch.write("a.weir", Self.script + "\n" + Self.hostile + "# ## Failure\n[1][4]\n")
    #expect(try report("a.weir", "-o", "a.html").code == 1)
    let (status, text) = try Browser.run("report.py", [scratch.url.appending(path: "a.html").path])
    #expect(status == 0, "\(text)")
  }
}
