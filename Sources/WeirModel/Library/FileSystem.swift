import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The few questions that this layer asks of folders and files, without Foundation, which is slow to start.
public enum FileSystem {
  /// What the system said about the last call that failed.
  static var lastError: String { errno == ENOENT ? "there is no such file" : String(cString: strerror(errno)) }

  struct Failure: Error {
    let reason: String
  }

  /// Whether something readable stands at a path, links followed.
  static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The names in a folder, sorted, without `.` and `..`; empty if it cannot be read.
  static func list(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The name in a path's folder, or another that is allowed, that was probably meant where nothing stands at the path.
  public static func nearest(to path: String, or others: [String] = []) -> String? {
    let cut = path.lastIndex(of: "/")
    let folder = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
    return Suggestion.best(for: name, among: list(folder) + others)
  }

  /// The bytes of a regular file of at most `limit` bytes.
  static func read(_ path: String, limit: Int) -> Result<[UInt8], Failure> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .failure(Failure(reason: lastError)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(Failure(reason: lastError)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      return .failure(Failure(reason: isFolder ? "it is a folder" : "it is no file"))
    }
    let size = Int(status.st_size)
    guard size <= limit else {
      return .failure(Failure(reason: "it has \(size) bytes, more than the \(limit) that such a file may have"))
    }
    var failure: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Self.read(descriptor, buffer, from: count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = Failure(reason: lastError) }
        if got <= 0 { break }
        count += got
      }
    }
    return failure.map { .failure($0) } ?? .success(bytes)
  }

  private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>, from start: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
    #else
      Darwin.read(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
    #endif
  }
}
