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
  /// Asks the person about a file beyond the permissions; refuses where nobody can be asked.
  public let ask: @Sendable (PermissionQuestion) -> PermissionQuestion.Answer
  /// Where relative paths of `save` lead when it is not the working folder: `--out`.
  public let outputFolder: String?
  /// The folder of the script that runs; files that a script brings with it are found there.
  public let scriptFolder: String?
  /// The seed that random natives use when none is given.
  public let seed: UInt64

  /// Whether `run` leaves its layers to whoever reads: a sweep computes the runs of its cells together.
  var defersRuns: Bool {
    get { state.withLock { $0.defersRuns } }
    set { state.withLock { $0.defersRuns = newValue } }
  }

  private struct State {
    var workingFolder: String
    var permissions: Permissions
    var reads: [FileRecord] = []
    var writes: [FileRecord] = []
    var defersRuns = false
  }

  private let state: Mutex<State>

  public init(
    workingFolder: String = World.currentFolder(), permissions: Permissions = .everything, outputFolder: String? = nil,
    scriptFolder: String? = nil, seed: UInt64 = 0, terminal: @escaping @Sendable () -> Terminal = { .plain },
    clock: @escaping @Sendable () -> Double = World.monotonicSeconds,
    environment: @escaping @Sendable (String) -> String? = World.processVariable,
    interrupt: InterruptCheck = InterruptCheck(),
    report: @escaping @Sendable (Progress?) -> Void = { _ in },
    ask: @escaping @Sendable (PermissionQuestion) -> PermissionQuestion.Answer = { _ in .refuse },
    warn: @escaping @Sendable (Diagnostic) -> Void = { _ in },
    present: (@Sendable (Figure) -> Void)? = nil, write: @escaping @Sendable (String) -> Void,
    draw: @escaping @Sendable (Markup) -> Void
  ) {
    self.state = Mutex(State(workingFolder: workingFolder, permissions: permissions))
    self.ask = ask
    self.outputFolder = outputFolder.map { FilePath.resolved($0, in: workingFolder) }
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

  /// What may be read and written: what the process was started with, and what the person has allowed since.
  public var permissions: Permissions { state.withLock { $0.permissions } }

  /// Whether a resolved path may be read or written, if need be by asking the person.
  func isAllowed(_ access: PermissionQuestion.Access, _ path: String) -> Bool {
    let permissions = self.permissions
    let extent = access == .read ? permissions.reading : permissions.writing
    if extent.allows(path) { return true }
    let question = PermissionQuestion(access, path)
    let root: String
    switch ask(question) {
    case .refuse: return false
    case .file: root = path
    case .folder: root = question.folder
    }
    state.withLock { state in
      state.permissions.reading.add(root)
      if access == .write { state.permissions.writing.add(root) }
    }
    return true
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
