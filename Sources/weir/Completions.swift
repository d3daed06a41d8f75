import ArgumentParser
import WeirShell

/// The command line as shells complete it: the options of `weir` itself, and the commands that may come first.
///
/// It is never run. What a shell asks for besides the script, such as the names of models, comes as a request.
struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weir", subcommands: Subcommands.all.map(\.command))

  @OptionGroup var options: Weir

  /// The word with which a completion script asks for candidates.
  static let request = "---completion"
}

extension CompletionKind {
  /// Models that are on this machine.
  static var models: CompletionKind { .custom { _, _, prefix in beginning(with: prefix, ShellCompletion.models()) } }

  /// Names that the hub's models go by.
  static var repositories: CompletionKind {
    .custom { _, _, prefix in beginning(with: prefix, ShellCompletion.repositories) }
  }

  /// Codes of errors.
  static var codes: CompletionKind { .custom { _, _, prefix in beginning(with: prefix, ShellCompletion.codes) } }

  private static func beginning(with prefix: String, _ names: [String]) -> [String] {
    names.filter { $0.hasPrefix(prefix) }
  }
}
