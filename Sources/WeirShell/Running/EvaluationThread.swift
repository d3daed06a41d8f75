// Evaluation runs on a thread of its own with a large stack, while the calling thread owns the terminal and hears the
// signals. One thread serves the whole session, so that what libraries keep per thread is made once.
//
//     owner       run ─────────────── Ctrl-C ── 50 ms ──▶ Interrupted │ keys are read, painted ... │ run: waits, goes on
//     evaluation       body ····························· the body winds down; its result is dropped │ next body

import WeirLanguage
import WeirNatives
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A thread that runs one piece of work at a time while its owner waits, though not for long after an interrupt.
///
/// Work that does not end soon after Ctrl-C is left behind: the owner goes on without its result, and waits for its end
/// before the next piece of work. Until then the owner must touch nothing that the work may touch.
public final class EvaluationThread {
  private let exchange: Exchange
  private let interrupt: InterruptCheck
  private let signals: InterruptSignals
  private let hasThread: Bool
  /// When the person asked to stop the work that goes on.
  private var interruptTime: Double?

  /// Hears of what is waited for while it goes on, about ten times a second, and nil when nothing is any more.
  public var watch: ((Work?) -> Void)?

  /// Whether the person asked to stop the piece of work that was run last.
  public private(set) var heardInterrupt = false

  /// Whether work was left behind whose end nobody has waited for.
  public private(set) var hasLeftWork = false

  /// Seconds after Ctrl-C that work may take to end before it is left behind.
  private static let patience = 0.05

  /// How long work has been waited for.
  public struct Work {
    public let seconds: Double
    /// Seconds since the person asked to stop it, or to wait no longer; nil when nobody did.
    public let secondsSinceInterrupt: Double?
    /// Whether it is work that was left behind, and in the way of what comes next.
    public let isLeft: Bool
  }

  /// Starts the thread; an interrupt of the person raises `interrupt`.
  public convenience init(interrupt: InterruptCheck) { self.init(interrupt: interrupt, signals: .process) }

  init(interrupt: InterruptCheck, signals: InterruptSignals) {
    self.interrupt = interrupt
    self.signals = signals
    let exchange = Exchange(wake: signals.wake)
    self.exchange = exchange
    let thread = LargeStack.startThread { exchange.serve() }
    if let thread { pthread_detach(thread) }
    hasThread = thread != nil
  }

  /// Runs a piece of work there and waits for it, passing interrupts on.
  /// - Throws: what the work throws; `Interrupted` when it was left behind, or the person did not wait until it began.
  public func run<Result>(_ body: @escaping () throws -> Result) throws -> Result {
    guard hasThread else { return try body() }
    guard waitForLeftWork() else { throw Interrupted() }
    EngineActivity.clear()
    heardInterrupt = false
    interruptTime = nil
    signals.setWorking(true)
    defer { signals.setWorking(false) }
    // Ctrl-C between Enter and here is meant for this work, and its wake-up may have been heard already.
    if signals.take() { passInterruptOn() }
    let outcome = Outcome<Result>()
    exchange.submit { outcome.result = Swift.Result { try body() } }
    guard waitForEnd(), let result = outcome.result else { throw Interrupted() }
    interrupt.clear()
    return try result.get()
  }

  /// Waits until work that was left behind has ended; false when the person presses Ctrl-C first.
  public func waitForLeftWork() -> Bool {
    guard hasLeftWork else { return true }
    let start = World.monotonicSeconds()
    defer { watch?(nil) }
    while !exchange.hasFinished {
      let isInterrupted = signals.take()
      let seconds = World.monotonicSeconds() - start
      watch?(Work(seconds: seconds, secondsSinceInterrupt: isInterrupted ? 0 : nil, isLeft: true))
      if isInterrupted {
        heardInterrupt = true
        return false
      }
      signals.wait(100)
    }
    noteEndOfLeftWork()
    return true
  }

  /// Whether nothing is left behind, or ends within so many seconds; Ctrl-C is not heard meanwhile.
  public func isFree(within seconds: Double) -> Bool {
    let end = World.monotonicSeconds() + seconds
    while hasLeftWork, !exchange.hasFinished {
      guard World.monotonicSeconds() < end else { return false }
      usleep(2_000)
    }
    if hasLeftWork { noteEndOfLeftWork() }
    return true
  }

  /// Lets another program have the terminal, and Ctrl-C with it, while a body runs; nil when the work has to end.
  public func lendingTerminal<Result>(_ body: () -> Result) -> Result? {
    exchange.isTerminalLent.store(true, ordering: .sequentiallyConsistent)
    defer { exchange.isTerminalLent.store(false, ordering: .sequentiallyConsistent) }
    return Interrupt.isRequested ? nil : body()
  }

  private func noteEndOfLeftWork() {
    hasLeftWork = false
    interrupt.clear()
  }

  private func passInterruptOn() {
    interrupt.raise()
    heardInterrupt = true
    interruptTime = interruptTime ?? World.monotonicSeconds()
  }

  /// Waits for the work; false when it is left behind.
  private func waitForEnd() -> Bool {
    let start = World.monotonicSeconds()
    defer { watch?(nil) }
    while !exchange.hasFinished {
      signals.wait(interruptTime != nil ? 10 : watch == nil ? -1 : 100)
      if exchange.isTerminalLent.load(ordering: .sequentiallyConsistent) {
        _ = signals.take()
        continue
      }
      if signals.take() {
        passInterruptOn()
      } else if exchange.hasFinished {
        break
      } else if isLeaving() {
        hasLeftWork = true
        return false
      }
      let now = World.monotonicSeconds()
      watch?(Work(seconds: now - start, secondsSinceInterrupt: interruptTime.map { now - $0 }, isLeft: false))
    }
    return true
  }

  /// Whether the work has had its time to end after an interrupt; from then on it cannot go on with what it has.
  private func isLeaving() -> Bool {
    guard let time = interruptTime else { return false }
    guard interrupt.isRaised else {
      // The work has taken the request back, and goes on.
      interruptTime = nil
      return false
    }
    return World.monotonicSeconds() - time >= Self.patience && interrupt.insist()
  }

  private final class Outcome<Result> {
    var result: Swift.Result<Result, any Error>?
  }
}
