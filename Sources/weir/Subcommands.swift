import ArgumentParser

/// The words that are commands when they come first; a file of such a name is run as `./check`.
enum Subcommands {
  static let all: [(name: String, command: any ParsableCommand.Type)] = [
    ("check", Check.self), ("complete", Complete.self), ("doc", Doc.self), ("doctor", Doctor.self),
    ("explain", Explain.self), ("fmt", Format.self), ("grammar", Grammar.self), ("help", Help.self),
    ("models", Models.self),
    ("pull", Pull.self), ("replay", Replay.self), ("report", Report.self), ("test", Test.self),
  ]
}
