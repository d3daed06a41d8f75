// How much memory the machine has and this process holds; mapped files do not count as held.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum ProcessMemory {
  /// Bytes of memory in the machine, or the limit of the control group when that is lower.
  static let physical: Int = {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let machine = max(1 << 28, pages * pageSize)
    #if os(Linux)
      if let text = firstLine(of: "/sys/fs/cgroup/memory.max"), let limit = Int(text) { return min(machine, limit) }
    #endif
    return machine
  }()

  /// Bytes of this process's own memory that are resident; 0 where that cannot be told.
  static var held: Int {
    #if os(Linux)
      guard let text = firstLine(of: "/proc/self/statm") else { return 0 }
      let fields = text.split(separator: " ").compactMap { Int($0) }
      guard fields.count > 2 else { return 0 }
      return max(0, fields[1] - fields[2]) * pageSize
    #else
      var usage = rusage()
      return getrusage(RUSAGE_SELF, &usage) == 0 ? Int(usage.ru_maxrss) : 0
    #endif
  }

  private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

  private static func firstLine(of path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      let count = read(file, buffer.baseAddress, buffer.count)
      guard count > 0 else { return nil }
      return String(decoding: buffer[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
  }
}
