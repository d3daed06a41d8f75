// What happens before the first prompt.

import WeirText

extension Shell {
  /// At most three lines: version, model, how to get help and how to leave.
  func greet() {
    console.write(Markup("weir \(Version.number)", .strong) + Markup(" · \(modelLine)\n"))
    console.write(Markup("? help · :help commands · :quit or Ctrl-D leaves\n", .dim))
    if let problem = history.problem { console.writeError(Markup("history is not kept: \(problem)\n", .dim)) }
  }

  private var modelLine: String { "the bundled model `brook` is used until you `load` one" }

  /// Runs the person's own start-up file; an error in it is shown and does not stop the shell.
  func runInit() {
    let environment = session.world.environment
    let folder = environment("XDG_CONFIG_HOME") ?? environment("HOME").map { $0 + "/.config" }
    guard let folder, folder.hasPrefix("/"), let source = try? SourceText.file(folder + "/weir/init.weir") else {
      return
    }
    let outcome = onThread { self.session.run(source) }
    finish(outcome, seconds: 0)
  }
}
