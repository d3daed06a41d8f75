// A thread whose stack is large enough for 10,000 nested calls; a process's own stack (8 MB) is not.

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
      let work = Work(body)
      guard work.start() else { return try body() }
      return try work.result()
    }
  }

  /// What the two threads share; the waiting one touches it only after the other has ended.
  private final class Work<Result> {
    private let body: () throws -> Result
    private var outcome: Swift.Result<Result, any Error>?
    private var thread = pthread_t()

    init(_ body: @escaping () throws -> Result) { self.body = body }

    func start() -> Bool {
      var attributes = pthread_attr_t()
      guard pthread_attr_init(&attributes) == 0 else { return false }
      defer { pthread_attr_destroy(&attributes) }
      var size = LargeStack.bytes
      while size >= 1 << 23 {
        pthread_attr_setstacksize(&attributes, size)
        if create(&attributes, size) { return true }
        size /= 2
      }
      return false
    }

    private func create(_ attributes: inout pthread_attr_t, _ size: Int) -> Bool {
      let box = Unmanaged.passRetained(
        Erased { [self] in
          ThreadStack.note(size: size)
          outcome = Swift.Result { try body() }
        })
      let status = pthread_create(
        &thread, &attributes,
        { pointer in
          let raw: UnsafeMutableRawPointer? = pointer
          if let raw { Unmanaged<Erased>.fromOpaque(raw).takeRetainedValue().body() }
          return nil
        }, box.toOpaque())
      if status != 0 { box.release() }
      return status == 0
    }

    func result() throws -> Result {
      pthread_join(thread, nil)
      guard let outcome else { throw Interrupted() }
      return try outcome.get()
    }
  }

  private final class Erased {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }
}
