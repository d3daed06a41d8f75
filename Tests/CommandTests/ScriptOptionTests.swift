import Foundation
import Testing

/// The options that a script declares by `param`.
@Suite struct ScriptOptionTests {
  private static let script = """
    #!/usr/bin/env weir
    # Counts.

    param steps = 4  ## how many
    param at = L5H1
    param fast = false
    print(steps, at, fast, args)
    """

  private func run(_ words: String...) throws -> Weir.Outcome {
    let folder = try ScratchFolder()
    try folder.write("s.weir", Self.script)
    return try Weir(arguments: ["s.weir"] + words, folder: folder.url).run()
  }

  @Test func helpListsNamesKindsDefaultsAndComments() throws {
    let outcome = try run("--help")
    #expect(outcome.code == 0 && outcome.errors == "")
    #expect(
      outcome.output == """
        usage: weir s.weir [OPTIONS] [ARGUMENT...]

        Counts.

          --steps  number = 4             how many
          --at     component = L5H1
          --fast   true or false = false

        """)
  }

  @Test func valuesTakeTheDefaultsKind() throws {
    let all = try run("--steps", "-7", "--at=L3H2", "--fast", "x", "--", "--y")
    #expect(all.output == #"-7 L3H2 true ["x", "--y"]"# + "\n")
    #expect(try run("a", "--fast", "false").output == #"4 L5H1 false ["a"]"# + "\n")
  }

  @Test(arguments: [
    (["--stepz", "3"], "E8060", "did you mean `--steps`?"), (["--steps"], "E8061", "write `--steps=VALUE`"),
    (["--zzz"], "E8060", "its options are `--steps`, `--at` and `--fast`"),
  ])
  func wrongWordsEndWithStatusTwo(_ words: [String], _ code: String, _ help: String) throws {
    let folder = try ScratchFolder()
    try folder.write("s.weir", Self.script)
    let outcome = try Weir(arguments: ["s.weir"] + words, folder: folder.url).run()
    #expect(outcome.code == 2 && outcome.output == "")
    #expect(outcome.errors.contains(code) && outcome.errors.contains(help), "\(outcome.errors)")
  }

  @Test(arguments: [("--steps", "many", "a number"), ("--at", "six", "a component such as L5H1")])
  func aValueOfAnotherKindIsRefusedAtItsDeclaration(_ name: String, _ value: String, _ wanted: String) throws {
    let outcome = try run(name, value)
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("`\(name)` must be \(wanted), not `\(value)`"), "\(outcome.errors)")
  }
}
