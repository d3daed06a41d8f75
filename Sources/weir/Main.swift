import ArgumentParser
import WeirShell

/// The command line.
@main
struct Weir: ParsableCommand {
  mutating func run() throws {}
}
