extension ColonCommand {
  static let help = ColonCommand(
    "help", .optional("NAME", .name), "Explains a name; `:help commands` lists the commands, `:help /word` searches"
  ) { shell, argument in shell.help(argument) }
}
