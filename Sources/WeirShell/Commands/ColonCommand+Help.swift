import WeirText

extension ColonCommand {
  static let help = ColonCommand(
    "help", .optional("NAME", .name), "Explains a name; `:help commands` lists the commands"
  ) {
    shell, argument in shell.help(argument)
  }
}

extension Shell {
  func help(_ name: String) {
    switch name {
    case "": console.write(Self.overview)
    case "commands": listCommands()
    default: help(about: name)
    }
  }

  private func listCommands() {
    let width = ColonCommand.all.map(\.usage.displayWidth).max() ?? 0
    for command in ColonCommand.all {
      console.write(
        Markup(command.usage.padded(toWidth: width + 2), .strong)
          + Markup(command.summary.clipped(toWidth: max(20, console.terminal.width - width - 3)) + "\n"))
    }
    console.write(Markup("A beginning of a name that fits only one command is enough.\n", .dim))
  }

  private func help(about name: String) {
    if name.hasPrefix(":"), let command = try? ColonCommand.named(String(name.dropFirst())) {
      console.write(Markup(command.usage, .strong) + Markup("  " + command.summary + "\n"))
      return
    }
    console.report([Diagnostic(ShellProblem.unknownName(name, suggestion: nil))])
  }

  func showSource(_ name: String) { help(about: name) }

  private static var overview: Markup {
    Markup("?name", .strong) + Markup("  what a function does, with examples      ")
      + Markup("??name", .strong) + Markup("  its source\n")
      + Markup(":help commands", .strong) + Markup("  the commands of this prompt      ")
      + Markup(":quit", .strong) + Markup("  or Ctrl-D leaves\n")
  }
}
