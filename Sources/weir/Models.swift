import ArgumentParser
import WeirShell

/// `weir models`: the models that `load` finds by name.
struct Models: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", _superCommandName: "weir",
    abstract: "Lists the models that are there: name, family, size, where, whether complete.")

  func run() throws {
    if !ModelListingPage.write(to: Console(colour: .auto)) { throw ExitCode(1) }
  }
}
