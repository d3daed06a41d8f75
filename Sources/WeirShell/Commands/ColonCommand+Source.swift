extension ColonCommand {
  static let source = ColonCommand(
    "source", .required("NAME", .name), "Shows a definition as it is written; so does `??name`"
  ) {
    shell, argument in shell.showSource(argument)
  }
}
