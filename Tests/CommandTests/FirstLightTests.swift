import Foundation
import Testing

/// The line that Weir was first built for, run as a person runs it.
@Suite struct FirstLightTests {
  static let line = #"cache = run "the cat sat the cat sat"; show qk(cache, 11)"#

  @Test func theLineDrawsAMapInAPipe() throws {
    let outcome = try Weir.run("-e", FirstLightTests.line)
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(!outcome.output.contains("\u{1B}"), "a pipe gets no escapes")
    for label in ["sat", "cat", "the"] { #expect(outcome.output.contains(label)) }
  }

  @Test func theLineDrawsAMapInColourWhenAsked() throws {
    let outcome = try Weir.run("--color", "always", "-e", FirstLightTests.line)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("\u{1B}["))
  }

  @Test func noColorSilencesColour() throws {
    let outcome = try Weir.run("-e", FirstLightTests.line, environment: ["NO_COLOR": "1"])
    #expect(outcome.code == 0)
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func theOutputRepeatsByteForByte() throws {
    let first = try Weir.run("-e", FirstLightTests.line)
    let second = try Weir.run("-e", FirstLightTests.line)
    #expect(first.output == second.output)
  }

  @Test func anExpressionIsEchoedAndASemicolonSilencesIt() throws {
    #expect(try Weir.run("-e", "1 + 2").output == "3\n")
    #expect(try Weir.run("-e", "1 + 2;").output == "")
    #expect(try Weir.run("-e", "x = 4", "-e", "x * 2").output == "8\n")
  }

  @Test func standardInputIsAScript() throws {
    let outcome = try Weir.run(input: "x = 2\nx + 1\nprint(x)\n")
    #expect(outcome.output == "2\n")
    #expect(outcome.code == 0)
  }

  @Test func theInductionScriptNamesTheHeadsOfTheModelCard() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scripts/induction.weir")
    let outcome = try Weir(arguments: [script.path]).run()
    #expect(outcome.code == 0)
    for head in ["L8H8", "L8H6", "L8H3", "L5H9", "L8H0", "L5H7", "L5H10"] { #expect(outcome.output.contains(head)) }
  }
}
