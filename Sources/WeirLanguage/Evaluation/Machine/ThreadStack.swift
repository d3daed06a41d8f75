// How far down the stack of the running thread may grow. `LargeStack` notes the bound of the threads that it makes; of
// others only the system's usual size is known.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum ThreadStack {
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// Left free for natives and for drawing the error.
  private static let reserve = 16 << 20

  /// Notes that the thread that now begins has this many bytes of stack.
  static func note(size: Int) {
    pthread_setspecific(key, UnsafeRawPointer(bitPattern: here - UInt(size - min(reserve, size / 4))))
  }

  /// The lowest address that calls may reach on the current thread.
  static var lowestAddress: UInt {
    if let noted = pthread_getspecific(key) { return UInt(bitPattern: noted) }
    // Half of the usual size: the callers of the evaluator need room too.
    return here - UInt(usualSize / 2)
  }

  private static var usualSize: Int {
    var limit = rlimit()
    #if canImport(Glibc)
      let status = getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit)
    #else
      let status = getrlimit(RLIMIT_STACK, &limit)
    #endif
    let largest = 8 << 20
    guard status == 0, limit.rlim_cur < rlim_t(largest) else { return largest }
    return max(1 << 16, Int(limit.rlim_cur))
  }

  /// An address in the running function's frame.
  private static var here: UInt {
    var marker: UInt8 = 0
    return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
  }
}
