import Foundation
import Testing

/// `weir test`, as people use it on their own scripts.
@Suite struct TestCommandTests {
  static let script = """
    ## Twice a number.
    ## > twice(2)
    ## 4
    ## > twice(none)
    ## error: does not work
    def twice(x) = 2 * x

    print(twice(1))  # expect: 2
    twice(3)  # expect: 6
    1 / 0  # expect warning: division by zero
    [1][5]  # expect error: index 5 is outside a list of 1
    """

  private func run(_ script: String, _ words: String...) throws -> Weir.Outcome {
    let folder = try ScratchFolder()
    try folder.write("a.weir", script)
    return try Weir(arguments: ["test"] + words, folder: folder.url).run()
  }

  @Test func whatHoldsIsCounted() throws {
    let outcome = try run(Self.script)
    #expect(outcome.output == "6 passed in 1 file\n" && outcome.code == 0, "\(outcome.output) \(outcome.errors)")
  }

  @Test func aFailureShowsPlaceExpectedAndFound() throws {
    let outcome = try run(Self.script.replacing("## 4", with: "## 5").replacing("# expect: 2", with: "# expect: 3"))
    #expect(outcome.code == 1)
    #expect(
      outcome.output == """
        a.weir:8
          expected  3
          found     2

        a.weir:2  twice: twice(2)
          expected  5
          found     4

        4 passed, 2 failed in 1 file

        """)
  }

  @Test func theFilterChoosesByPathAndFunction() throws {
    #expect(try run(Self.script, "--filter", "a.weir twice").output == "2 passed in 1 file\n")
    #expect(try run(Self.script, "--filter", "other").code == 2)
  }

  @Test func nothingToTestIsSaid() throws {
    let outcome = try run("x = 1\nprint(x)\n")
    #expect(outcome.code == 2 && outcome.errors.hasPrefix("nothing to test"))
  }
}
