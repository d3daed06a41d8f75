import Synchronization

/// The request to stop what is being computed; the signal handler sets it, long work reads it at least every 20 ms.
public enum Interrupt {
  private static let flag = Atomic<Bool>(false)

  /// Asks running work to stop; a signal handler may call it.
  public static func request() { flag.store(true, ordering: .relaxed) }

  /// Forgets a request, before new work begins.
  public static func clear() { flag.store(false, ordering: .relaxed) }

  /// Whether someone has asked to stop.
  public static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Throws if someone has asked to stop.
  public static func check() throws(Interrupted) {
    if isRequested { throw Interrupted() }
  }
}

/// Thrown by work that stopped because it was asked to.
public struct Interrupted: Error {
  public init() {}
}
