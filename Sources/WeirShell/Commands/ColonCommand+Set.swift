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
    if let file = SettingsFile.standard(shell.session.world.environment) { try? file.save(shell.settings) }
    if words[0] == "keys" { (shell.editor as? EditLineEditor)?.useVi(words[1] == "vi") }
  }

  private static func list(_ shell: Shell, _ name: String?) throws {
    for setting in Settings.all where name == nil || setting.name == name {
      let values = setting.values.joined(separator: "|")
      shell.console.write(
        Markup("\(setting.name.padded(toWidth: 8)) \(shell.settings[setting.name].padded(toWidth: 6))")
          + Markup(" \(values): \(setting.summary)\n", .dim))
    }
    if let name, !Settings.all.contains(where: { $0.name == name }) {
      throw ShellProblem.unknownSetting(name, suggestion: Suggestion.best(for: name, among: Settings.all.map(\.name)))
    }
  }
}
