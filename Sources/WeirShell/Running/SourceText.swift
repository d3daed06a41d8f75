// Programs from files and from standard input, as sources: whole, validated, of bounded size.

import WeirModel
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads programs.
public enum SourceText {
  /// A larger text is not a program that somebody wrote.
  static let largest = 64 << 20

  /// The program in a file; `commands` are words that may stand where its name does.
  public static func file(_ path: String, or commands: [String] = []) throws -> Source {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let (isMissing, reason) = (errno == ENOENT, reason())
      let nearest = isMissing ? FileSystem.nearest(to: path, or: commands) : nil
      let shown = nearest.map { commands.contains($0) ? "weir \($0)" : $0 }
      throw ShellProblem.cannotRead(path: path, reason: reason, nearest: shown)
    }
    defer { close(descriptor) }
    return try Source(name: path, validating: bytes(of: descriptor, name: path))
  }

  /// The first bytes of a program in a file, enough for its head; nil for what can be read only once, and what cannot be
  /// read.
  static func beginning(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return withUnsafeTemporaryAllocation(byteCount: 2048, alignment: 1) { buffer in
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }
  }

  /// The program on standard input, up to its end.
  public static func standardInput() throws -> Source {
    try Source(name: "<stdin>", validating: bytes(of: STDIN_FILENO, name: "<stdin>"))
  }

  private static func bytes(of descriptor: Int32, name: String) throws -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return result }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw ShellProblem.cannotRead(path: name, reason: reason()) }
      result += buffer[..<count]
      guard result.count <= largest else {
        throw ShellProblem.sourceTooLarge(name: name, byteCount: result.count, limit: largest)
      }
    }
  }

  private static func reason() -> String {
    let text = String(cString: strerror(errno))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
