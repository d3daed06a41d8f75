import Testing

@testable import WeirShell

@Test(
  arguments: [
    (":quit", .command("quit", argument: "")), (":load  a b.weir ", .command("load", argument: "a b.weir")),
    (":", .command("", argument: "")), ("quit", .command("quit", argument: "")),
    ("exit", .command("quit", argument: "")),
    ("help", .help("")), ("?", .help("")), ("?run", .help("run")), ("? run", .help("run")), ("run?", .help("run")),
    ("??loss", .source("loss")), ("loss??", .source("loss")), ("circuits.a?", .help("circuits.a")),
    ("exit(3)", .program), ("quit = 3", .program), ("x = 1 # why?", .program), ("\"really?\"", .program),
    ("x", .program),
    ("L5H*?", .help("L5H*")), ("?E2001", .help("E2001")),
  ] as [(String, Line)])
func aLineIsReadBeforeTheLanguageSeesIt(_ text: String, _ line: Line) {
  #expect(Line(text.trimmed) == line)
}

@Test(
  arguments: [
    (["a", "b"], [:], ["a", "b"]), (["--steps", "3", "x"], ["steps": "3"], ["x"]), (["--steps=3"], ["steps": "3"], []),
    (["--fast", "--steps", "3"], ["fast": "true", "steps": "3"], []), (["--", "--steps", "3"], [:], ["--steps", "3"]),
    (["--empty=", "x"], ["empty": ""], ["x"]), (["--shift", "-1"], ["shift": "-1"], []),
  ] as [([String], [String: String], [String])])
func aScriptsArgumentsAreOptionsAndPositions(_ words: [String], _ options: [String: String], _ positions: [String]) {
  var invocation = Invocation()
  invocation.arguments = words
  #expect(invocation.scriptArguments.values == options)
  #expect(invocation.scriptArguments.positional == positions)
}

@Test(arguments: [(0.0000025, "3 µs"), (0.0032, "3.2 ms"), (0.25, "250 ms"), (1.839, "1.84 s"), (125, "2 min 5 s")])
func aDurationIsSaidInAFewDigits(_ seconds: Double, _ text: String) {
  #expect(Duration.text(seconds) == text)
}
