import WeirText

extension ColonCommand {
  static let why = ColonCommand("why", .required("NAME", .variable), "Shows the smallest script that rebuilds a value")
  {
    shell, argument in
    let steps = shell.session.recipe(for: argument)
    guard !steps.isEmpty else {
      let names = shell.session.interpreter.names
      throw ShellProblem.unknownName(argument, suggestion: Suggestion.best(for: argument, among: names))
    }
    shell.present(SyntaxPainter.paint(Session.text(of: steps)))
    if let changed = shell.session.change(since: argument) {
      shell.console.writeError(Markup("`\(argument)` is stale: `\(changed)` changed after it was computed\n", .dim))
    }
  }
}
