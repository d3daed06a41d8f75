// Standard output and standard error, as everything in the shell writes to them.

import Synchronization
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
    var progress: ProgressLine
  }

  public let colour: ColourChoice
  private let outputIsTerminal: Bool
  private let outputHasColour: Bool
  private let errorHasColour: Bool
  private let state: Mutex<State>

  private static let largestGathered = 1 << 16

  public init(colour: ColourChoice) {
    self.colour = colour
    outputIsTerminal = isatty(STDOUT_FILENO) == 1
    outputHasColour = Terminal.detect(STDOUT_FILENO, colour: colour).colourDepth > .none
    let error = Terminal.detect(STDERR_FILENO, colour: colour)
    errorHasColour = error.colourDepth > .none
    state = Mutex(State(progress: ProgressLine(isShown: error.isTerminal)))
  }

  /// Facts about standard output now.
  public var terminal: Terminal { Terminal.detect(STDOUT_FILENO, colour: colour) }

  public func write(_ text: String) {
    guard !text.isEmpty else { return }
    state.withLock { state in
      erase(&state)
      state.gathered += text.utf8
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

  public func writeError(_ markup: Markup) { writeError(markup.ansi(colour: errorHasColour)) }

  public func writeError(_ text: String) {
    state.withLock { state in
      erase(&state)
      flush(&state)
      Self.writeAll(Array(text.utf8), to: STDERR_FILENO)
    }
  }

  /// A diagnostic on standard error, in that stream's width.
  public func report(_ diagnostics: [Diagnostic]) {
    let width = Terminal.detect(STDERR_FILENO, colour: colour).width
    writeError(DiagnosticRenderer(width: width).render(diagnostics))
  }

  /// Shows how far long work has come; nil when it has ended.
  public func report(_ progress: Progress?) {
    state.withLock { state in
      let width = Terminal.detect(STDERR_FILENO, colour: colour).width
      guard let text = state.progress.update(progress, now: World.monotonicSeconds(), width: width) else { return }
      flush(&state)
      Self.writeAll(Array(text.utf8), to: STDERR_FILENO)
    }
  }

  /// Writes what is gathered.
  public func flush() { state.withLock { flush(&$0) } }

  /// Begins a new line if a program has left one open: the prompt would overwrite it.
  public func finishLine() {
    if state.withLock({ !$0.isAtLineStart }) { write("\n") }
    flush()
  }

  private func erase(_ state: inout State) {
    guard let text = state.progress.erase() else { return }
    Self.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  private func flush(_ state: inout State) {
    guard !state.gathered.isEmpty else { return }
    Self.writeAll(state.gathered, to: STDOUT_FILENO)
    state.gathered.removeAll(keepingCapacity: true)
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[done...]))
        if count > 0 { done += count }
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        // The reader has gone (`weir ... | head`): end quietly, with the status that shells give to SIGPIPE.
        if count < 0, errno == EPIPE, descriptor == STDOUT_FILENO { _exit(141) }
        if count <= 0 { return }
      }
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
