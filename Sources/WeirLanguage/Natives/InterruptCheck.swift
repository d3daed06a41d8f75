import Synchronization
import WeirText

/// A flag by which another thread or a signal handler stops an evaluation.
///
/// The evaluator reads it at every call and loop turn, natives between pieces of work.
public final class InterruptCheck: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public var isRaised: Bool { flag.load(ordering: .relaxed) }

  /// Asks the evaluation to stop; safe in a signal handler.
  public func raise() { flag.store(true, ordering: .relaxed) }

  /// Forgets an earlier request; called before an entry runs.
  public func clear() { flag.store(false, ordering: .relaxed) }
}

extension Interrupted: Unwinding {}
