import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files that are being written under temporary names, for the end of a process that does not wait until they are done.
public enum UnfinishedFiles {
  private static let paths = Mutex<Set<String>>([])

  static func add(_ path: String) { paths.withLock { _ = $0.insert(path) } }

  /// Notes that a file has its own name now, or is no more.
  static func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Removes what was begun; none of it appears under its own name any more.
  public static func removeAll() {
    paths.withLock { paths in
      for path in paths { unlink(path) }
    }
  }
}
