import ArgumentParser
import WeirNatives
import WeirShell
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The process: checks the words of the command line, lets the argument parser read them, and turns failures into
/// statuses (2 for a wrong command line).
@main
enum Main {
  static func main() {
    openStandardDescriptors()
    Allocator.prepare()
    if let problem = RawArguments.problem() {
      Console(colour: .auto).report([problem.diagnostic])
      exit(problem.status)
    }
    let words = Array(CommandLine.arguments.dropFirst())
    if words.first == Completions.request {
      run(Completions.self, words)
    } else if let name = words.first, let subcommand = Subcommands.all.first(where: { $0.name == name }) {
      run(subcommand.command, Array(words.dropFirst()))
    } else {
      run(Weir.self, Weir.separated(words))
    }
  }

  /// Puts the null device in the place of a standard stream that was closed: the next file to be opened would take that
  /// place, and be read as input or written as output.
  private static func openStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
    }
  }

  private static func run(_ type: any ParsableCommand.Type, _ words: [String]) {
    do {
      var command = try type.parseAsRoot(words)
      try command.run()
      end(0)
    } catch {
      leave(type, with: error)
    }
  }

  private static func leave(_ type: any ParsableCommand.Type, with error: any Error) -> Never {
    let code = type.exitCode(for: error)
    if code == .validationFailure {
      Console(colour: .never).writeError(corrected(type.fullMessage(for: error)) + "\n")
      exit(2)
    }
    if error is ExitCode { end(code.rawValue) }
    type.exit(withError: error)
  }

  /// The parser's message; it does not know that every command also takes `--help` and the shell `--version`.
  private static func corrected(_ message: String) -> String {
    for word in CommandLine.arguments where message.contains("Unknown option '\(word)'") {
      guard let near = Suggestion.best(for: word, among: ["--help", "--version"]) else { continue }
      let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
      return (["Error: Unknown option '\(word)'. Did you mean '\(near)'?"] + lines.dropFirst()).joined(separator: "\n")
    }
    return message
  }

  /// Ends the process without running destructors: a pool thread may still be inside the product library's first call,
  /// and the evaluation thread inside work that was interrupted, whose memory they would take away.
  private static func end(_ status: Int32) -> Never {
    UnfinishedFiles.removeAll()
    fflush(nil)
    _exit(status)
  }
}
