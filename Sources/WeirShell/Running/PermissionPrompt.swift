import CLineEditor
import WeirLanguage
import WeirNatives
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Asks the person at the terminal what a script may do beyond its permissions.
struct PermissionPrompt: Sendable {
  let console: Console
  let interrupt: InterruptCheck

  /// Nil where nobody can be asked: standard input or standard error is no terminal.
  init?(console: Console, interrupt: InterruptCheck) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
    self.console = console
    self.interrupt = interrupt
  }

  /// The answer; anything but a clear yes, and Ctrl-C, refuses.
  func ask(_ question: PermissionQuestion) -> PermissionQuestion.Answer {
    // What was typed before the question was not meant for it.
    tcflush(STDIN_FILENO, TCIFLUSH)
    console.writeError(
      Markup("this script wants to \(question.access.rawValue) ", .warning)
        + Markup(Visible.text(question.path), .strong)
        + Markup("\nallow it? y yes · a all below \(Visible.text(question.folder)) · n no > "))
    let answer = readLine().trimmed.lowercased()
    console.noteLineEnd()
    switch answer {
    case "y", "yes": return .file
    case "a", "all": return .folder
    default: return .refuse
    }
  }

  private func readLine() -> String {
    var bytes: [UInt8] = []
    while bytes.last != UInt8(ascii: "\n"), bytes.count < 100 {
      var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let isReady = poll(&source, 1, 10) > 0
      // After Ctrl-C the keys are soon the prompt's.
      guard !interrupt.isRaised else { return "" }
      guard isReady else { continue }
      var byte: UInt8 = 0
      guard read(STDIN_FILENO, &byte, 1) == 1 else { break }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
