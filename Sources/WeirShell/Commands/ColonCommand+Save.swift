import WeirText

extension ColonCommand {
  static let save = ColonCommand("save", .required("FILE", .file), "Writes the entries that succeeded as a script") {
    shell, argument in
    // The digest of a large model takes a while.
    guard let script = shell.made({ shell.session.script }) else { return }
    try shell.session.world.write(Array(script.utf8), to: argument.unquoted)
    let kept = shell.session.entries.count { $0.outcome == .succeeded }
    shell.console.writeError(Markup("\(Count.of(kept, "entry", plural: "entries")) in \(argument.unquoted)\n", .dim))
  }
}
