// What happens before the first prompt.

import WeirNatives
import WeirText

extension Shell {
  /// At most three lines: version, model, how to get help and how to leave.
  func greet() {
    let width = console.terminal.width
    console.write(HelpPage.prose("weir \(Version.number) · \(modelLine)", width: width) + Markup("\n"))
    console.write(HelpPage.prose("`?` help · `:help commands` · `:quit` or Ctrl-D leaves", width: width) + Markup("\n"))
    noteHistory()
  }

  /// Says once why entries do not outlive the session.
  func noteHistory() {
    guard let problem = history.problem, problem != notedProblem else { return }
    notedProblem = problem
    console.writeError(Markup("history is not kept: \(problem)\n", .dim))
  }

  private var modelLine: String { "the bundled model `brook` is used until you `load` one" }

  /// Takes up what was set in earlier sessions.
  func loadSettings() {
    guard let file = SettingsFile.standard(session.world.environment) else { return }
    let (kept, problems) = file.load()
    settings = kept
    for problem in problems.prefix(3) {
      let path = file.shortPath(session.world.environment)
      console.writeError(Markup("\(path): \(problem.message); the line is left out\n", .dim))
    }
    if session.world.environment("WEIR_HINTS") == "0" { try? settings.set("hints", to: "off") }
    if settings["keys"] == "vi" { useKeys() }
    // The variable is of this session and wins over what was kept.
    if session.world.environment("WEIR_PICTURES") == nil, let choice = PictureChoice(rawValue: settings["pictures"]) {
      console.figures.choice = choice
    }
  }

  /// Makes the editor's keys those that are set; vi's commands walk and search the editor's own copy of the history.
  func useKeys() {
    guard let editor = editor as? EditLineEditor else { return }
    editor.useVi(settings["keys"] == "vi")
    if settings["keys"] == "vi" { history.entries.forEach(editor.remember) }
  }

  /// Runs the person's own start-up file; an error in it is shown and does not stop the shell.
  func runInit() {
    guard let folder = ConfigurationFolder.path(session.world.environment),
      let source = try? SourceText.file(folder + "/init.weir")
    else { return }
    let outcome = onThread { self.session.run(source, as: .entry) }
    finish(outcome, seconds: 0)
  }
}
