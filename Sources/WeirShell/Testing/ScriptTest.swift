import Synchronization
import WeirLanguage
import WeirNatives
import WeirText

/// The tests that a script carries: `# expect:` comments behind its lines, and examples in the `##` comments of its
/// functions.
struct ScriptTest {
  /// What went wrong, where.
  struct Failure {
    /// `file:line`.
    let place: String
    /// What was tested, when the line does not say it.
    var title = ""
    let expected: String
    let found: String
  }

  /// How many held, and those that did not.
  struct Outcome {
    var passed = 0
    var failures: [Failure] = []
  }

  let source: Source
  private let program: Program
  private let specification: Specification

  /// - Throws: `SyntaxErrors` unless the errors are what the script expects.
  init(_ source: Source) throws {
    self.source = source
    specification = Specification(source)
    program = try Parser.parseScript(source)
  }

  /// Runs everything whose name contains the filter: the script's path, or path and function of an example.
  func run(filter: String) throws -> Outcome {
    var outcome = Outcome()
    if !specification.expectations.isEmpty, matches(source.name, filter) { try runScript(into: &outcome) }
    let documented = definitions.filter { matches("\(source.name) \($0.name)", filter) && !$0.comment.examples.isEmpty }
    for definition in documented { try run(definition, into: &outcome) }
    return outcome
  }

  private func matches(_ name: String, _ filter: String) -> Bool { filter.isEmpty || name.contains(filter) }

  // MARK: - Comments behind lines

  private func runScript(into outcome: inout Outcome) throws {
    let output = TestOutput()
    let session = try Session.standard(world: output.world(for: source))
    session.bind(([:], []))
    var result = Specification.Outcome()
    let found = session.check(program, as: .script)
    result.errors = found.filter { $0.severity == .error }
    if result.errors.isEmpty {
      result.reports = found
      // A value is echoed where a comment expects something, so that `1 + 1  # expect: 2` can be written.
      let lines = Set(specification.expectations.filter { $0.kind == .output }.map(\.line))
      let end = session.attempt {
        _ = try session.interpreter.run(program) { value, statement in
          let last = source.line(at: max(statement.span.lower, statement.span.upper - 1))
          if !value.isNone, lines.contains(last) { output.add(value.echo(width: 100).plain + "\n") }
        }
      }
      if case .failed(let diagnostics) = end { result.errors = diagnostics }
      if case .interrupted = end { throw Interrupted() }
    }
    result.output = output.lines
    result.reports += output.reports
    let differences = specification.differences(result)
    outcome.passed += max(
      0, specification.expectations.count - differences.count { $0.line != nil && !$0.expected.isEmpty })
    outcome.failures += differences.map { difference in
      Failure(
        place: source.name + (difference.line.map { ":\($0)" } ?? ""), expected: difference.expected,
        found: difference.found)
    }
  }

  // MARK: - Examples of functions

  private struct Documented {
    let name: String
    let comment: DocComment
    let line: Int
  }

  private var definitions: [Documented] {
    program.statements.compactMap { statement in
      guard case .define(let definition) = statement.kind, let text = definition.documentation else { return nil }
      return Documented(
        name: definition.name.text, comment: DocComment(text), line: source.line(at: statement.span.lower))
    }
  }

  /// The examples of one function, after the script's definitions and constants, in a session of their own.
  private func run(_ documented: Documented, into outcome: inout Outcome) throws {
    let output = TestOutput()
    let session = try Session.standard(world: output.world(for: source))
    session.bind(([:], []))
    let parts = Program(source: source, statements: program.statements.filter(\.isPartOfModule), comments: [])
    if let problem = Self.problem(session.attempt { try session.interpreter.run(parts) }) {
      outcome.failures.append(
        Failure(place: "\(source.name):\(documented.line)", title: documented.name, expected: "", found: problem))
      return
    }
    for example in documented.comment.examples {
      _ = output.lines
      let end = session.run(entry: example.input) { value in
        if !value.isNone { output.add(value.echo(width: 80).plain + "\n") }
      }
      if case .interrupted = end { throw Interrupted() }
      let found = output.lines.joined(separator: "\n") + (Self.problem(end) ?? "")
      let expected = example.error.map { "error: " + $0 } ?? example.expected.joined(separator: "\n")
      let holds = example.error.map { found.contains("error") && found.contains($0) } ?? (found == expected)
      if holds {
        outcome.passed += 1
      } else {
        outcome.failures.append(
          Failure(
            place: "\(source.name):\(line(of: example, above: documented.line))",
            title: "\(documented.name): \(example.input)",
            expected: expected, found: found))
      }
    }
  }

  private static func problem(_ end: Session.Outcome) -> String? {
    guard case .failed(let diagnostics) = end, let first = diagnostics.first else { return nil }
    return "error[\(first.code)]: \(first.message)"
  }

  /// The line of the comment that says an example.
  private func line(of example: DocComment.Example, above last: Int) -> Int {
    let first = example.input.prefix { $0 != "\n" }
    for line in stride(from: last - 1, to: 0, by: -1) {
      let range = source.lineRange(line)
      let text = source.text(from: range.lowerBound, to: range.upperBound)
      guard text.hasPrefix("##") else { break }
      if text.dropFirst(2).trimmed == "> " + first { return line }
    }
    return last
  }
}

/// What a script prints, draws and reports while it is tested.
private final class TestOutput: Sendable {
  private struct State {
    var text = ""
    var reports: [Diagnostic] = []
  }

  private let state = Mutex(State())

  func add(_ text: String) { state.withLock { $0.text += text } }

  /// What was printed since the last call.
  var lines: [String] {
    state.withLock { state in
      var lines = state.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      if lines.last == "" { lines.removeLast() }
      state.text = ""
      return lines
    }
  }

  var reports: [Diagnostic] { state.withLock { $0.reports } }

  /// The world of a script that is run from the working folder, as `weir script.weir` would.
  func world(for source: Source) -> World {
    let folder = source.name.lastIndex(of: "/").map { String(source.name[..<$0]) } ?? "."
    return World(
      permissions: .script(in: folder, workingFolder: World.currentFolder()), scriptFolder: folder,
      warn: { found in self.state.withLock { $0.reports.append(found) } }, write: { self.add($0) },
      draw: { self.add($0.plain) })
  }
}
