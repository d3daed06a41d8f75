import WeirText

extension ColonCommand {
  static let reset = ColonCommand("reset", .none, "Forgets every name of this session and starts anew") { shell, _ in
    shell.session = try Session.standard(world: shell.session.world)
    shell.console.writeError(Markup("a new session\n", .dim))
  }
}
