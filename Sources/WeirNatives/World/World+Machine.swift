// The real machine's side of a world: folder, clock, environment.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension World {
  /// The folder in which the process was started.
  public static func currentFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// Seconds on the system's monotonic clock.
  @Sendable public static func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// A variable of the process's environment; nil when it is not set.
  @Sendable public static func processVariable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }
}
