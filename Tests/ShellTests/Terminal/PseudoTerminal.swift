import CPseudoTerminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program on a terminal that exists only here: keys go in, a screen comes out.
final class PseudoTerminal {
  let process: pid_t
  private(set) var screen: ScreenGrid
  /// Everything that the program wrote.
  private(set) var written: [UInt8] = []
  private let descriptor: Int32
  private(set) var status: Int32?

  /// Starts a program with exactly this environment on a terminal of its own.
  init?(_ program: String, _ arguments: [String], environment: [String: String], columns: Int, rows: Int) {
    let words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    let variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var child = pid_t()
    descriptor = pseudo_terminal_spawn(program, words, variables, Int32(columns), Int32(rows), &child)
    guard descriptor >= 0 else { return nil }
    process = child
    screen = ScreenGrid(columns: columns, rows: rows)
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(descriptor)
  }

  func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { bytes = bytes.dropFirst(count) }
      // A full line is taken as the program reads; what it prints meanwhile must be taken too, or both wait for ever.
      if count <= 0 { read(milliseconds: 10) }
    }
  }

  func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    pseudo_terminal_resize(descriptor, Int32(columns), Int32(rows))
  }

  /// Takes output until a condition holds on the screen; false when the time is over.
  @discardableResult
  func wait(seconds: Double = 10, until isReached: (ScreenGrid) -> Bool) -> Bool {
    let end = Self.now + seconds
    while !isReached(screen) {
      if Self.now > end { return false }
      if !read(milliseconds: 50), status != nil { return isReached(screen) }
    }
    return true
  }

  /// Waits until the program has ended, and gives its status as a shell would.
  func end(seconds: Double = 10) -> Int32? {
    wait(seconds: seconds) { _ in status != nil }
    return status
  }

  /// Takes what there is; false when nothing came.
  @discardableResult
  private func read(milliseconds: Int32) -> Bool {
    var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    poll(&source, 1, milliseconds)
    var buffer = [UInt8](repeating: 0, count: 65536)
    #if canImport(Glibc)
      let count = Glibc.read(descriptor, &buffer, buffer.count)
    #else
      let count = Darwin.read(descriptor, &buffer, buffer.count)
    #endif
    if count > 0 {
      written += buffer[..<count]
      screen.take(buffer[..<count])
      return true
    }
    var code: Int32 = 0
    if status == nil, waitpid(process, &code, WNOHANG) == process {
      status = code & 0x7F == 0 ? (code >> 8) & 0xFF : 128 + (code & 0x7F)
    } else if count < 0, errno == EIO {
      usleep(5_000)
    }
    return false
  }

  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
