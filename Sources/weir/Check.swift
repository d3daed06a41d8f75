import ArgumentParser
import WeirShell

/// `weir check FILE...`: what can be told about programs without running them.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", _superCommandName: "weir",
    abstract: "Checks programs without running them: syntax, names, arguments.")

  @Argument(help: "Scripts; `-` is standard input.", completion: .file(extensions: ["weir"]))
  var files: [String]

  func run() throws {
    let isGood = files.map { CheckedFile.check($0, console: Console(colour: .auto)) }.allSatisfy(\.self)
    if !isGood { throw ExitCode(1) }
  }
}
