import Foundation
import Testing

/// What a person can get wrong is told once, in words, on standard error, with exit code 1.
@Suite struct BadInputTests {
  struct Fault: CustomTestStringConvertible, Sendable {
    let program: String
    let mentions: [String]
    var testDescription: String { program }
  }

  static let faults: [Fault] = [
    Fault(program: #"load "no/such/folder""#, mentions: ["no/such/folder"]),
    Fault(program: #"r = run "the cat"; print(r[L12.resid_pre])"#, mentions: ["L12", "L11"]),
    Fault(program: #"r = run "the cat"; print(r[L0H12.pattern])"#, mentions: ["H12", "11"]),
    Fault(program: #"r = run "the cat"; print(r[L0H1.patern])"#, mentions: ["patern", "pattern"]),
    Fault(program: #"r = run "the cat"; print(r["blocks.99.hook_resid_pre"])"#, mentions: ["99"]),
    Fault(program: #"r = run "the cat"; print(r["blocks.3.hook_resid_pr"])"#, mentions: ["hook_resid_pre"]),
    Fault(program: #"run """#, mentions: ["empty"]),
    Fault(program: #"run(join(["cat" for i in 0..<300], " "))"#, mentions: ["256"]),
    Fault(program: "run(tokens([4096]))", mentions: ["4096"]),
    Fault(program: "run(tokens([-1]))", mentions: ["-1"]),
    Fault(program: "run(tokens([1.5]))", mentions: ["1.5"]),
    Fault(program: "qk(run(\"the cat\"), 12)", mentions: ["12"]),
    Fault(program: "pint(3)", mentions: ["pint", "print"]),
    Fault(program: #"run("the cat", wiht: [])"#, mentions: ["wiht", "with"]),
    Fault(program: "1 +", mentions: []),
    Fault(program: "x = [1, 2", mentions: ["["]),
    Fault(program: #"print("abc"#, mentions: ["\""]),
  ]

  @Test(arguments: faults) func aFaultIsToldOnce(_ fault: Fault) throws {
    let outcome = try Weir.run("-e", fault.program)
    #expect(!outcome.wasKilled, "the program trapped: \(outcome.errors)")
    #expect(outcome.code == 1)
    #expect(outcome.output == "")
    #expect(outcome.errors.components(separatedBy: "error[").count == 2, "one error: \(outcome.errors)")
    for words in fault.mentions { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
  }

  static let invalid = Data(Array("print(1)\nx = \"".utf8) + [0xff, 0xfe] + Array("\"\n".utf8))

  @Test func invalidUTF8OnStandardInputNamesTheByte() throws {
    let outcome = try Weir(arguments: [], input: BadInputTests.invalid).run()
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("byte 14"), "\(outcome.errors)")
    #expect(outcome.output == "")
  }

  @Test func invalidUTF8InAScriptNamesTheByte() throws {
    let scratch = try ScratchFolder()
    let script = try scratch.write("bad.weir", BadInputTests.invalid)
    let outcome = try Weir(arguments: [script.path]).run()
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("byte 14"), "\(outcome.errors)")
    #expect(outcome.output == "")
  }

  @Test func aSyntaxErrorInLine40StopsAScriptBeforeItsFirstLine() throws {
    let scratch = try ScratchFolder()
    let lines = ["print(\"started\")"] + Array(repeating: "x = 1", count: 38) + ["y = (1 + "]
    let script = try scratch.write("late.weir", lines.joined(separator: "\n") + "\n")
    let outcome = try Weir(arguments: [script.path]).run()
    #expect(outcome.code == 1)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("late.weir:40:"), "\(outcome.errors)")
  }

  @Test func aMissingScriptIsAnError() throws {
    let outcome = try Weir.run("no-such-script.weir")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("no-such-script.weir"))
  }

  @Test func anUnknownFlagIsAUsageError() throws {
    let outcome = try Weir.run("--no-such-flag")
    #expect(outcome.code == 2)
  }
}
