// Colon commands steer the shell and are no part of the language. Each is a record in a file of its own; `all` lists them.

import WeirText

/// A command of the prompt: `:name argument`.
public struct ColonCommand: Sendable {
  /// What follows the name, for help and for completion.
  public enum Argument: Sendable, Equatable {
    case none
    case optional(String, Kind = .none)
    case required(String, Kind = .none)

    /// How it is completed.
    public enum Kind: Sendable {
      case none, code, file, folder, name, program, setting, variable
    }

    public var kind: Kind {
      switch self {
      case .none: .none
      case .optional(_, let kind), .required(_, let kind): kind
      }
    }
  }

  public let name: String
  public let argument: Argument
  /// One sentence without a full stop.
  public let summary: String
  /// Whether it touches nothing of the session, nor what an evaluation reads, and so need not wait for its end.
  let isIndependent: Bool
  let run: @Sendable (Shell, String) throws -> Void

  init(
    _ name: String, _ argument: Argument = .none, _ summary: String, isIndependent: Bool = false,
    run: @escaping @Sendable (Shell, String) throws -> Void
  ) {
    self.name = name
    self.argument = argument
    self.summary = summary
    self.isIndependent = isIndependent
    self.run = run
  }

  /// `:save FILE`.
  public var usage: String {
    switch argument {
    case .none: ":\(name)"
    case .optional(let what, _): ":\(name) [\(what)]"
    case .required(let what, _): ":\(name) \(what)"
    }
  }

  /// Every command, by the alphabet.
  public static let all: [ColonCommand] = [
    apropos, cd, clear, edit, explain, help, history, hooks, load, model, quit, reload, replay, reset, save, set,
    source, time, tour,
    type,
    vars, version, why,
  ]

  /// The command that a name or an unambiguous beginning of one means.
  static func named(_ name: String) throws(ShellProblem) -> ColonCommand {
    if let exact = all.first(where: { $0.name == name }) { return exact }
    let candidates = name.isEmpty ? [] : all.filter { $0.name.hasPrefix(name) }
    if candidates.count == 1 { return candidates[0] }
    if candidates.count > 1 { throw .ambiguousCommand(name, candidates: candidates.map(\.name)) }
    throw .unknownCommand(name, suggestion: Suggestion.best(for: name, among: all.map(\.name)))
  }
}

extension Shell {
  func run(command name: String, _ argument: String) {
    do {
      if name.isEmpty { return listCommands() }
      let command = try ColonCommand.named(name)
      switch command.argument {
      case .none where !argument.isEmpty: throw ShellProblem.noArgument(command: command.name)
      case .required(let what, _) where argument.isEmpty:
        throw ShellProblem.missingArgument(command: command.name, argument: what)
      default: try command.run(self, argument)
      }
    } catch {
      finish(session.attempt { throw error }, seconds: 0)
    }
  }
}
