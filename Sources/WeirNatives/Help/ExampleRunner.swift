// Runs examples where they can do no harm: by an interpreter of their own, in a folder that is removed with it, with
// the output kept.

import Synchronization
import WeirLanguage
import WeirText

/// Shows what programs do; names that one of them binds stay for the next.
public final class ExampleRunner {
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
  private let folder: ScratchFolder?
  private let domain: Domain
  private let interpreter: Interpreter
  private let width: Int

  /// Makes an interpreter beside another one's world, whose interrupts it hears, with the same library.
  public init(besides other: World, library: Library, width: Int) {
    let output = self.output
    let terminal = Terminal(width: width)
    let folder = ScratchFolder()
    let world = World(
      workingFolder: folder?.path ?? other.workingFolder,
      permissions: Permissions(
        reading: other.permissions.reading.adding(folder?.path), writing: .below(folder.map { [$0.path] } ?? [])),
      scriptFolder: other.scriptFolder ?? other.workingFolder, seed: other.seed, terminal: { terminal },
      environment: other.environment, interrupt: other.interrupt, write: { output.add(Markup($0)) },
      draw: { output.add($0) })
    self.width = width
    self.folder = folder
    domain = Domain(world)
    interpreter = Interpreter(
      library: Library(modules: library.modules.map { ($0.name, $0.source.text) }, natives: domain.natives),
      host: domain, interrupt: world.interrupt)
  }

  /// What a program shows, ending with a newline; its error when it fails.
  /// - Throws: `Interrupted` when the person asked to stop.
  public func run(_ program: String, name: String = "<example>") throws -> Markup {
    do {
      try evaluate(try Parser.parseScript(Source(name: name, text: program)))
    } catch let errors as SyntaxErrors {
      return output.take() + Self.line(errors.diagnostics.first)
    } catch let error as RuntimeError {
      return output.take() + Self.line(error.diagnostic)
    } catch is Exit {
      return output.take()
    }
    return output.take()
  }

  private func evaluate(_ program: Program) throws {
    try interpreter.run(program) { [output, width] value, _ in
      if !value.isNone { output.add(value.echo(width: width) + Markup("\n")) }
    }
  }

  private static func line(_ diagnostic: Diagnostic?) -> Markup {
    Markup(diagnostic.map { "error[\($0.code)]: \($0.message)\n" } ?? "", .error)
  }

  /// A topic's page with what its examples really show.
  public func page(_ topic: HelpTopic, width: Int) throws -> Markup {
    var results: [String: Markup] = [:]
    for example in topic.examples { results[example.input] = try run(example.input) }
    return HelpPage(width: width) { results[$0.input] }.draw(topic)
  }
}
