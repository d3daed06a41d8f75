// A thread whose stack is large enough for 10,000 nested calls; a process's own stack (8 MB) is not.

import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

public enum LargeStack {
  /// Address space for the stack; pages are taken only as deep recursion touches them.
  public static let bytes = 1 << 30

  /// Runs a body on a thread with a large stack and waits for it.
  ///
  /// Where that much address space is not to be had, the stack is smaller and the depth limit is reached earlier.
  public static func run<Result>(_ body: () throws -> Result) throws -> Result {
    try withoutActuallyEscaping(body) { body in
      var outcome: Swift.Result<Result, any Error>?
      guard let thread = startThread({ outcome = Swift.Result { try body() } }) else { return try body() }
      // The thread is the only one to touch the outcome until it has ended.
      pthread_join(thread, nil)
      guard let outcome else { throw Interrupted() }
      return try outcome.get()
    }
  }

  /// Starts a body on a thread with a large stack; nil when the system gives no thread.
  public static func startThread(_ body: @escaping () -> Void) -> pthread_t? {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    var size = bytes
    while size >= 1 << 23 {
      pthread_attr_setstacksize(&attributes, size)
      if let thread = create(&attributes, Work(stackSize: size, body)) { return thread }
      size /= 2
    }
    return nil
  }

  private static func create(_ attributes: inout pthread_attr_t, _ work: Work) -> pthread_t? {
    var thread = pthread_t()
    let handed = Unmanaged.passRetained(work)
    let status = pthread_create(
      &thread, &attributes,
      { pointer in
        let raw: UnsafeMutableRawPointer? = pointer
        if let raw { Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().run() }
        return nil
      }, handed.toOpaque())
    guard status == 0 else {
      handed.release()
      return nil
    }
    return thread
  }

  /// What a thread is started with.
  private final class Work {
    private let stackSize: Int
    private let body: () -> Void

    init(stackSize: Int, _ body: @escaping () -> Void) {
      self.stackSize = stackSize
      self.body = body
    }

    func run() {
      ThreadStack.note(size: stackSize)
      body()
    }
  }
}
