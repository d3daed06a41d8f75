// Long texts go through the person's pager, which is a program of its own on the terminal.

import WeirNatives

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Shows a text in a pager.
struct Pager {
  /// A line for the system's shell.
  let command: String

  /// `$PAGER`, or `less` where it is installed; nil when there is none, or when `PAGER` is empty or `cat`.
  init?(_ environment: (String) -> String?) {
    if let command = environment("PAGER") {
      guard !command.isEmpty, command != "cat" else { return nil }
      self.command = command
    } else {
      let folders = (environment("PATH") ?? "").split(separator: ":")
      guard folders.contains(where: { access($0 + "/less", X_OK) == 0 }) else { return nil }
      command = "less -FRX"
    }
  }

  /// Writes the text into the pager and waits until the person has left it; false when it did not run.
  func show(_ text: String) -> Bool {
    // In other locales `less` shows the bytes of UTF-8 as numbers.
    setenv("LESSCHARSET", "utf-8", 0)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    guard let child = start(input: ends[0]) else {
      ends.forEach { close($0) }
      return false
    }
    close(ends[0])
    // A person who leaves early closes the pipe, and wants no more.
    _ = Descriptor.write(Array(text.utf8), to: ends[1])
    close(ends[1])
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    // The system's shell gives 126 and 127 when the command could not be run.
    let code = status >> 8 & 0xFF
    return code != 126 && code != 127
  }

  private func start(input: Int32) -> pid_t? {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    let words = ["/bin/sh", "-c", command]
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var child = pid_t()
    return posix_spawn(&child, "/bin/sh", &actions, nil, arguments, environ) == 0 ? child : nil
  }
}
