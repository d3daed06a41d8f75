import Testing
import WeirText

@testable import WeirShell

/// How a file is cut into prose and code.
@Suite struct ReportSourceTests {
  private static func parts(_ name: String, _ text: String) -> [String] {
    let source = ReportSource(Source(name: name, text: text))
    return source.parts.map { part in
      switch part {
      case .prose(let text): "prose: \(text.trimmed)"
      case .code(let code): "code: " + code.text
      }
    }
  }

  @Test func commentsThatStandAloneAreProseAndOthersStayInTheCode() {
    let text = """
      #!/usr/bin/env weir
      # Title.
      #
      # More.

      x = 1  # beside
      # Between.
      ## What f does.
      def f(a) {
        # inside
        a
      }
      """
    #expect(
      Self.parts("a.weir", text) == [
        "prose: Title.\n\nMore.", "code: x = 1  # beside", "prose: Between.",
        "code: ## What f does.\ndef f(a) {\n  # inside\n  a\n}",
      ])
  }

  @Test func aTextThatIsNoProgramIsStillCutUp() {
    #expect(Self.parts("a.weir", "# One\nx = (\n# Two\n") == ["prose: One", "code: x = (", "prose: Two"])
  }

  @Test(arguments: [
    ("a.weir", "# Heads that copy.\n\nx = 1", "Heads that copy"), ("a.weir", "# # The title\n# text\n", "The title"),
    ("a.weir", "# Two lines\n# of text.\nx = 1", "a.weir"), ("a/b.md", "text\n\n# The *title*\n", "The title"),
    ("b/c.md", "no heading", "c.md"), ("e.weir", "", "e.weir"),
  ])
  func theTitleIsAHeadingOrAFirstLineOrTheName(name: String, text: String, title: String) {
    #expect(ReportSource(Source(name: name, text: text)).title == title)
  }

  @Test func fencedBlocksOfAMarkdownFileAreCodeWithTheirOptions() {
    let text =
      "# T\n\n```weir\nx = 1\n```\nprose\n\n~~~weir echo=false, error=expected\ny\n~~~\n\n> ```weir\n> z\n> ```\n"
    let source = ReportSource(Source(name: "a.md", text: text))
    #expect(source.codes.count == 2, "a quoted block is shown, not run")
    #expect(source.codes[0].isShown && !source.codes[0].failsExpectedly)
    #expect(!source.codes[1].isShown && source.codes[1].failsExpectedly)
    // Lines keep their numbers, and no block runs into the next.
    #expect(source.codes.map { $0.source.line(at: $0.range.lowerBound) } == [4, 9])
    #expect(source.codes.map(\.text) == ["x = 1", "y"])
  }

  @Test func anUnclosedBlockReachesToTheEnd() {
    #expect(Self.parts("a.md", "```weir\nx = 1\n\ny = 2") == ["code: x = 1\n\ny = 2"])
    #expect(Self.parts("a.md", "```weir") == [])
    #expect(Self.parts("a.md", "```weir\n```\n") == [])
  }
}
