extension ColonCommand {
  static let version = ColonCommand(
    "version", .none, "Says which Weir this is, and on what it runs", isIndependent: true
  ) { shell, _ in
    shell.console.write(Version.line + "\n" + Version.details.map { "  \($0)\n" }.joined())
  }
}
