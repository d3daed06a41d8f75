import ArgumentParser
import WeirShell

/// `weir help WORD`: what `?WORD` shows at the prompt; a command's name shows its options.
struct Help: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", _superCommandName: "weir",
    abstract: "Explains a word, as `?word` at the prompt does; without one, shows where to begin.",
    helpNames: [.long])

  @Argument(help: "A function, site, reserved word, error code or command of weir; `/word` searches.")
  var words: [String] = []

  func run() throws {
    if words.count == 1, let command = Subcommands.all.first(where: { $0.name == words[0] })?.command {
      print(command.helpMessage())
      return
    }
    let status = Launch.help(words.joined(separator: " "))
    if status != 0 { throw ExitCode(status) }
  }
}
