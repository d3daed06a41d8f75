import WeirLanguage
import WeirNatives
import WeirText

/// The interactive shell: reads entries, runs them, echoes values, draws errors.
public final class Shell {
  public internal(set) var session: Session
  let console: Console
  let editor: any LineEditor
  let thread: EvaluationThread
  public internal(set) var history: History
  var recall = HistoryRecall()
  var settings = Settings()
  /// What `:load` ran last.
  var loadedFile: String?
  /// Set by a command or an entry that ends the shell.
  var status: Int32?
  private var interruptsInARow = 0
  /// Why history is not kept, as the person was told last.
  var notedProblem: String?
  /// The code of the error shown last, for `:explain` alone.
  private(set) var lastCode: String?
  /// Codes whose explanation was pointed at already; once is enough.
  private var mentionedCodes: Set<String> = []

  static let prompt = Prompt("weir> ")

  public init(session: Session, console: Console, editor: any LineEditor, thread: EvaluationThread, history: History) {
    self.session = session
    self.console = console
    self.editor = editor
    self.thread = thread
    self.history = history
    if session.world.environment("WEIR_HINTS") == "0" { try? settings.set("hints", to: "off") }
    try? settings.set("pictures", to: console.figures.choice.rawValue)
  }

  /// Reads and runs entries until the person leaves.
  /// - Returns: the status for the process.
  public func run() -> Int32 {
    editor.delegate = self
    while true {
      if let status { return status }
      console.finishLine()
      switch editor.read(Self.prompt) {
      case .entry(let text):
        interruptsInARow = 0
        enter(text)
      case .interrupted(let hadText): noteInterrupt(hadText: hadText)
      case .invalid(let problem): console.report([Diagnostic(problem)])
      case .end:
        console.write("\n")
        console.flush()
        return 0
      }
    }
  }

  private func noteInterrupt(hadText: Bool) {
    interruptsInARow = hadText ? 0 : interruptsInARow + 1
    if interruptsInARow == 2 { console.writeError(Markup("Ctrl-D leaves\n", .dim)) }
  }

  /// Handles one entry: a question, a colon command, a bare word, or a program.
  func enter(_ text: String) {
    recall = HistoryRecall()
    if history.add(text), settings["keys"] == "vi" { editor.remember(text) }
    noteHistory()
    let line = text.trimmed
    if line.isEmpty { return }
    let kind = Line(line)
    guard kind.isIndependent || thread.waitForLeftWork() else { return noteNotRun(text) }
    switch kind {
    case .command(let name, let argument): run(command: name, argument)
    case .help(let name): help(name)
    case .source(let name): showSource(name)
    case .program: run(program: text)
    }
  }

  /// Says that the person did not wait until an entry could run.
  private func noteNotRun(_ text: String) {
    let remedy = history.entries.last == text ? "; Up brings it back" : ""
    console.writeError(Markup("this entry was not run: the interrupted work is still ending\(remedy)\n", .dim))
  }

  /// Runs a program and shows how it went.
  @discardableResult
  func run(program text: String) -> Session.Outcome {
    let start = session.world.clock()
    let outcome = onThread { self.session.run(entry: text) { self.echo($0) } }
    finish(outcome, seconds: session.world.clock() - start)
    noteStaleness()
    return outcome
  }

  /// Says of a value just echoed that what it was made from has changed since.
  private func noteStaleness() {
    guard !thread.hasLeftWork, let entry = session.entries.last, entry.hasEchoed else { return }
    for name in entry.read.sorted() where !name.hasPrefix("_") && !entry.assigned.contains(name) {
      guard let changed = session.change(since: name) else { continue }
      console.writeError(Markup("`\(name)` is stale: `\(changed)` changed after it was computed\n", .dim))
      return
    }
  }

  func finish(_ outcome: Session.Outcome, seconds: Double) {
    console.finishReport()
    switch outcome {
    case .succeeded: break
    case .failed(let diagnostics):
      console.report(diagnostics)
      mention(diagnostics.first?.code)
    case .interrupted:
      let place = EngineActivity.place(isEnding: thread.hasLeftWork).map { " " + $0 } ?? ""
      console.writeError(Markup("interrupted", .warning) + Markup("\(place); every name keeps its value\n"))
    case .exit(let status): self.status = status
    }
    let isTimed = settings["timing"] == "on" || (settings["timing"] == "auto" && seconds > 1)
    if isTimed { console.writeError(Markup(Duration.text(seconds) + "\n", .dim)) }
  }

  /// Points at the longer text behind an error, the first time that its code appears; what the prompt itself refuses
  /// says enough.
  private func mention(_ code: String?) {
    guard let code, ExplainedCode.all[code] != nil else { return }
    lastCode = code
    guard !code.hasPrefix("E8"), mentionedCodes.insert(code).inserted else { return }
    console.writeError(Markup(":explain says more\n", .dim))
  }

  /// Does something that evaluates, on the evaluation thread.
  ///
  /// Like everything that is evaluated it may be left behind, so that nothing but its outcome may be used afterwards.
  func onThread(_ body: @escaping () throws -> Session.Outcome) -> Session.Outcome {
    do { return try thread.run(body) } catch { return session.attempt { throw error } }
  }

  /// Makes something on the evaluation thread; nil, with the reason shown, when that did not go well.
  func made<Result>(_ body: @escaping () throws -> Result) -> Result? {
    do { return try thread.run(body) } catch {
      finish(session.attempt { throw error }, seconds: 0)
      return nil
    }
  }

  /// Writes a value as the prompt shows it.
  func echo(_ value: Value) {
    if let document = try? settings.mode.document(of: value) { return present(Markup(document)) }
    if value.isNone { return }
    let terminal = console.terminal
    let rows = terminal.isTerminal ? terminal.height - 4 : Int.max
    let isPaged = settings["pager"] == "on"
    let echo = value.echo(width: terminal.width, rows: isPaged ? .max : rows, digits: settings.digits)
    if echo.plain.isEmpty { return }
    if isPaged { return present(echo + Markup(echo.plain.hasSuffix("\n") ? "" : "\n")) }
    console.write(EchoFitting.fit(echo, rows: rows, width: terminal.width))
    console.finishLine()
  }
}

extension StringProtocol {
  /// Without blanks at the end.
  var trimmedEnd: String { String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)]) }

  /// Without white space at both ends.
  var trimmed: String {
    guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[start...end])
  }
}
