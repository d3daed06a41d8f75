import ArgumentParser
import WeirShell

/// `weir doc`: the reference documentation.
struct Doc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc", _superCommandName: "weir",
    abstract: "Writes the reference of the standard library, or of scripts: Markdown unless another form is asked for.")

  @Flag(help: "One HTML file with search, for a browser.")
  var html = false

  @Flag(help: "A list of objects, for tools.")
  var json = false

  @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write; standard output without it.")
  var output: String?

  @Argument(
    help: "Scripts whose functions are documented; without any, the standard library.",
    completion: .file(extensions: ["weir"]))
  var files: [String] = []

  func validate() throws {
    if html && json { throw ValidationError("--html and --json exclude each other") }
  }

  func run() throws {
    let form: Reference.Form = html ? .html : json ? .json : .markdown
    if !Reference.write(files, form: form, to: output, console: Console(colour: .auto)) { throw ExitCode(1) }
  }
}
