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
/// pieces, at the latest after some tenths of a second, and always before anything appears on standard error.
///
/// What a thread writes that has been told to stop does not appear: its work may have been left behind, and the person
/// is typing.
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
  /// Takes what is written in the place of the standard streams.
  private let capture: Capture?
  private let outputIsTerminal: Bool
  private let errorIsTerminal: Bool
  private let outputHasColour: Bool
  private let errorHasColour: Bool
  private let state: Mutex<State>

  private static let largestGathered = 1 << 16

  /// Output that is kept instead of being written, as on a screen of so many columns without an end.
  struct Capture: Sendable {
    let width: Int
    let take: @Sendable ([UInt8]) -> Void
  }

  public init(colour: ColourChoice, progress: ProgressChoice = .auto) {
    self.colour = colour
    capture = nil
    outputIsTerminal = isatty(STDOUT_FILENO) == 1
    outputHasColour = Terminal.detect(STDOUT_FILENO, colour: colour).colourDepth > .none
    let error = Terminal.detect(STDERR_FILENO, colour: colour)
    errorIsTerminal = error.isTerminal
    errorHasColour = error.colourDepth > .none
    let isCapable = !["", "dumb"].contains(World.processVariable("TERM") ?? "")
    let style = progress.style(isTerminal: error.isTerminal && isCapable)
    state = Mutex(State(progress: ProgressLine(style: style)))
  }

  /// A console without colours whose output and messages are taken by somebody, in order.
  init(capture: Capture) {
    colour = .never
    self.capture = capture
    (outputIsTerminal, errorIsTerminal, outputHasColour, errorHasColour) = (false, false, false, false)
    state = Mutex(State(progress: ProgressLine(style: .none)))
  }

  /// Facts about standard output now.
  public var terminal: Terminal { terminal(STDOUT_FILENO) }

  private func terminal(_ descriptor: Int32) -> Terminal {
    capture.map { Terminal(width: $0.width) } ?? Terminal.detect(descriptor, colour: colour)
  }

  public func write(_ text: String) {
    guard !text.isEmpty else { return }
    change { state in
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
    change { $0.endsInFigure = true }
  }

  public func writeError(_ markup: Markup) { writeError(markup.ansi(colour: errorHasColour)) }

  public func writeError(_ text: String) {
    change { state in
      erase(&state)
      flush(&state)
      _ = writeAll(Array(text.utf8), to: STDERR_FILENO)
      if outputIsTerminal || capture != nil { state.isAtLineStart = text.hasSuffix("\n") }
    }
  }

  /// Notes that the person ended a line on the terminal by Enter.
  func noteLineEnd() { state.withLock { $0.isAtLineStart = true } }

  /// A diagnostic on standard error, in that stream's width.
  public func report(_ diagnostics: [Diagnostic]) {
    let terminal = terminal(STDERR_FILENO)
    let renderer = DiagnosticRenderer(width: terminal.width, breaksSentences: terminal.isTerminal)
    writeError(renderer.render(diagnostics))
  }

  /// Shows how far long work has come; nil when it has ended.
  public func report(_ progress: Progress?) {
    change { state in
      let width = terminal(STDERR_FILENO).width
      draw(state.progress.update(progress, now: World.monotonicSeconds(), width: width), &state)
    }
  }

  /// Says what goes on and has been waited for so many seconds, unless it reports its own progress.
  ///
  /// It does not wait for a thread that is writing: its caller hears Ctrl-C.
  func reportWork(_ activity: String, seconds: Double) {
    guard seconds > ProgressLine.patience else { return }
    _ = state.withLockIfAvailable { state in
      let width = terminal(STDERR_FILENO).width
      let line = [activity, Duration.text(seconds), EngineActivity.progress].compactMap(\.self)
      draw(state.progress.wait(line.joined(separator: "  "), now: World.monotonicSeconds(), width: width), &state)
    }
  }

  /// Takes away what was said about work that has ended.
  func finishReport() { change { draw($0.progress.update(nil, now: 0, width: 0), &$0) } }

  /// Shows that Ctrl-C was heard: the terminal's own `^C` may have been drawn over.
  ///
  /// What a slow reader has not taken of the output is dropped, so that nobody waits for it.
  func noteInterrupt() {
    flushWhileWorking()
    change { state in
      state.gathered.removeAll()
      guard errorIsTerminal else { return }
      let isLineFree = state.isAtLineStart && state.progress.isShown
      _ = writeAll(Array((isLineFree ? "\r\u{1B}[K^C\n" : "\n").utf8), to: STDERR_FILENO)
      state.progress.forget()
      state.isAtLineStart = true
    }
  }

  /// Draws progress, but never over a line that a program has begun.
  private func draw(_ text: String?, _ state: inout State) {
    guard let text, state.isAtLineStart else { return }
    flush(&state)
    _ = writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Whether some output could not be written, as on a full disk.
  public var hasFailed: Bool { state.withLock { $0.failure != nil } }

  /// Writes what a program has printed and goes on without: a reader of the pipe sees it while work goes on.
  ///
  /// It never waits, neither for a thread that is writing nor for a reader that is slow: its caller hears Ctrl-C.
  func flushWhileWorking() {
    guard capture == nil else { return }
    _ = state.withLockIfAvailable { state in
      while !state.gathered.isEmpty, Descriptor.isReady(STDOUT_FILENO) {
        let piece = Array(state.gathered.prefix(Descriptor.readyBytes))
        state.gathered.removeFirst(piece.count)
        if let failure = writeAll(piece, to: STDOUT_FILENO) { note(failure, &state) }
        state.lastFlush = World.monotonicSeconds()
      }
    }
  }

  /// Writes what is gathered.
  public func flush() { change { flush(&$0) } }

  /// Begins a new line if a program has left one open: the prompt would overwrite it.
  public func finishLine() {
    if state.withLock({ !$0.isAtLineStart }) { write("\n") }
    change { $0.endsInFigure = false }
    flush()
  }

  /// The one way to the streams, and where threads that have been told to stop are turned away.
  private func change(_ body: (inout State) -> Void) {
    state.withLock { state in
      if !Interrupt.isRequested { body(&state) }
    }
  }

  private func erase(_ state: inout State) {
    guard let text = state.progress.erase() else { return }
    _ = writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  private func flush(_ state: inout State) {
    guard !state.gathered.isEmpty else { return }
    if let failure = writeAll(state.gathered, to: STDOUT_FILENO) { note(failure, &state) }
    state.gathered.removeAll(keepingCapacity: true)
  }

  /// Says once that output could not be written.
  private func note(_ failure: String, _ state: inout State) {
    guard state.failure == nil else { return }
    state.failure = failure
    let message = DiagnosticRenderer(width: 80).render([Diagnostic(ShellProblem.cannotWriteOutput(failure))])
    _ = writeAll(Array(message.ansi(colour: errorHasColour).utf8), to: STDERR_FILENO)
  }

  /// Writes everything; the reason when it could not.
  private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> String? {
    if let capture {
      capture.take(bytes)
      return nil
    }
    var rest = bytes[...]
    var found: Descriptor.Failure?
    // Whoever asks to stop does not want the rest of a long output, and does not wait for a reader that is slow.
    while !rest.isEmpty, found == nil, !Interrupt.isRequested {
      guard Descriptor.isReady(descriptor, within: 10) else { continue }
      found = Descriptor.write(rest.prefix(Descriptor.readyBytes), to: descriptor)
      rest = rest.dropFirst(Descriptor.readyBytes)
    }
    guard let failure = found else { return nil }
    // The reader has gone (`weir ... | head`): end quietly, with the status that shells give to SIGPIPE.
    if failure.code == EPIPE, descriptor == STDOUT_FILENO { _exit(141) }
    return failure.reason
  }
}
