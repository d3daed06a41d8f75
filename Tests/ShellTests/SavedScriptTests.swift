import Testing
import WeirNatives
import WeirText

@testable import WeirShell

/// What `:save` writes gives the values of the session, whatever was typed.
@Suite struct SavedScriptTests {
  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static let names = ["a", "b", "c", "d", "xs", "rec", "f"]

  /// Statements over these names; many fail, as people's do, and leave what was there.
  private static let forms = [
    "a = 3", "b = a + 1", "c = [a, b]", "a + b", "_ * 2", "d = _", "_", "c = _ + d", "xs = [1, 2, 3]", "xs[0] = a",
    "xs = [...xs, b]", "rec = {x: a, y: \"t\"}", "rec.x = 5", "def f(x) = x + a", "d = f(2)", "f(3)", "nosuch + 1",
    "1 +* 2",
    "for i in 0..<3 { a = a + i }", "if a > 3 { b = 0 } else { b = 9 }", "xs |> len", "|> str", "n = 0; n + 1;",
    "# only a comment", "a = \"text \\(a)\"", "rec[\"y\"]", "c = {\n  x: a\n}", "b = _1", "d = [x * 2 for x in xs]",
    "xs = random_integers(5, upto: 100)", "x = run \"the cat\"; a = loss(x)", "a = none", "sum(xs)",
    "loss(run \"the cat sat\")",
    "exit_now", "b = -a", "c = \"\"\"\n  two\n    lines\n  \"\"\"", "_ |> len", "a, b = [1, 2]", "not _",
  ]

  private func session() throws -> Session { try Session.standard(world: World(write: { _ in }, draw: { _ in })) }

  private func values(_ session: Session) -> [String] {
    Self.names.map { name in "\(name) = \(session.interpreter.value(of: name)?.echo(width: 80).plain ?? "nothing")" }
  }

  @Test(arguments: 0..<24)
  func runningTheScriptGivesTheValuesOfTheSession(_ seed: Int) throws {
    var random = Random(state: UInt64(seed) &* 977 &+ 5)
    let original = try session()
    for _ in 0..<30 {
      guard let form = Self.forms.randomElement(using: &random) else { continue }
      _ = original.run(entry: form) { _ in }
    }
    let script = original.script
    let copy = try session()
    let outcome = copy.run(Source(name: "saved", text: script))
    guard case .succeeded = outcome else {
      Issue.record("\(outcome)\n\(script)")
      return
    }
    #expect(values(copy) == values(original), "\(script)")
  }
}
