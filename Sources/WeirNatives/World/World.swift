import Synchronization
import WeirFigure
import WeirLanguage
import WeirText

/// Everything outside the language that a native function may reach: output, files, clock, environment, the interrupt.
///
/// The shell makes one from the real machine; tests make one whose output is a string. There is no other way out, so
/// permissions and the record of what was read and written hang here. It is used from the evaluation thread and read
/// from the shell's, hence the lock around what changes.
public final class World: Sendable {
  /// Takes one finished piece of plain text for standard output, newline included.
  public let write: @Sendable (String) -> Void
  /// Takes a picture or an echo for standard output; the receiver decides about colour.
  public let draw: @Sendable (Markup) -> Void
  /// Takes a figure that is shown; unless somebody wants the value, it is drawn for the terminal and written.
  public let present: @Sendable (Figure) -> Void
  /// Takes warnings and notes; the receiver writes them to standard error.
  public let warn: @Sendable (Diagnostic) -> Void
  /// Facts about the terminal now; it may have been resized since the last call.
  public let terminal: @Sendable () -> Terminal
  /// Seconds on a clock that only goes forward.
  public let clock: @Sendable () -> Double
  /// A variable of the process's environment.
  public let environment: @Sendable (String) -> String?
  /// Raised when the person asks to stop; long native work looks at least every 20 ms.
  public let interrupt: InterruptCheck
  /// Takes a step of long work, and nil when the work has ended.
  public let report: @Sendable (Progress?) -> Void
  /// What may be read and written.
  public let permissions: Permissions
  /// Where relative paths of `save` lead when it is not the working folder: `--out`.
  public let outputFolder: String?
  /// The folder of the script that runs; files that a script brings with it are found there.
  public let scriptFolder: String?
  /// The seed that random natives use when none is given.
  public let seed: UInt64

  private struct State {
    var workingFolder: String
    var reads: [FileRecord] = []
    var writes: [FileRecord] = []
  }

  private let state: Mutex<State>

  public init(
    workingFolder: String = World.currentFolder(), permissions: Permissions = .everything, outputFolder: String? = nil,
    scriptFolder: String? = nil, seed: UInt64 = 0, terminal: @escaping @Sendable () -> Terminal = { .plain },
    clock: @escaping @Sendable () -> Double = World.monotonicSeconds,
    environment: @escaping @Sendable (String) -> String? = World.processVariable,
    interrupt: InterruptCheck = InterruptCheck(),
    report: @escaping @Sendable (Progress?) -> Void = { _ in },
    warn: @escaping @Sendable (Diagnostic) -> Void = { _ in },
    present: (@Sendable (Figure) -> Void)? = nil, write: @escaping @Sendable (String) -> Void,
    draw: @escaping @Sendable (Markup) -> Void
  ) {
    self.state = Mutex(State(workingFolder: workingFolder))
    self.permissions = permissions
    self.outputFolder = outputFolder
    self.scriptFolder = scriptFolder
    self.seed = seed
    self.terminal = terminal
    self.clock = clock
    self.environment = environment
    self.interrupt = interrupt
    self.report = report
    self.warn = warn
    self.present = present ?? { figure in write(terminal().renderer.render(figure)) }
    self.write = write
    self.draw = draw
  }

  /// The folder that relative paths start from; `:cd` changes it.
  public var workingFolder: String {
    get { state.withLock { $0.workingFolder } }
    set { state.withLock { $0.workingFolder = newValue } }
  }

  /// Files read so far, in order, each once.
  public var reads: [FileRecord] { state.withLock { $0.reads } }

  /// Files written so far, in order; a file written twice is there twice.
  public var writes: [FileRecord] { state.withLock { $0.writes } }

  /// Notes that a file was read, also by a part that maps it itself, such as a model's weights.
  public func recordRead(_ path: String, byteCount: Int) {
    state.withLock { state in
      if !state.reads.contains(where: { $0.path == path }) {
        state.reads.append(FileRecord(path: path, byteCount: byteCount))
      }
    }
  }

  func recordWrite(_ path: String, byteCount: Int) {
    state.withLock { $0.writes.append(FileRecord(path: path, byteCount: byteCount)) }
  }

  /// Throws `Interrupted` when the person has asked to stop.
  public func checkInterrupt() throws {
    if interrupt.isRaised { throw Interrupted() }
  }
}
