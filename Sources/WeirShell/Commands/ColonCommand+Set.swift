import WeirNatives
import WeirText

extension ColonCommand {
  static let set = ColonCommand(
    "set", .optional("NAME VALUE", .setting), "Changes a setting, for later sessions too, or lists them all"
  ) {
    shell, argument in
    let words = argument.split(separator: " ").map(String.init)
    guard words.count >= 2 else {
      return try list(shell, words.first)
    }
    try shell.settings.set(words[0], to: words[1])
    if words[0] == "pictures", let choice = PictureChoice(rawValue: words[1]) { shell.console.figures.choice = choice }
    if words[0] == "keys" { shell.useKeys() }
    guard let file = SettingsFile.standard(shell.session.world.environment) else { return }
    do { try file.save(shell.settings) } catch {
      let reason = (error as? any Problem)?.message ?? "it cannot be kept"
      shell.console.writeError(Markup("for this session only: \(reason)\n", .dim))
    }
  }

  private static func list(_ shell: Shell, _ name: String?) throws {
    let width = Settings.all.map(\.name.count).max() ?? 0
    let rows = Settings.all.filter { name == nil || $0.name == name }.map { setting in
      (
        term: Markup(setting.name.padded(toWidth: width + 2)) + Markup(shell.settings[setting.name], .strong),
        meaning: "\(setting.choices): \(setting.summary)"
      )
    }
    shell.present(HelpPage.definitions(rows, width: shell.console.terminal.width))
    if let name, !Settings.all.contains(where: { $0.name == name }) {
      throw ShellProblem.unknownSetting(name, suggestion: Suggestion.best(for: name, among: Settings.all.map(\.name)))
    }
  }
}
