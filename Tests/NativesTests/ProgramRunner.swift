import Synchronization
import WeirLanguage
import WeirNatives
import WeirStdlib
import WeirText

/// Runs programs as the shell does, with output and messages kept as text.
final class ProgramRunner {
  /// What one program did.
  struct Outcome {
    /// What was printed and drawn, then what the last expressions echoed.
    var output = ""
    /// Echoes of expression statements, one each.
    var echoes: [String] = []
    /// The error that ended it, as its code and message; nil when it went well.
    var error: String?
    var value: Value = .none
  }

  private final class Log: Sendable {
    let text = Mutex("")
    func add(_ more: String) { text.withLock { $0 += more } }
    func take() -> String {
      text.withLock { text in
        defer { text = "" }
        return text
      }
    }
  }

  let domain: Domain
  let interpreter: Interpreter
  private let log = Log()

  init(
    workingFolder: String = World.currentFolder(), permissions: Permissions = .everything,
    outputFolder: String? = nil, scriptFolder: String? = nil, width: Int = 80,
    modules: [(name: String, text: String)] = EmbeddedStdlib.modules
  ) {
    let log = log
    let world = World(
      workingFolder: workingFolder, permissions: permissions, outputFolder: outputFolder,
      scriptFolder: scriptFolder, terminal: { Terminal(width: width) },
      warn: { log.add("warning: \($0.message)\n") }, write: { log.add($0) }, draw: { log.add($0.plain) })
    domain = Domain(world)
    let library = Library(modules: modules, natives: domain.natives, parse: { Parser.parse($0) })
    interpreter = Interpreter(library: library, host: domain)
  }

  /// Runs a program and compares what it does with what its comments say.
  func mismatches(_ source: Source) -> [String] {
    var outcome = Specification.Outcome()
    switch Parser.parse(source) {
    case .incomplete: outcome.errors = [Diagnostic(code: "E1000", "the program ends too early")]
    case .wrong(let diagnostics): outcome.errors = diagnostics
    case .complete(let program):
      do {
        _ = try interpreter.run(program) { [log] value, _ in
          if !value.isNone { log.add(value.echo(width: 100).plain + "\n") }
        }
      } catch let error as RuntimeError { outcome.errors = [error.diagnostic] } catch {
        outcome.errors = [Diagnostic(code: "E0000", "\(error)")]
      }
    }
    var lines = log.take().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    outcome.output = lines
    return Specification(source).mismatches(outcome)
  }

  /// Runs a text; names it leaves behind stay for the next one.
  func run(_ text: String, name: String = "<test>") -> Outcome {
    var outcome = Outcome()
    let source = Source(name: name, text: text)
    switch Parser.parse(source) {
    case .incomplete: outcome.error = "incomplete"
    case .wrong(let diagnostics): outcome.error = diagnostics.map(Self.sentence).joined(separator: "\n")
    case .complete(let program):
      do {
        outcome.value = try interpreter.run(program) { value, _ in
          if !value.isNone { outcome.echoes.append(value.echo(width: 80).plain) }
        }
      } catch let error as RuntimeError {
        outcome.error = Self.sentence(error.diagnostic)
      } catch let exit as Exit where exit.status == 0 {
        // The program has said all that it wanted to say.
      } catch {
        outcome.error = "\(error)"
      }
    }
    outcome.output = log.take() + outcome.echoes.map { $0 + "\n" }.joined()
    return outcome
  }

  private static func sentence(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.labels.first.map { label in
      "\(label.span.source.name):\(label.span.source.line(at: label.span.lower)): "
    }
    return ([(place ?? "") + diagnostic.code + " " + diagnostic.message] + diagnostic.notes + diagnostic.help)
      .joined(separator: "\n")
  }
}
