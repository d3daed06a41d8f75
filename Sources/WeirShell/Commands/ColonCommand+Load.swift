import WeirText

extension ColonCommand {
  static let load = ColonCommand(
    "load", .required("FILE", .file), "Runs a file in this session, as if it had been typed"
  ) {
    shell, argument in
    let source = try SourceText.file(argument.unquoted)
    let start = shell.session.world.clock()
    let outcome = shell.onThread { shell.session.run(source) }
    shell.finish(outcome, seconds: shell.session.world.clock() - start)
  }
}

extension String {
  /// Without quotation marks around it.
  var unquoted: String { count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self }
}
