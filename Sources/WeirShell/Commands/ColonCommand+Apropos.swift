extension ColonCommand {
  static let apropos = ColonCommand("apropos", .required("WORD"), "Lists what mentions a word") { shell, argument in
    shell.apropos(argument)
  }
}
