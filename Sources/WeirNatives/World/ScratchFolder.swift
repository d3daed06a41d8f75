#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A new folder for passing use, removed with everything in it when its owner goes.
public final class ScratchFolder {
  /// Absolute, with links resolved.
  public let path: String

  /// Nil when the machine has no room for one.
  public init?() {
    var template = Array(((World.processVariable("TMPDIR") ?? "/tmp") + "/weir-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = FilePath.resolved(made, in: "/")
  }

  deinit { Self.remove(path) }

  /// Removes a file, or a folder with everything below it; links are removed, never followed.
  private static func remove(_ path: String) {
    if unlink(path) == 0 || rmdir(path) == 0 { return }
    guard let stream = opendir(path) else { return }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { place in
        place.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    closedir(stream)
    for name in names { remove(path + "/" + name) }
    rmdir(path)
  }
}
