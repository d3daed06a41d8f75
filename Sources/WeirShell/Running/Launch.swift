// From an invocation to a status: programs of `-e`, a script, standard input, the prompt.

import CLineEditor
import WeirLanguage
import WeirNatives
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Runs what the command line asked for.
public final class Launch {
  private let invocation: Invocation
  private let console: Console
  private let session: Session
  private let thread: EvaluationThread

  private init(_ invocation: Invocation, isAtPrompt: Bool) throws {
    self.invocation = invocation
    console = Console(colour: invocation.colour, progress: invocation.progress)
    let interrupt = InterruptCheck(isOfProcess: true)
    weir_signals_install(isAtPrompt)
    thread = EvaluationThread(interrupt: interrupt)
    session = try Session.standard(invocation, console: console, interrupt: interrupt)
    thread.watch = WorkReport(console: console).note
  }

  /// Runs everything and gives the status for the process: 0, 1 when a program failed, 130 when it was interrupted, or
  /// what `exit(n)` said.
  public static func run(_ invocation: Invocation) -> Int32 {
    let hasWork = !invocation.programs.isEmpty || invocation.script != nil
    let isAtPrompt = invocation.isInteractive || (!hasWork && isatty(STDIN_FILENO) == 1)
    do {
      let launch = try Launch(invocation, isAtPrompt: isAtPrompt)
      let status = launch.run(hasWork: hasWork, isAtPrompt: isAtPrompt)
      launch.console.flush()
      return status == 0 && launch.console.hasFailed ? 1 : status
    } catch {
      Console(colour: invocation.colour).report([Launch.diagnostic(error)])
      return 1
    }
  }

  /// Shows what `?word` shows at the prompt, and gives the status for the process: 1 when nothing is known about it.
  public static func help(_ word: String) -> Int32 {
    do {
      let launch = try Launch(Invocation(), isAtPrompt: false)
      let shell = Shell(
        session: launch.session, console: launch.console, editor: PlainLineReader(show: { _ in }),
        thread: launch.thread, history: History(file: nil))
      let isKnown = shell.help(word)
      launch.console.flush()
      return isKnown ? 0 : 1
    } catch {
      Console(colour: .auto).report([Launch.diagnostic(error)])
      return 1
    }
  }

  private func run(hasWork: Bool, isAtPrompt: Bool) -> Int32 {
    if hasWork || !isAtPrompt, let status = runPrograms(), !invocation.isInteractive || status.isFinal {
      return status.code
    }
    return isAtPrompt ? prompt() : 0
  }

  /// How the programs before the prompt ended, when that was not well.
  private struct Status {
    let code: Int32
    /// `exit(n)` ends the process even with `-i`.
    let isFinal: Bool
  }

  private func runPrograms() -> Status? {
    if invocation.programs.isEmpty { return runScript() }
    session.bind(invocation)
    for (index, text) in invocation.programs.enumerated() {
      let name = invocation.programs.count == 1 ? "<-e>" : "<-e \(index + 1)>"
      let isLast = index == invocation.programs.count - 1
      if let status = runText(Source(name: name, text: text), as: .entry, isEchoed: isLast) { return status }
    }
    return nil
  }

  private func runScript() -> Status? {
    do {
      let path = invocation.script ?? "-"
      let source = try path == "-" ? SourceText.standardInput() : SourceText.file(path, or: invocation.commands)
      if let note = SavedHead(source.text)?.note { console.report([note]) }
      // A text that cannot be parsed has no options; running it says what is wrong.
      guard let program = try? Parser.parseScript(source) else { return runText(source, as: .script, isEchoed: false) }
      let options = ScriptOptions(program, using: session.filesUsed(by: program))
      if let first = invocation.arguments.first, ["--help", "-h"].contains(first) {
        console.write(options.help(script: path, width: console.terminal.width))
        return Status(code: 0, isFinal: true)
      }
      do { session.bind(try options.read(invocation.arguments)) } catch {
        console.report([Self.diagnostic(error)])
        return Status(code: 2, isFinal: false)
      }
      return runText(source, as: .script, isEchoed: false)
    } catch {
      console.report([Self.diagnostic(error)])
      return Status(code: 1, isFinal: false)
    }
  }

  /// Runs a text; of `-e` the value of the last statement is echoed.
  private func runText(_ source: Source, as subject: Checker.Subject, isEchoed: Bool) -> Status? {
    let outcome: Session.Outcome
    do {
      outcome = try thread.run {
        var last: Value?
        // Nobody else keeps what a statement gave: it may be as large as all logits.
        let outcome = self.session.run(source, as: subject, echo: isEchoed ? { last = $0 } : nil)
        if case .succeeded = outcome, let last { try self.echo(last) }
        return outcome
      }
    } catch { outcome = session.attempt { throw error } }
    switch outcome {
    case .succeeded where thread.heardInterrupt:
      // A sweep that was stopped has kept its finished cells, and the program went on with them.
      return Status(code: 130, isFinal: false)
    case .succeeded: return nil
    case .failed(let diagnostics):
      console.report(diagnostics)
      return Status(code: 1, isFinal: false)
    case .interrupted:
      let place = EngineActivity.place(isEnding: thread.hasLeftWork).map { " " + $0 } ?? ""
      console.writeError(Markup("interrupted\(place)\n", .warning))
      return Status(code: 130, isFinal: false)
    case .exit(let code): return Status(code: code, isFinal: true)
    }
  }

  private func echo(_ value: Value) throws {
    if let document = try invocation.mode.document(of: value) { return console.write(document) }
    guard !value.isNone else { return }
    console.write(value.echo(width: console.terminal.width))
    console.finishLine()
  }

  private func prompt() -> Int32 {
    let shell = Shell(
      session: session, console: console, editor: makeEditor(), thread: thread,
      history: History(file: HistoryFile.standard(session.world.environment)))
    if !invocation.isQuiet { shell.greet() }
    if invocation.readsInit { shell.loadSettings() }
    if invocation.mode != .text { try? shell.settings.set("mode", to: invocation.mode.rawValue) }
    if invocation.readsInit { shell.runInit() }
    return shell.run()
  }

  /// libedit where both sides are a capable terminal, else lines as they come.
  private func makeEditor() -> any LineEditor {
    let terminal = console.terminal
    let isCapable = !["", "dumb"].contains(session.world.environment("TERM") ?? "")
    if isatty(STDIN_FILENO) == 1, terminal.isTerminal, isCapable {
      if let editor = EditLineEditor(hasColour: terminal.colourDepth > .none, prompt: Shell.prompt) { return editor }
    }
    let console = self.console
    // Prompts are no part of the output: into a pipe they go to standard error.
    let isTyped = isatty(STDIN_FILENO) == 1
    return PlainLineReader { text in
      if terminal.isTerminal { console.write(text) } else { console.writeError(text) }
    } hear: {
      // The terminal has shown the line and its end.
      if isTyped { console.noteLineEnd() }
    }
  }

  static func diagnostic(_ error: any Error) -> Diagnostic {
    if let problem = error as? any Problem { return Diagnostic(problem) }
    return Diagnostic(ShellProblem.bug(String(describing: error)))
  }
}
