import ArgumentParser

/// The words that are commands when they come first; a file of such a name is run as `./complete`.
enum Subcommands {
  static let all: [(name: String, command: any ParsableCommand.Type)] = [
    ("complete", Complete.self)
  ]
}
