import Testing
import WeirNatives
import WeirText

@testable import WeirShell

/// What `:why` says of a value, whether it is out of date, and whether its script really rebuilds it.
@Suite struct RecipeTests {
  struct Case: Sendable {
    let entries: [String]
    let name: String
    /// The entries of the script, by their numbers.
    let steps: [Int]
    var changed: String?

    init(_ entries: [String], _ name: String, _ steps: [Int], changed: String? = nil) {
      self.entries = entries
      self.name = name
      self.steps = steps
      self.changed = changed
    }
  }

  static let cases: [Case] = [
    Case(["a = 2", "a = 5"], "a", [2]),
    Case(["a = 2", "a = a + 1", "b = 1"], "a", [1, 2]),
    Case(["a = 2", "def f(x) = x * a", "a = 5", "b = f(3)"], "b", [2, 3, 4]),
    Case(["a = 2", "def f(x) = x * a", "b = f(3)", "a = 5"], "b", [1, 2, 3], changed: "a"),
    Case(["a = 2", "f = x -> x * a", "g = f", "b = g(3)", "a = 5"], "b", [1, 2, 3, 4], changed: "a"),
    Case(["a = 2", "def f(x) = x * a", "b = f(3)", "def f(x) = x"], "b", [1, 2, 3], changed: "f"),
    Case(["a = 2", "b = a + 1", "c = b * 2", "a = 3"], "c", [1, 2, 3], changed: "a"),
    Case(["x = 1", "f = x -> x + 1", "y = f(2)", "x = 9"], "y", [2, 3]),
    Case(["i = 1", "ys = [i * i for i in 0..<3]", "i = 9"], "ys", [2]),
    Case(["a = 1", "r = {a: 2}", "b = r.a", "a = 9"], "b", [2, 3]),
    Case(["xs = []", "for i in 0..<3 { xs = [...xs, i] }", "n = 1"], "xs", [1, 2]),
    Case(["xs = [1]", "xs[0] = 4", "y = xs[0]"], "y", [1, 2, 3]),
    Case(["a = 3", "a * 2", "b = _ + 1"], "b", [1, 2, 3]),
    Case(["a = 3", "a * 2", "7"], "_", [3]),
    Case(["a = 3", "a * 2", "7"], "_2", [1, 2]),
    Case(["a = 3", "nosuch", "a = [", "b = a"], "b", [1, 4]),
    Case(["a = 1", "def f(n) = if n == 0 { a } else { f(n - 1) }", "b = f(2)", "n = 0"], "b", [1, 2, 3]),
  ]

  private func session(_ entries: [String]) throws -> Session {
    let session = try Session.standard(world: World(write: { _ in }, draw: { _ in }))
    for entry in entries { _ = session.run(entry: entry) { _ in } }
    return session
  }

  @Test("the script of a value holds more or less than it needs, or a stale value is not known", arguments: cases)
  func recipe(_ one: Case) throws {
    let original = try session(one.entries)
    let steps = original.recipe(for: one.name)
    #expect(steps.map(\.number) == one.steps)
    #expect(original.change(since: one.name) == one.changed)
    // In a session of its own it gives the same value; one that was only echoed is echoed again.
    let copy = try Session.standard(world: World(write: { _ in }, draw: { _ in }))
    var last = ""
    let outcome = copy.run(Source(name: "why", text: Session.text(of: steps))) { last = $0.echo(width: 80).plain }
    guard case .succeeded = outcome else {
      Issue.record("\(outcome)\n\(Session.text(of: steps))")
      return
    }
    let value = copy.interpreter.value(of: one.name)?.echo(width: 80).plain ?? last
    #expect(value == original.interpreter.value(of: one.name)?.echo(width: 80).plain)
  }
}
