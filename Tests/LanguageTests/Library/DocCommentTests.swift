import Testing

@testable import WeirLanguage

@Suite struct DocCommentTests {
  @Test func everyPartIsFound() {
    let comment = DocComment(
      """
       Adds the items.
       More about it.
       `xs`: numbers
       > sum([1,
       ... 2])
       3
       > sum("a")
       error: must be
       see: mean, product
      """)
    #expect(comment.summary == "Adds the items.")
    #expect(comment.body == ["More about it."])
    #expect(comment.parameters.map(\.name) == ["xs"])
    #expect(comment.parameters.map(\.text) == ["numbers"])
    #expect(
      comment.examples == [
        .init(input: "sum([1,\n2])", expected: ["3"]), .init(input: "sum(\"a\")", error: "must be"),
      ])
    #expect(comment.related == ["mean", "product"])
  }

  @Test func aMismatchOfDeclarationsAndBodiesIsReportedBothWays() {
    let library = Library(
      modules: [("prelude", "def declared(x: any) -> any\n")], natives: [NativeFunction("body") { _ in .none }],
      parse: Parser.parse)
    #expect(library.check().map(\.code) == ["E3060", "E3061"])
  }
}
