import WeirText

extension ColonCommand {
  static let save = ColonCommand("save", .required("FILE", .file), "Writes the entries that succeeded as a script") {
    shell, argument in
    let script = shell.session.script
    try shell.session.world.write(Array(script.utf8), to: argument.unquoted)
    let kept = shell.session.entries.count { $0.outcome == .succeeded }
    shell.console.writeError(Markup("\(Count.of(kept, "entry", plural: "entries")) in \(argument.unquoted)\n", .dim))
  }
}
