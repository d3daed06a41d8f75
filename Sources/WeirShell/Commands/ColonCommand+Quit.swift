extension ColonCommand {
  static let quit = ColonCommand(
    "quit", .none, "Leaves the shell; Ctrl-D on an empty line does too", isIndependent: true
  ) { shell, _ in shell.status = 0 }
}
