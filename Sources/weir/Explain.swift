import ArgumentParser
import WeirShell

/// `weir explain CODE`: what stands behind the code of an error.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", _superCommandName: "weir",
    abstract: "Explains an error or warning by its code: what happened, what raises it, how to mend it.")

  @Argument(help: "A code, such as E2001; without one, all codes are listed.", completion: .codes)
  var code: String?

  func run() throws {
    if !ExplainedCode.explain(code ?? "", console: Console(colour: .auto)) { throw ExitCode(1) }
  }
}
