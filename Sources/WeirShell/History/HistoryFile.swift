// The history on disk: one line an entry, UTF-8, with `\n` for a line end and `\\` for a backslash. An entry is appended
// by a single write, so that sessions side by side do not mix lines and a kill loses nothing.

import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file in which entries outlive a session.
public final class HistoryFile {
  public let path: String
  /// Why it cannot be used, in the system's words.
  public private(set) var problem: String?

  /// When a file holds more entries than this it is cut at the next start.
  static let mostEntries = 10_000
  /// Entries that are left after cutting.
  static let keptEntries = 8_000
  /// Larger entries are not kept.
  static let largestEntry = 1 << 20

  public init(path: String) { self.path = path }

  /// The file that the environment asks for: `WEIR_HISTORY`, or `weir/history` in the folder for state.
  ///
  /// An empty `WEIR_HISTORY` keeps nothing.
  public static func standard(_ environment: (String) -> String?) -> HistoryFile? {
    if let path = environment("WEIR_HISTORY") { return path.isEmpty ? nil : HistoryFile(path: path) }
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") {
      return HistoryFile(path: state + "/weir/history")
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else { return nil }
    return HistoryFile(path: home + "/.local/state/weir/history")
  }

  /// The entries on disk, oldest first; lines that are damaged are left out.
  func load() -> [String] {
    guard let bytes = contents() else { return [] }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    if lines.count > Self.mostEntries { cut(to: Array(lines.suffix(Self.keptEntries))) }
    return lines.suffix(Self.mostEntries).compactMap(Self.entry)
  }

  /// Writes an entry behind the others.
  func append(_ entry: String) {
    guard entry.utf8.count <= Self.largestEntry, let descriptor = openForAppending() else { return }
    defer { close(descriptor) }
    var line = Self.line(entry)
    // A line that a full disk cut short must not swallow this one.
    if !endsWithNewline(descriptor) { line.insert(UInt8(ascii: "\n"), at: 0) }
    let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if written != line.count { note("write") }
  }

  static func line(_ entry: String) -> [UInt8] {
    var line: [UInt8] = []
    for byte in entry.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): line += Array("\\\\".utf8)
      case UInt8(ascii: "\n"): line += Array("\\n".utf8)
      case UInt8(ascii: "\r"): line += Array("\\r".utf8)
      default: line.append(byte)
      }
    }
    return line + [UInt8(ascii: "\n")]
  }

  static func entry(_ line: ArraySlice<UInt8>) -> String? {
    guard let text = String(validating: line, as: UTF8.self) else { return nil }
    guard text.contains("\\") else { return text }
    var entry = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        switch scalar {
        case "n": entry += "\n"
        case "r": entry += "\r"
        default: entry.unicodeScalars.append(scalar)
        }
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        entry.unicodeScalars.append(scalar)
      }
    }
    return entry
  }

  private func contents() -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno != ENOENT { note("read") }
      return nil
    }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    let size = Int(facts.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if got <= 0 { break }
        count += got
      }
    }
    return bytes
  }

  private func openForAppending() -> Int32? {
    makeFolder()
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      note("write")
      return nil
    }
    // Only a file of our own kind: `WEIR_HISTORY=/dev/null` must not change that device.
    var facts = stat()
    if fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_mode & 0o077 != 0 {
      fchmod(descriptor, 0o600)
    }
    problem = nil
    return descriptor
  }

  private func endsWithNewline(_ descriptor: Int32) -> Bool {
    let end = lseek(descriptor, 0, SEEK_END)
    guard end > 0 else { return true }
    var last: UInt8 = 0
    return pread(descriptor, &last, 1, end - 1) != 1 || last == UInt8(ascii: "\n")
  }

  private func makeFolder() {
    var folder = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      folder += part + "/"
      mkdir(folder, 0o700)
    }
  }

  /// Rewrites the file with its newest entries; under another name first, and not while another session does the same.
  private func cut(to lines: [ArraySlice<UInt8>]) {
    let temporary = path + ".\(getpid()).part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let bytes = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    if written == bytes.count { rename(temporary, path) } else { unlink(temporary) }
  }

  private func note(_ action: String) { problem = "cannot \(action) \(path): \(String(cString: strerror(errno)))" }
}
