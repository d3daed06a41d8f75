import ArgumentParser
import WeirShell

/// `weir report FILE`: a script, or Markdown with fenced `weir` blocks, as one page with what it shows.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", _superCommandName: "weir",
    abstract: "Runs a script and writes its comments, code, values and pictures as a page.",
    discussion: """
      Comments that stand alone are prose, in Markdown (CommonMark). A file ending in .md runs its ```weir blocks in \
      order; `echo=false`, `eval=false` and `error=expected` behind `weir` change how a block is treated. The page holds \
      everything it needs, the same bytes on every run, and the source itself, which --extract writes back.
      """)

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "Where the page goes, `-` for standard output; else the file's name with .html.", valueName: "page"))
  var output: String?

  @Flag(help: "FILE is a report: writes the source that it was made from.")
  var extract = false

  @Option(name: .customLong("allow-read"), help: ArgumentHelp("Lets the script read below a path.", valueName: "path"))
  var allowedReads: [String] = []

  @Option(
    name: .customLong("allow-write"), help: ArgumentHelp("Lets the script write below a path.", valueName: "path"))
  var allowedWrites: [String] = []

  @Option(name: .customLong("out"), help: ArgumentHelp("The folder in which `save` writes.", valueName: "folder"))
  var outputFolder: String?

  @Option(name: .customLong("seed"), help: "Where random numbers start.")
  var seed: UInt64?

  @Argument(
    help: "A script or a Markdown file; `-` is a script on standard input.",
    completion: .file(extensions: ["weir", "md"]))
  var file: String

  @Argument(parsing: .postTerminator, help: "The script's own arguments, behind `--`.")
  var arguments: [String] = []

  func run() throws {
    let console = Console(colour: .auto)
    if extract {
      if !ReportedFile.extract(file, to: output, console: console) { throw ExitCode(1) }
      return
    }
    var invocation = Invocation()
    invocation.script = file
    invocation.arguments = arguments
    invocation.allowedReads = allowedReads
    invocation.allowedWrites = allowedWrites
    invocation.outputFolder = outputFolder
    invocation.seed = seed
    let status = ReportedFile.write(invocation, to: output, console: console)
    if status != 0 { throw ExitCode(status) }
  }
}
