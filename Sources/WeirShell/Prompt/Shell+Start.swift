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

  /// Takes up what was set in earlier sessions.
  func loadSettings() {
    guard let file = SettingsFile.standard(session.world.environment) else { return }
    settings = file.load()
    if session.world.environment("WEIR_HINTS") == "0" { try? settings.set("hints", to: "off") }
    if settings["keys"] == "vi" { (editor as? EditLineEditor)?.useVi(true) }
    // The variable is of this session and wins over what was kept.
    if session.world.environment("WEIR_PICTURES") == nil, let choice = PictureChoice(rawValue: settings["pictures"]) {
      console.figures.choice = choice
    }
  }

  /// Runs the person's own start-up file; an error in it is shown and does not stop the shell.
  func runInit() {
    guard let folder = ConfigurationFolder.path(session.world.environment),
      let source = try? SourceText.file(folder + "/init.weir")
    else { return }
    let outcome = onThread { self.session.run(source) }
    finish(outcome, seconds: 0)
  }
}
