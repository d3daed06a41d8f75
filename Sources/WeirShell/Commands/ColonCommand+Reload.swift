extension ColonCommand {
  static let reload = ColonCommand("reload", .none, "Runs the file loaded last once more") { shell, _ in
    guard let path = shell.loadedFile else { throw ShellProblem.nothingToReload }
    try shell.load(path)
  }
}
