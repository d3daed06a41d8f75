// Runs examples where they can do no harm: in a session of their own that writes no file, with the output kept.

import Synchronization
import WeirLanguage
import WeirNatives
import WeirText

/// A session for showing what programs do.
final class ExampleRunner {
  /// What a program prints and draws, in order.
  private final class Output: Sendable {
    private let markup = Mutex(Markup())

    func add(_ more: Markup) { markup.withLock { $0 += more } }

    func take() -> Markup {
      markup.withLock { markup in
        defer { markup = Markup() }
        return markup
      }
    }
  }

  private let output = Output()
  private let session: Session
  private let width: Int

  /// Makes a session beside another one, whose interrupts it hears.
  init(besides other: Session, width: Int) throws {
    let output = self.output
    self.width = width
    let terminal = Terminal(width: width)
    let world = World(
      workingFolder: other.world.workingFolder,
      permissions: Permissions(reading: .everything, writing: .below([])), seed: other.world.seed,
      terminal: { terminal }, environment: other.world.environment, interrupt: other.world.interrupt,
      write: { output.add(Markup($0)) }, draw: { output.add($0) })
    session = try Session.standard(world: world)
  }

  /// What a program shows, ending with a newline; its error when it fails.
  func run(_ program: String) -> Markup {
    let width = self.width
    let output = self.output
    let outcome = session.run(entry: program) { value in
      guard !value.isNone else { return }
      output.add(value.echo(width: width) + Markup("\n"))
    }
    var result = output.take()
    switch outcome {
    case .succeeded, .exit: break
    case .interrupted: result += Markup("interrupted\n", .warning)
    case .failed(let diagnostics):
      result += Markup(diagnostics.first.map { "error[\($0.code)]: \($0.message)\n" } ?? "", .error)
    }
    return result
  }
}
