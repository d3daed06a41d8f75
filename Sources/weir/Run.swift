import ArgumentParser
import WeirShell

/// `weir`, `weir FILE`, `weir -e PROGRAM`: the prompt and programs.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Opens the prompt, or runs a script or a program.",
    usage: "weir [OPTIONS] [FILE [ARGUMENT...]]")

  @Option(
    name: [.customShort("e"), .customLong("eval")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Runs a program; several run in order, and the last value is echoed.", valueName: "program"))
  var programs: [String] = []

  @Flag(name: [.customShort("i"), .customLong("interactive")], help: "Stays at the prompt afterwards.")
  var isInteractive = false

  @Option(
    name: .customLong("color"), help: ArgumentHelp("When output is coloured: auto, always or never.", valueName: "when")
  )
  var colour = ColourChoice.auto

  @Flag(name: [.customShort("q"), .customLong("quiet")], help: "Opens the prompt without a greeting.")
  var isQuiet = false

  @Flag(name: .customLong("no-init"), help: "Does not run your init.weir before the first prompt.")
  var skipsInit = false

  @Option(name: .customLong("allow-read"), help: ArgumentHelp("Lets a script read below a path.", valueName: "path"))
  var allowedReads: [String] = []

  @Option(name: .customLong("allow-write"), help: ArgumentHelp("Lets a script write below a path.", valueName: "path"))
  var allowedWrites: [String] = []

  @Option(name: .customLong("out"), help: ArgumentHelp("The folder in which `save` writes.", valueName: "folder"))
  var outputFolder: String?

  @Option(name: .customLong("seed"), help: "Where random numbers start.")
  var seed: UInt64 = 0

  @Flag(name: .customLong("version"), help: "Says which Weir this is.")
  var showsVersion = false

  @Flag(name: .customLong("verbose"), help: "Says more about the version.")
  var isVerbose = false

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("A script (`-` is standard input) and its arguments.", valueName: "file"))
  var words: [String] = []

  mutating func run() throws {
    if showsVersion {
      let console = Console(colour: colour)
      console.write(Version.line + "\n")
      if isVerbose { console.write(Version.details.map { "  \($0)\n" }.joined()) }
      console.flush()
      return
    }
    throw ExitCode(Launch.run(invocation))
  }

  private var invocation: Invocation {
    var invocation = Invocation()
    var words = self.words[...]
    if words.first == "--" { words.removeFirst() }
    if programs.isEmpty { invocation.script = words.popFirst() }
    invocation.programs = programs
    invocation.arguments = Array(words)
    invocation.isInteractive = isInteractive
    invocation.isQuiet = isQuiet
    invocation.readsInit = !skipsInit
    invocation.colour = colour
    invocation.allowedReads = allowedReads
    invocation.allowedWrites = allowedWrites
    invocation.outputFolder = outputFolder
    invocation.seed = seed
    return invocation
  }
}

extension ColourChoice: ExpressibleByArgument {}
