import WeirText

extension ColonCommand {
  static let time = ColonCommand("time", .required("PROGRAM", .program), "Runs a program and says how long it took") {
    shell, argument in
    let start = shell.session.world.clock()
    let outcome = shell.onThread { shell.session.run(entry: argument) { shell.echo($0) } }
    let seconds = shell.session.world.clock() - start
    shell.finish(outcome, seconds: 0)
    shell.console.writeError(Markup(Duration.text(seconds) + "\n", .dim))
  }
}
