// `weir replay FILE`: a session once more, from nothing, and where it first shows something else.

import CLineEditor
import Synchronization
import WeirLanguage
import WeirNatives
import WeirText

/// Runs what a file holds, entry by entry, as if it were typed into a fresh session.
public final class ReplayedFile {
  private let console: Console
  private let source: Source
  private let recorded: RecordedSession
  private let shell: Shell
  private let output: Output
  /// What a record shows until its model is known, which its head names.
  private var held: String? = ""

  /// What the replayed session shows, errors included.
  private final class Output: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }

    func take() -> String {
      bytes.withLock { bytes in
        defer { bytes = [] }
        return String(decoding: bytes, as: UTF8.self)
      }
    }
  }

  /// Nothing is read: the entries come from the file.
  private final class NoEditor: LineEditor {
    weak var delegate: (any LineEditorDelegate)?
    let ownsTerminal = false
    func read(_ prompt: Prompt) -> LineInput { .end }
    func remember(_ entry: String) {}
  }

  /// Replays a file: a script is written with what each statement shows, a transcript is held against what it shows now.
  /// - Parameter width: the columns of the screen that it is shown on.
  /// - Returns: the status for the process: 1 when something failed or differs, 130 when it was interrupted.
  public static func replay(_ path: String, width: Int, console: Console) -> Int32 {
    defer { console.flush() }
    do {
      let source = try path == "-" ? SourceText.standardInput() : SourceText.file(path)
      return try ReplayedFile(source, path: path, width: width, console: console).run()
    } catch let errors as SyntaxErrors {
      console.report(errors.diagnostics)
    } catch {
      console.report([Launch.diagnostic(error)])
    }
    return 1
  }

  private init(_ source: Source, path: String, width: Int, console: Console) throws {
    self.source = source
    self.console = console
    recorded = try RecordedSession(source, prompt: Shell.prompt)
    let output = Output()
    self.output = output
    let head = SavedHead(source.text)
    var invocation = Invocation()
    invocation.script = path
    invocation.seed = head?.seed
    let interrupt = InterruptCheck(isOfProcess: true)
    weir_signals_install(false)
    let inner = Console(capture: .init(width: width) { output.add($0) })
    let session = try Session.standard(invocation, console: inner, interrupt: interrupt)
    if let head { console.report([head.note, session.warning(about: head)].compactMap(\.self)) }
    shell = Shell(
      session: session, console: inner, editor: NoEditor(), thread: EvaluationThread(interrupt: interrupt),
      history: History(file: nil))
    try shell.settings.set("timing", to: "off")
  }

  private func run() -> Int32 {
    defer { release() }
    for (index, entry) in recorded.entries.enumerated() {
      shell.enter(entry.text)
      shell.console.finishLine()
      let shown = output.take()
      if shell.thread.heardInterrupt { return 130 }
      if let expected = entry.shown {
        guard let difference = Self.difference(expected, shown) else { continue }
        report(difference, in: entry, number: index + 1)
        return 1
      }
      write(entry, shown)
      if shell.session.entries.last?.outcome == .failed { return 1 }
      if let status = shell.status { return status }
    }
    if recorded.isTranscript {
      let count = Count.of(recorded.entries.count, "entry", plural: "entries")
      console.writeError(Markup("\(count), the same output\n", .dim))
    }
    return 0
  }

  /// Writes what was held back, under its head.
  private func release() {
    guard let text = held, !recorded.isTranscript else { return }
    held = nil
    console.write(shell.session.savedHead.text + text)
  }

  private func write(_ text: String) {
    guard let earlier = held else { return console.write(text) }
    held = earlier + text
    if shell.session.domain.shelf.currentIfLoaded != nil { release() }
  }

  private func write(_ entry: RecordedSession.Entry, _ shown: String) {
    let lines = entry.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      write((index == 0 ? Shell.prompt.text : Shell.prompt.continuation) + line + "\n")
    }
    write(shown)
  }

  /// The first line that differs: its place among the lines, what it was, what it is; nil for one that is missing.
  private static func difference(_ expected: [String], _ shown: String) -> (line: Int, was: String?, is: String?)? {
    let was = lines(expected)
    let isNow = lines(shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    for line in 0..<max(was.count, isNow.count) {
      let (old, new) = (line < was.count ? was[line] : nil, line < isNow.count ? isNow[line] : nil)
      // The prompt says of long work how long it took.
      if old == new || (new == nil && line == was.count - 1 && old.map(Duration.isTime) == true) { continue }
      return (line, old, new)
    }
    return nil
  }

  /// Without blanks at the ends of lines, nor empty lines at the end.
  private static func lines(_ lines: [String]) -> [String] {
    var lines = lines.map(\.trimmedEnd)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private func report(
    _ difference: (line: Int, was: String?, is: String?), in entry: RecordedSession.Entry, number: Int
  ) {
    let line = source.lineRange(min(entry.shownFrom + difference.line + 1, source.line(at: source.bytes.count)))
    let problem = ShellProblem.replayDiffers(entry: number, was: difference.was, now: difference.is)
    console.report([Diagnostic(problem, at: Span(source, line.lowerBound, line.upperBound))])
  }
}
