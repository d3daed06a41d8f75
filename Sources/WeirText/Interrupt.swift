import Synchronization

/// The request to stop what is being done; whoever hears Ctrl-C sets it, long work reads it at least every 20 ms.
///
/// Work that has no errors of its own to throw may stop early and give whatever it has: no result of a native function is
/// used, nor kept, once the request stands.
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
