import WeirLanguage
import WeirModel
import WeirNatives
import WeirText

/// Finds what a name means to a person who asks: a command, a name of the session or the library, a site, a word of the
/// language.
struct HelpFinder {
  let session: Session
  private var library: LibraryHelp { LibraryHelp(session.interpreter.library) }

  func topic(_ name: String) -> HelpTopic? {
    if name.hasPrefix(":") { return command(String(name.dropFirst())) }
    if let value = session.interpreter.value(of: name) { return variable(name, value) }
    // A command's name without its colon, unless it is a word of the language.
    return library.topic(name) ?? (ColonCommand.all.contains { $0.name == name } ? command(name) : nil)
  }

  /// What is nearest to a name that nothing is known about: a word, or a site of a part of the model.
  func suggestion(for name: String) -> String? {
    if let word = Suggestion.best(for: name, among: everyName) { return word }
    guard name.contains("."), let site = Site.nearest(name), topic(site) != nil else { return nil }
    return site
  }

  private var everyName: [String] {
    session.interpreter.names + library.words + ColonCommand.all.map { ":" + $0.name }
  }

  private func command(_ name: String) -> HelpTopic? {
    guard let command = try? ColonCommand.named(name) else { return nil }
    return HelpTopic(heading: command.usage, summary: command.summary)
  }

  private func variable(_ name: String, _ value: Value) -> HelpTopic {
    var topic = library.topic(of: value)
    if value.asFunction != nil { return topic }
    topic.heading = "\(name): \(value.typeName)"
    if let entry = session.entries.last(where: { $0.outcome == .succeeded && $0.assigned.contains(name) }) {
      topic.place = entry.source.name
      topic.source = entry.source.text.trimmed
    }
    return topic
  }
}
