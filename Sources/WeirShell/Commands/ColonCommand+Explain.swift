extension ColonCommand {
  static let explain = ColonCommand(
    "explain", .optional("CODE", .code),
    "Explains an error or warning: what happened, what raises it, how to mend it; alone the error shown last"
  ) { shell, argument in
    _ = ExplainedCode.explain(argument.isEmpty ? shell.lastCode ?? "" : argument, console: shell.console)
  }
}
