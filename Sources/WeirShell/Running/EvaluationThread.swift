// Evaluation runs on a thread of its own with a large stack, while the calling thread owns the terminal and hears the
// signals. One thread serves the whole session, so that what libraries keep per thread is made once.

import CLineEditor
import Synchronization
import WeirLanguage
import WeirNatives
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A thread that runs one piece of work at a time while its owner waits.
public final class EvaluationThread {
  /// What the two threads share.
  ///
  /// The mutex and the condition order every access.
  private final class Exchange: @unchecked Sendable {
    private var mutex = pthread_mutex_t()
    private var condition = pthread_cond_t()
    private var work: (() -> Void)?
    private let isDone = Atomic<Bool>(true)

    init() {
      pthread_mutex_init(&mutex, nil)
      pthread_cond_init(&condition, nil)
    }

    func submit(_ work: @escaping () -> Void) {
      isDone.store(false, ordering: .sequentiallyConsistent)
      pthread_mutex_lock(&mutex)
      self.work = work
      pthread_cond_signal(&condition)
      pthread_mutex_unlock(&mutex)
    }

    var hasFinished: Bool { isDone.load(ordering: .sequentiallyConsistent) }

    func serve() -> Never {
      while true {
        take()()
        isDone.store(true, ordering: .sequentiallyConsistent)
        weir_wake()
      }
    }

    private func take() -> () -> Void {
      pthread_mutex_lock(&mutex)
      defer { pthread_mutex_unlock(&mutex) }
      while true {
        if let next = work {
          work = nil
          return next
        }
        pthread_cond_wait(&condition, &mutex)
      }
    }
  }

  private let exchange = Exchange()
  private let interrupt: InterruptCheck
  private let hasThread: Bool
  /// Hears of the work while it goes on, about ten times a second, and nil at its end.
  public var watch: ((Work?) -> Void)?

  /// Whether the person asked to stop the piece of work that was run last.
  public private(set) var heardInterrupt = false

  /// How long work has been going on.
  public struct Work {
    public let seconds: Double
    /// Seconds since the person asked to stop it; nil when nobody did.
    public let secondsSinceInterrupt: Double?
  }

  /// Starts the thread; an interrupt of the person raises `interrupt`.
  public init(interrupt: InterruptCheck) {
    self.interrupt = interrupt
    let exchange = exchange
    let thread = LargeStack.startThread { exchange.serve() }
    if let thread { pthread_detach(thread) }
    hasThread = thread != nil
  }

  /// Runs a piece of work there and waits for it, passing interrupts on.
  public func run<Result>(_ body: () throws -> Result) throws -> Result {
    clearInterrupt()
    EngineActivity.clear()
    heardInterrupt = false
    weir_signals_set_working(true)
    // Ctrl-C between Enter and here is meant for this work, and its wake-up may have been heard already.
    if weir_interrupt_take() { passInterruptOn() }
    defer {
      weir_signals_set_working(false)
      // What the prompt itself reads while somebody types must not stop early.
      clearInterrupt()
    }
    guard hasThread else { return try body() }
    // The thread has ended the work before this returns, so the body does not escape.
    return try withoutActuallyEscaping(body) { body in
      let outcome = Outcome<Result>()
      exchange.submit { outcome.result = Swift.Result { try body() } }
      waitForEnd()
      guard let result = outcome.result else { throw Interrupted() }
      return try result.get()
    }
  }

  private func clearInterrupt() {
    interrupt.clear()
    Interrupt.clear()
  }

  private func passInterruptOn() {
    interrupt.raise()
    Interrupt.request()
    heardInterrupt = true
  }

  private func waitForEnd() {
    let start = World.monotonicSeconds()
    var interrupted: Double?
    while !exchange.hasFinished {
      weir_wait(watch == nil ? -1 : 100)
      let now = World.monotonicSeconds()
      if weir_interrupt_take() {
        passInterruptOn()
        interrupted = interrupted ?? now
      } else if exchange.hasFinished {
        break
      }
      watch?(Work(seconds: now - start, secondsSinceInterrupt: interrupted.map { now - $0 }))
    }
    watch?(nil)
  }

  private final class Outcome<Result> {
    var result: Swift.Result<Result, any Error>?
  }
}
