import Synchronization
import WeirText

/// The request to stop one interpreter's evaluation, which another thread makes.
///
/// The evaluator reads it at every call and loop turn, natives between pieces of work. Work that can use what it has so
/// far may take the request back and go on, unless whoever made it no longer waits.
public final class InterruptCheck: Sendable {
  /// Whether the request is the process's own, which reaches the layers that know no interpreter as `Interrupt`.
  private let isOfProcess: Bool
  private let request = Atomic<UInt8>(none)

  private static let none: UInt8 = 0
  private static let raised: UInt8 = 1
  private static let final: UInt8 = 2

  public init(isOfProcess: Bool = false) { self.isOfProcess = isOfProcess }

  public var isRaised: Bool { request.load(ordering: .relaxed) != Self.none }

  /// Asks the evaluation to stop.
  public func raise() {
    change(Self.none, to: Self.raised)
    if isOfProcess { Interrupt.request() }
  }

  /// Makes a request one that cannot be taken back; false when there is none, or none any more.
  public func insist() -> Bool { change(Self.raised, to: Self.final) }

  /// Takes a request back for work that goes on with what it has; false when it has to end.
  public func withdraw() -> Bool {
    guard change(Self.raised, to: Self.none) else { return false }
    if isOfProcess { Interrupt.clear() }
    return true
  }

  /// Forgets an earlier request; called before an entry runs.
  public func clear() {
    request.store(Self.none, ordering: .relaxed)
    if isOfProcess { Interrupt.clear() }
  }

  @discardableResult
  private func change(_ old: UInt8, to new: UInt8) -> Bool {
    request.compareExchange(expected: old, desired: new, ordering: .sequentiallyConsistent).exchanged
  }
}

extension Interrupted: Unwinding {}
