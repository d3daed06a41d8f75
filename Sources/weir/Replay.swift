import ArgumentParser
import WeirShell

/// `weir replay FILE`: a session once more, from nothing.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", _superCommandName: "weir",
    abstract: "Runs a script or a recorded session entry by entry, and says where it first shows something else.",
    discussion: """
      Of a script, each statement is written with what it shows, as in a session. Such a text, or one that was copied from
      the terminal, is held against what its entries show now:

        weir replay analysis.weir > analysis.txt
        weir replay analysis.txt

      Status: 0 when everything is the same, 1 when something failed or differs.
      """)

  @Option(help: "The width of the screen that the values are laid out for.")
  var columns = 80

  @Argument(
    help: "A script, a script that `:save` wrote, or a recorded session; `-` is standard input.",
    completion: .file(extensions: ["weir", "txt"]))
  var file: String

  func validate() throws {
    guard !(20...1000).contains(columns) else { return }
    throw ValidationError("--columns is from 20 to 1000")
  }

  func run() throws {
    let status = ReplayedFile.replay(file, width: columns, console: Console(colour: .auto))
    if status != 0 { throw ExitCode(status) }
  }
}
