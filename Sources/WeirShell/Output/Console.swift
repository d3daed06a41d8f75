// Standard output and standard error, as everything in the shell writes to them.

import Synchronization
import WeirFigure
import WeirNatives
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The two output streams of the process.
///
/// On a terminal every piece appears at once; into a pipe or file, standard output is gathered and written in large
/// pieces, at the latest after a tenth of a second of writing, and always before anything appears on standard error.
public final class Console: Sendable {
  private struct State {
    var gathered: [UInt8] = []
    var lastFlush = 0.0
    var isAtLineStart = true
    /// Whether a figure was the last thing written to standard output.
    var endsInFigure = false
    /// Why output could not be written, in the system's words.
    var failure: String?
    var progress: ProgressLine
  }

  public let colour: ColourChoice
  /// How figures appear.
  public let figures = FigureScreen()
  private let outputIsTerminal: Bool
  private let errorIsTerminal: Bool
  private let outputHasColour: Bool
  private let errorHasColour: Bool
  private let state: Mutex<State>

  private static let largestGathered = 1 << 16

  public init(colour: ColourChoice) {
    self.colour = colour
    outputIsTerminal = isatty(STDOUT_FILENO) == 1
    outputHasColour = Terminal.detect(STDOUT_FILENO, colour: colour).colourDepth > .none
    let error = Terminal.detect(STDERR_FILENO, colour: colour)
    errorIsTerminal = error.isTerminal
    errorHasColour = error.colourDepth > .none
    let isCapable = !["", "dumb"].contains(World.processVariable("TERM") ?? "")
    state = Mutex(State(progress: ProgressLine(isShown: error.isTerminal && isCapable)))
  }

  /// Facts about standard output now.
  public var terminal: Terminal { Terminal.detect(STDOUT_FILENO, colour: colour) }

  public func write(_ text: String) {
    guard !text.isEmpty else { return }
    state.withLock { state in
      erase(&state)
      state.gathered += text.utf8
      state.endsInFigure = false
      state.isAtLineStart = state.gathered.last == UInt8(ascii: "\n")
      let now = World.monotonicSeconds()
      if outputIsTerminal || state.gathered.count >= Self.largestGathered || now - state.lastFlush > 0.1 {
        flush(&state)
        state.lastFlush = now
      }
    }
  }

  public func write(_ markup: Markup) { write(markup.ansi(colour: outputHasColour)) }

  /// Markup in the colours of standard output, for what is drawn by others.
  public func rendered(_ markup: Markup) -> String { markup.ansi(colour: outputHasColour) }

  /// Shows a figure, with a blank line before it when another one stands above.
  public func write(_ figure: Figure) {
    let text = figures.text(of: figure, on: terminal)
    write(state.withLock { $0.endsInFigure } ? "\n" + text : text)
    state.withLock { $0.endsInFigure = true }
  }

  public func writeError(_ markup: Markup) { writeError(markup.ansi(colour: errorHasColour)) }

  public func writeError(_ text: String) {
    state.withLock { state in
      erase(&state)
      flush(&state)
      _ = Self.writeAll(Array(text.utf8), to: STDERR_FILENO)
      if outputIsTerminal { state.isAtLineStart = text.hasSuffix("\n") }
    }
  }

  /// Notes that the person ended a line on the terminal by Enter.
  func noteLineEnd() { state.withLock { $0.isAtLineStart = true } }

  /// A diagnostic on standard error, in that stream's width.
  public func report(_ diagnostics: [Diagnostic]) {
    let width = Terminal.detect(STDERR_FILENO, colour: colour).width
    writeError(DiagnosticRenderer(width: width).render(diagnostics))
  }

  /// Shows how far long work has come; nil when it has ended.
  public func report(_ progress: Progress?) {
    state.withLock { state in
      let width = Terminal.detect(STDERR_FILENO, colour: colour).width
      draw(state.progress.update(progress, now: World.monotonicSeconds(), width: width), &state)
    }
  }

  /// Says that work goes on which began so many seconds ago, unless it reports its own progress; nil when it has ended.
  func reportWork(seconds: Double?) {
    state.withLock { state in
      guard let seconds else { return draw(state.progress.update(nil, now: 0, width: 0), &state) }
      guard seconds > ProgressLine.patience else { return }
      let width = Terminal.detect(STDERR_FILENO, colour: colour).width
      let line = ["computing", Duration.text(seconds), EngineActivity.progress].compactMap(\.self)
      draw(state.progress.wait(line.joined(separator: "  "), now: World.monotonicSeconds(), width: width), &state)
    }
  }

  /// Shows that Ctrl-C was heard: the terminal's own `^C` may have been drawn over.
  func noteInterrupt() {
    guard errorIsTerminal else { return }
    state.withLock { state in
      let isLineFree = state.isAtLineStart && state.progress.isShown
      _ = Self.writeAll(Array((isLineFree ? "\r\u{1B}[K^C\n" : "\n").utf8), to: STDERR_FILENO)
      state.progress.forget()
      state.isAtLineStart = true
    }
  }

  /// Draws progress, but never over a line that a program has begun.
  private func draw(_ text: String?, _ state: inout State) {
    guard let text, state.isAtLineStart else { return }
    flush(&state)
    _ = Self.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Whether some output could not be written, as on a full disk.
  public var hasFailed: Bool { state.withLock { $0.failure != nil } }

  /// Writes what is gathered.
  public func flush() { state.withLock { flush(&$0) } }

  /// Begins a new line if a program has left one open: the prompt would overwrite it.
  public func finishLine() {
    if state.withLock({ !$0.isAtLineStart }) { write("\n") }
    state.withLock { $0.endsInFigure = false }
    flush()
  }

  private func erase(_ state: inout State) {
    guard let text = state.progress.erase() else { return }
    _ = Self.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  private func flush(_ state: inout State) {
    guard !state.gathered.isEmpty else { return }
    let failure = Self.writeAll(state.gathered, to: STDOUT_FILENO)
    if let failure, state.failure == nil {
      state.failure = failure
      let message = DiagnosticRenderer(width: 80).render([Diagnostic(ShellProblem.cannotWriteOutput(failure))])
      _ = Self.writeAll(Array(message.ansi(colour: errorHasColour).utf8), to: STDERR_FILENO)
    }
    state.gathered.removeAll(keepingCapacity: true)
  }

  /// Writes everything; the reason when it could not.
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> String? {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[done...]))
        if count > 0 { done += count }
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        // The reader has gone (`weir ... | head`): end quietly, with the status that shells give to SIGPIPE.
        if count < 0, errno == EPIPE, descriptor == STDOUT_FILENO { _exit(141) }
        if count <= 0 { return count < 0 ? String(cString: strerror(errno)).lowercased() : nil }
      }
      return nil
    }
  }

  private static func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, buffer.baseAddress, buffer.count)
    #else
      Darwin.write(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }
}
