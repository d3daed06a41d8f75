extension ColonCommand {
  static let load = ColonCommand(
    "load", .required("FILE", .file), "Runs a file in this session, as if it had been typed"
  ) {
    shell, argument in try shell.load(argument.unquoted)
  }
}

extension Shell {
  /// Runs a file; its values are not echoed.
  func load(_ path: String) throws {
    let source = try SourceText.file(path)
    loadedFile = path
    if let note = SavedHead(source.text)?.note { console.report([note]) }
    let start = session.world.clock()
    let outcome = onThread { self.session.run(source, as: .entry) }
    finish(outcome, seconds: session.world.clock() - start)
  }
}

extension String {
  /// Without quotation marks around it.
  var unquoted: String { count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self }
}
