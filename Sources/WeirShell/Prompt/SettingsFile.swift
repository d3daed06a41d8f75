import WeirNatives
import WeirText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where what was set outlives a session: one `name value` a line, beside `init.weir`.
struct SettingsFile {
  let path: String

  /// The file that the environment asks for; nil where there is no home.
  static func standard(_ environment: (String) -> String?) -> SettingsFile? {
    ConfigurationFolder.path(environment).map { SettingsFile(path: $0 + "/settings") }
  }

  /// The path as a person writes it, `~/.config/weir/settings`.
  func shortPath(_ environment: (String) -> String?) -> String {
    guard let home = environment("HOME"), home.count > 1, path.hasPrefix(home + "/") else { return path }
    return "~" + path.dropFirst(home.count)
  }

  /// What was kept, and what is wrong with the lines that are left out.
  func load() -> (settings: Settings, problems: [ShellProblem]) {
    var settings = Settings()
    var problems: [ShellProblem] = []
    for line in ((try? SourceText.file(path).text) ?? "").split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard let name = words.first else { continue }
      do throws(ShellProblem) {
        try settings.set(name, to: words.count > 1 ? words[1].trimmed : "")
      } catch {
        problems.append(error)
      }
    }
    return (settings, problems)
  }

  /// Keeps what differs from the defaults.
  func save(_ settings: Settings) throws {
    let lines = Settings.all.filter { settings[$0.name] != $0.values.first }.map { "\($0.name) \(settings[$0.name])\n" }
    let folder = path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    var made = ""
    for part in folder.split(separator: "/") {
      made += "/" + part
      mkdir(made, 0o700)
    }
    try World(write: { _ in }, draw: { _ in }).write(Array(lines.joined().utf8), to: path)
  }
}

/// The person's own folder for what the prompt reads at its start.
enum ConfigurationFolder {
  static func path(_ environment: (String) -> String?) -> String? {
    let folder =
      environment("XDG_CONFIG_HOME").flatMap { $0.isEmpty ? nil : $0 } ?? environment("HOME").map { $0 + "/.config" }
    guard let folder, folder.hasPrefix("/") else { return nil }
    return folder + "/weir"
  }
}
