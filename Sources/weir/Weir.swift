import ArgumentParser
import WeirNatives
import WeirShell

/// `weir`, `weir FILE`, `weir -e PROGRAM`: the prompt and programs.
struct Weir: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weir",
    abstract: "A shell for looking inside transformers.",
    usage: """
      weir [OPTIONS]                        the prompt
      weir [OPTIONS] FILE [ARGUMENT...]     a script; `-` is standard input
      weir [OPTIONS] -e PROGRAM             a program from the command line
      """,
    discussion: "Other commands: "
      + Subcommands.all.map { "`weir \($0.name)`" }.joined(separator: ", ") + "; each takes `--help`.")

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

  @Option(
    name: .customLong("allow-read"), help: ArgumentHelp("Lets a script read below a path.", valueName: "path"),
    completion: .directory)
  var allowedReads: [String] = []

  @Option(
    name: .customLong("allow-write"), help: ArgumentHelp("Lets a script write below a path.", valueName: "path"),
    completion: .directory)
  var allowedWrites: [String] = []

  @Option(
    name: .customLong("out"), help: ArgumentHelp("The folder in which `save` writes.", valueName: "folder"),
    completion: .directory)
  var outputFolder: String?

  @Option(
    name: .customLong("seed"),
    help: "Where random numbers start: 0, or what a script that `:save` wrote was made with.")
  var seed: UInt64?

  @Option(
    name: .customLong("mode"),
    help: ArgumentHelp("How values are echoed: text, json, csv or markdown.", valueName: "mode"))
  var mode = EchoMode.text

  @Flag(name: .customLong("json"), help: "The same as --mode json.")
  var writesJSON = false

  @Option(
    name: .customLong("progress"),
    help: ArgumentHelp(
      "How long work says how far it is, on standard error: auto (on a terminal), plain (lines for a log) or none.",
      valueName: "style"))
  var progress = ProgressChoice.auto

  @Flag(name: .customLong("version"), help: "Says which Weir this is.")
  var showsVersion = false

  @Flag(name: .customLong("verbose"), help: "Says more about the version.")
  var isVerbose = false

  @Option(
    name: .customLong("completions"),
    help: ArgumentHelp("Prints a completion script for bash, zsh or fish.", valueName: "shell"))
  var completions: ShellName?

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("A script (`-` is standard input) and its arguments.", valueName: "file"),
    completion: .file(extensions: ["weir"]))
  var words: [String] = []

  /// Options whose value may be the next word.
  private static let withValue: Set<String> = [
    "-e", "--eval", "--color", "--allow-read", "--allow-write", "--out", "--seed", "--mode", "--progress",
    "--completions",
  ]

  /// The words with `--` before the first that is no option: what follows a script is the script's own.
  static func separated(_ words: [String]) -> [String] {
    var index = 0
    while index < words.count, words[index].hasPrefix("-"), words[index] != "-", words[index] != "--" {
      index += withValue.contains(words[index]) ? 2 : 1
    }
    guard index < words.count else { return words }
    let rest = words[index] == "--" ? words[(index + 1)...] : words[index...]
    return words[..<index] + ["--"] + rest
  }

  mutating func run() throws {
    if showsVersion {
      let console = Console(colour: colour)
      console.write(Version.line + "\n")
      if isVerbose { console.write(Version.details.map { "  \($0)\n" }.joined()) }
      console.flush()
      return
    }
    if let completions {
      print(Completions.completionScript(for: completions.shell))
      return
    }
    throw ExitCode(Launch.run(invocation))
  }

  private var invocation: Invocation {
    var invocation = Invocation()
    var words = self.words[...]
    if programs.isEmpty { invocation.script = words.popFirst() }
    invocation.commands = Subcommands.all.map(\.name)
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
    invocation.mode = writesJSON ? .json : mode
    invocation.progress = progress
    return invocation
  }
}

extension ColourChoice: ExpressibleByArgument {}
extension EchoMode: ExpressibleByArgument {}
extension ProgressChoice: ExpressibleByArgument {}

/// A shell that completion scripts are made for.
enum ShellName: String, CaseIterable, ExpressibleByArgument {
  case bash, fish, zsh

  var shell: CompletionShell {
    switch self {
    case .bash: .bash
    case .fish: .fish
    case .zsh: .zsh
    }
  }
}
