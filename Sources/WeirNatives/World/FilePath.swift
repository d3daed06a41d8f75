// Paths as text, without Foundation: what a script writes becomes an absolute path with links resolved.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum FilePath {
  /// The absolute path that `path` means from `folder`, links resolved as far as it exists.
  ///
  /// The part that does not exist yet is kept, with `.` and `..` taken out, so that a permission cannot be stepped around.
  static func resolved(_ path: String, in folder: String) -> String {
    var absolute = path
    if path == "~" || path.hasPrefix("~/"), let home = World.processVariable("HOME") {
      absolute = home + path.dropFirst()
    } else if !path.hasPrefix("/") {
      absolute = folder + "/" + path
    }
    var existing = normalised(absolute)
    var missing: [Substring] = []
    while existing != "/" {
      if let real = real(existing) {
        return missing.isEmpty ? real : normalised(real + "/" + missing.reversed().joined(separator: "/"))
      }
      let cut = existing.lastIndex(of: "/") ?? existing.startIndex
      missing.append(existing[existing.index(after: cut)...])
      existing = cut == existing.startIndex ? "/" : String(existing[..<cut])
    }
    return normalised("/" + missing.reversed().joined(separator: "/"))
  }

  /// The part after the last dot of the last component, in lower case; empty without one.
  static func pathExtension(_ path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The folder of an absolute path.
  static func parent(_ path: String) -> String {
    guard let cut = path.lastIndex(of: "/"), cut != path.startIndex else { return "/" }
    return String(path[..<cut])
  }

  private static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(validatingCString: resolved)
  }
}
