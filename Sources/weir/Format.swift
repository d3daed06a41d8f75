import ArgumentParser
import WeirShell

/// `weir fmt FILE...`: the one way in which programs are laid out.
struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", _superCommandName: "weir", abstract: "Lays programs out in the one style, in place.")

  @Flag(help: "Changes nothing; says which files differ from the style, with status 1.")
  var check = false

  @Argument(
    help: "Scripts; `-` reads standard input and writes standard output.", completion: .file(extensions: ["weir"]))
  var files: [String]

  func run() throws {
    let console = Console(colour: .auto)
    let results = files.map { FormattedFile.format($0, isCheck: check, console: console) }
    console.flush()
    if !results.allSatisfy(\.self) { throw ExitCode(1) }
  }
}
