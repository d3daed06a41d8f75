#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The most memory that the process has held, code and mapped weights included.
enum PeakMemory {
  /// Begins anew where the system can forget the peak of before (Linux).
  static func reset() {
    #if canImport(Glibc)
      guard let file = fopen("/proc/self/clear_refs", "w") else { return }
      fputs("5", file)
      fclose(file)
    #endif
  }

  /// Bytes; nil where the system does not say.
  static var bytes: Int? {
    #if canImport(Glibc)
      guard let file = fopen("/proc/self/status", "r") else { return nil }
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 256)
      while fgets(&line, 256, file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard text.hasPrefix("VmHWM:") else { continue }
        return text.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
      }
      return nil
    #else
      var usage = rusage()
      return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : nil
    #endif
  }
}
