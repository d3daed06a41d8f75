import ArgumentParser

/// The root of the command line; a word that names no subcommand is a script for `run`.
struct Weir: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weir",
    abstract: "A shell for looking inside transformers.",
    usage: """
      weir                                  the prompt
      weir FILE [ARGUMENT...]               a script; `-` is standard input
      weir -e PROGRAM                       a program from the command line
      """,
    discussion: "`weir help run` lists the options.",
    subcommands: [Run.self],
    defaultSubcommand: Run.self)
}
