import ArgumentParser
import WeirShell

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
    if let problem = RawArguments.problem() {
      Console(colour: .auto).report([problem.diagnostic])
      exit(problem.status)
    }
    do {
      var command = try Weir.parseAsRoot()
      try command.run()
    } catch {
      leave(with: error)
    }
  }

  private static func leave(with error: any Error) -> Never {
    let code = Weir.exitCode(for: error)
    if code == .validationFailure {
      Console(colour: .never).writeError(Weir.fullMessage(for: error) + "\n")
      exit(2)
    }
    Weir.exit(withError: error)
  }
}
