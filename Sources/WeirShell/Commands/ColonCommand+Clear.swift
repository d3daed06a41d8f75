extension ColonCommand {
  static let clear = ColonCommand("clear", .none, "Clears the screen; Ctrl-L does too", isIndependent: true) {
    shell, _ in
    if shell.console.terminal.isTerminal { shell.console.write("\u{1B}[H\u{1B}[2J") }
  }
}
