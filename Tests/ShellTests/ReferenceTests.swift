import Testing
import WeirLanguage
import WeirNatives
import WeirText

@testable import WeirShell

/// `weir doc` on the library and on a small script.
@Suite struct ReferenceTests {
  private static let script = """
    ## Twice a number.
    ## `x`: any number
    ## > twice(2)
    ## 5
    ## see: sum
    def twice(x: number) = 2 * x
    """

  private func small() throws -> [ReferenceEntry] {
    try ReferenceEntry.all(
      in: Source(name: "small.weir", text: Self.script),
      session: try Session.standard(world: World(write: { _ in }, draw: { _ in })))
  }

  @Test func markdownShowsWhatExamplesReallyGive() throws {
    #expect(
      Reference.text(try small(), .markdown) == """
        # Reference

        ## small.weir

        ### `twice(x)`

        Twice a number.

        - `x`: `number` — any number

        ```
        weir> twice(2)
        4
        ```

        See also: sum

        """)
  }

  @Test func jsonIsJSONWithTheExamples() throws {
    let text = Reference.text(try small(), .json)
    #expect(throws: Never.self) { try JSON(bytes: Array(text.utf8)) }
    #expect(text.contains(#""name": "twice""#) && text.contains(#"{"input": "twice(2)", "output": "4"}"#))
  }

  @Test func everyWordOfTheLibraryHasAnAnchorInThePage() throws {
    let library = try Session.standard(world: World(write: { _ in }, draw: { _ in })).interpreter.library
    // Without running the examples: that they run is another test.
    let entries = try library.modules.map(\.name).flatMap { module in
      try library.declarations(in: module).map {
        ReferenceEntry(module: module, name: $0.name, topic: HelpTopic(declaration: $0), examples: [])
      }
    }
    let page = Reference.text(entries, .html)
    for name in library.names { #expect(page.contains("id=\"\(name)\""), "\(name)") }
    #expect(!page.contains("src=") && !page.contains("http"))
  }
}
