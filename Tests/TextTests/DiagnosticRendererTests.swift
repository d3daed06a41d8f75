import Testing
import WeirText

// The whole drawing is compared: one column of difference puts the caret under the wrong character.

struct Drawing: Sendable, CustomTestStringConvertible {
  let id: String
  let source: String
  var main = ""
  var others: [String] = []
  var notes: [String] = []
  var help: [String] = []
  var width = 80
  let expected: String
  var testDescription: String { id }
}

private let drawings = [
  Drawing(
    id: "one span with a label and help", source: "x = 1\ny = «lenght»(xs)\n", main: "not defined",
    help: ["did you mean `length`?"],
    expected: """
      error[E2001]: something is wrong
        --> a.weir:2:5
         |
       2 | y = lenght(xs)
         |     ^^^^^^ not defined
      help: did you mean `length`?

      """),
  Drawing(
    id: "tabs are four columns", source: "\t«x» + 1",
    expected: """
      error[E2001]: something is wrong
        --> a.weir:1:2
         |
       1 |     x + 1
         |     ^

      """),
  Drawing(
    id: "wide characters are two columns, combining marks none", source: "a = \"堰e\u{301}👨‍👩‍👧\" + «zz»",
    expected: """
      error[E2001]: something is wrong
        --> a.weir:1:13
         |
       1 | a = "堰e\u{301}👨‍👩‍👧" + zz
         |               ^^

      """),
  Drawing(
    id: "an empty span at the end of a line", source: "f(1, 2«»\nx", main: "expected `)`",
    expected: """
      error[E2001]: something is wrong
        --> a.weir:1:7
         |
       1 | f(1, 2
         |       ^ expected `)`

      """),
  Drawing(
    id: "an empty source", source: "«»",
    expected: """
      error[E2001]: something is wrong
        --> a.weir:1:1
         |
       1 |
         | ^

      """),
  Drawing(
    id: "two labels on one line", source: "r = «alpha» + ‹beta›", main: "a number", others: ["a string"],
    expected: """
      error[E2001]: something is wrong
        --> a.weir:1:5
         |
       1 | r = alpha + beta
         |     ^^^^^   ---- a string
         |     |
         |     a number

      """),
  Drawing(
    id: "three labels on one line", source: "«a»(‹b›, ‹c›)", main: "one", others: ["two", "three"],
    expected: """
      error[E2001]: something is wrong
        --> a.weir:1:1
         |
       1 | a(b, c)
         | ^ -  - three
         | | |
         | | two
         | one

      """),
  Drawing(
    id: "a second label on an earlier line", source: "def ‹f›() = 1\nx\ny\ndef «f»() = 2",
    main: "defined again", others: ["first defined here"],
    expected: """
      error[E2001]: something is wrong
        --> a.weir:4:5
         |
       1 | def f() = 1
         |     - first defined here
      ...
       4 | def f() = 2
         |     ^ defined again

      """),
  Drawing(
    id: "a span over several lines", source: "x = «run(\n  \"a\",\n  model: m)» + 1", main: "this call",
    notes: ["left   [batch:1 pos:12]", "right  [batch:1 pos:13]"],
    expected: """
      error[E2001]: something is wrong
        --> a.weir:1:5
         |
       1 | x = run(
         |     ^^^^
      ...
       3 |   model: m) + 1
         |   ^^^^^^^^^ this call
         |
         = left   [batch:1 pos:12]
         = right  [batch:1 pos:13]

      """),
  Drawing(
    id: "a long line is cut around the span",
    source: String(repeating: "a + ", count: 40) + "«wrong»" + String(repeating: " + b", count: 40), main: "here",
    width: 50,
    expected: """
      error[E2001]: something is wrong
        --> a.weir:1:161
         |
       1 | … a + a + a + a + a + a + wrong + b + b + b …
         |                           ^^^^^ here

      """),
  Drawing(
    id: "a line number of two digits", source: String(repeating: "\n", count: 11) + "«x»",
    expected: """
      error[E2001]: something is wrong
        --> a.weir:12:1
          |
       12 | x
          | ^

      """.replacingFirst("  --> ", "   --> ")),
  Drawing(
    id: "control characters are shown, not sent", source: "a\u{1B}[31m «b»\u{202E}",
    expected: """
      error[E2001]: something is wrong
        --> a.weir:1:8
         |
       1 | a␛[31m b\\u{202E}
         |        ^

      """),
  Drawing(
    id: "a line that ends with a carriage return", source: "«x»\r\ny\r\n",
    expected: """
      error[E2001]: something is wrong
        --> a.weir:1:1
         |
       1 | x
         | ^

      """),
]

extension String {
  fileprivate func replacingFirst(_ part: String, _ other: String) -> String {
    guard let range = firstRange(of: part) else { return self }
    return replacingCharacters(range, other)
  }

  private func replacingCharacters(_ range: Range<String.Index>, _ other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}

@Test(arguments: drawings)
func aDiagnosticIsDrawnWithItsMarksInPlace(_ drawing: Drawing) {
  let marked = MarkedSource(drawing.source, main: drawing.main, others: drawing.others)
  let diagnostic = Diagnostic(
    code: "E2001", "something is wrong", labels: marked.labels, notes: drawing.notes, help: drawing.help)
  let drawn = DiagnosticRenderer(width: drawing.width).render(diagnostic).plain
  #expect(drawn == drawing.expected, "\n\(drawn)")
  if drawing.main.isEmpty {
    for line in drawn.split(separator: "\n") { #expect(line.displayWidth <= drawing.width) }
  }
}

@Test func aLabelInAnotherSourceIsQuotedUnderItsOwnName() {
  let here = MarkedSource("x = «f»(1)", name: "<in 7>", main: "takes two")
  let there = MarkedSource("def ‹f›(a, b) = a", name: "lib.weir", others: ["defined here"])
  let diagnostic = Diagnostic(.warning, code: "", "too few", labels: here.labels + there.labels)
  #expect(
    DiagnosticRenderer(width: 80).render(diagnostic).plain == """
      warning: too few
        --> <in 7>:1:5
         |
       1 | x = f(1)
         |     ^ takes two
        ::: lib.weir:1:5
         |
       1 | def f(a, b) = a
         |     - defined here

      """)
}

@Test(arguments: [(2, 2), (10, 10), (11, 11), (9_000, 11)])
func aBacktraceShowsAtMostTenCalls(_ calls: Int, _ lines: Int) {
  let source = Source(name: "a.weir", text: "f(x - 1)\ng()")
  var frames = [Diagnostic.Frame(name: "g", call: Span(source, 9, 12))]
  frames += (1..<calls).map { _ in .init(name: "f", call: Span(source, 0, 8)) }
  let drawn = DiagnosticRenderer(width: 80).render(Diagnostic(code: "E3001", "deep", backtrace: frames)).plain
  let rows = drawn.split(separator: "\n").dropFirst(2)
  #expect(rows.count == lines)
  #expect(rows.first == "  g called at a.weir:2:1: g()")
  #expect(rows.last == "  f called at a.weir:1:1: f(x - 1)")
  #expect(rows.contains("  … \(Count.of(calls - 10, "more call")) …") == (calls > 10))
}

@Test func onlyFiveDiagnosticsAreDrawn() {
  let drawn = DiagnosticRenderer(width: 80).render((1...8).map { Diagnostic(code: "E100\($0)", "wrong") }).plain
  #expect(drawn.contains("E1005") && !drawn.contains("E1006") && drawn.hasSuffix("… and 3 more\n"))
}
