import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The request to stop what is being done; whoever hears Ctrl-C makes it, long work looks at it at least every 20 ms.
///
/// Work that has no errors of its own to throw may stop early and give whatever it has: no result of a native function is
/// used, nor kept, once the request stands. It stands for every thread but the one that made it, which goes on reading
/// and drawing what a person types while the work ends.
public enum Interrupt {
  /// The thread that asked; 0 when nobody did.
  private static let asker = Atomic<UInt>(0)

  /// Asks the work of all other threads to stop.
  public static func request() { asker.store(thisThread, ordering: .relaxed) }

  /// Forgets a request, before new work begins.
  public static func clear() { asker.store(0, ordering: .relaxed) }

  /// Whether another thread has asked this one to stop.
  public static var isRequested: Bool {
    let asker = asker.load(ordering: .relaxed)
    return asker != 0 && asker != thisThread
  }

  private static var thisThread: UInt {
    #if canImport(Glibc)
      UInt(pthread_self())
    #else
      UInt(bitPattern: pthread_self())
    #endif
  }

  /// Throws if someone has asked to stop.
  public static func check() throws(Interrupted) {
    if isRequested { throw Interrupted() }
  }
}

/// Thrown by work that stopped because it was asked to.
public struct Interrupted: Error {
  public init() {}
}

extension Interrupt {
  /// The last owner of a value.
  private final class Owner {
    let value: Any
    init(_ value: Any) { self.value = value }
  }

  /// Lets go of a large value on a thread of its own: somebody who asked to stop does not wait until it is freed.
  public static func release(_ value: Any) {
    let owner = Unmanaged.passRetained(Owner(value))
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let status = pthread_create(
      &thread, nil,
      { pointer in
        let raw: UnsafeMutableRawPointer? = pointer
        if let raw { Unmanaged<Owner>.fromOpaque(raw).release() }
        return nil
      }, owner.toOpaque())
    guard status == 0 else { return owner.release() }
    #if canImport(Glibc)
      pthread_detach(thread)
    #else
      if let thread { pthread_detach(thread) }
    #endif
  }
}

extension Sequence {
  /// What a function makes of the items; nothing when a request to stop comes meanwhile.
  @inlinable
  public func mapUntilInterrupt<Result>(_ transform: (Element) throws -> Result) rethrows -> [Result] {
    var result: [Result] = []
    result.reserveCapacity(underestimatedCount)
    for item in self {
      if result.count & 4_095 == 4_095, Interrupt.isRequested {
        Interrupt.release(result)
        return []
      }
      result.append(try transform(item))
    }
    return result
  }
}

extension RangeReplaceableCollection {
  /// Appends items in pieces, between which a request to stop is heard; the rest is then left out.
  @inlinable
  public mutating func appendUntilInterrupt(_ items: some RandomAccessCollection<Element>) {
    reserveCapacity(count + items.count)
    var rest = items[...]
    while !rest.isEmpty, !Interrupt.isRequested {
      append(contentsOf: rest.prefix(1 << 18))
      rest = rest.dropFirst(1 << 18)
    }
  }
}

extension Sequence<String> {
  /// The texts one after another with a separator between them, as far as a request to stop allows.
  public func joinedUntilInterrupt(_ separator: String = "") -> String {
    var result = ""
    for (place, text) in enumerated() {
      if place & 0xFFFF == 0xFFFF, Interrupt.isRequested { break }
      if place > 0 { result += separator }
      result += text
    }
    return result
  }
}
