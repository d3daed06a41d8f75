#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// Paths as texts.

extension FileSystem {
  /// The program that is running, links followed, or nil where the system does not say.
  public static var executable: String? {
    #if canImport(Glibc)
      return real("/proc/self/exe")
    #else
      var size: UInt32 = 4096
      var path = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&path, &size) == 0 else { return nil }
      return real(path.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } } ?? "")
    #endif
  }

  /// A path without links, or nil if nothing stands there.
  static func real(_ path: String) -> String? {
    guard let result = realpath(path, nil) else { return nil }
    defer { free(result) }
    return String(cString: result)
  }

  /// A path from the root: `~` is the home folder, anything relative stands in the working folder.
  static func absolute(_ path: String, in workingFolder: String, home: String?) -> String {
    var path = path
    if let home, path == "~" || path.hasPrefix("~/") { path = home + path.dropFirst() }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path.hasPrefix("/") ? path : workingFolder == "." ? path : "\(workingFolder)/\(path)"
  }

  /// The folder that holds a path.
  public static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path; of `.` and `..` that of the folder they mean.
  static func lastName(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard name == "." || name == "..", let real = real(path) else { return name }
    return real.split(separator: "/").last.map(String.init) ?? real
  }
}
