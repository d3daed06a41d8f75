import WeirLanguage
import WeirModel
import WeirText

/// Finds what a name means to a person who asks: a command, a name of the session or the library, a site, a word of the
/// language.
struct HelpFinder {
  let session: Session

  func topic(_ name: String) -> HelpTopic? {
    if name.hasPrefix(":") { return command(String(name.dropFirst())) }
    if let value = session.interpreter.value(of: name) { return variable(name, value) }
    if let declaration = try? session.interpreter.library.declaration(of: name) {
      return HelpTopic(declaration: declaration)
    }
    if let module = module(name) { return module }
    return WordHelp.topic(name) ?? site(name)
  }

  /// What is nearest to a name that nothing is known about.
  func suggestion(for name: String) -> String? { Suggestion.best(for: name, among: everyName) }

  private var everyName: [String] {
    let library = session.interpreter.library
    return session.interpreter.names + library.names + library.moduleNames + WordHelp.words
      + SiteDescription.all.map(\.text) + ColonCommand.all.map { ":" + $0.name }
  }

  private func command(_ name: String) -> HelpTopic? {
    guard let command = try? ColonCommand.named(name) else { return nil }
    return HelpTopic(heading: command.usage, summary: command.summary)
  }

  private func variable(_ name: String, _ value: Value) -> HelpTopic {
    if let function = value.asFunction { return HelpTopic(function: function) }
    var topic = HelpTopic(heading: "\(name): \(value.typeName)", summary: value.oneLine(width: 200))
    if let entry = session.entries.last(where: { $0.outcome == .succeeded && $0.assigned.contains(name) }) {
      topic.place = entry.source.name
      topic.source = entry.source.text.trimmed
    }
    if case .object(let object) = value, !object.memberNames.isEmpty {
      topic.body = ["after a dot: " + object.memberNames.joined(separator: ", ")]
    }
    return topic
  }

  private func module(_ name: String) -> HelpTopic? {
    let library = session.interpreter.library
    guard library.moduleNames.contains(name) else { return nil }
    var topic = HelpTopic(heading: "module \(name)", summary: "`use \(name)`, then `\(name).NAME`")
    topic.contents = ((try? library.declarations(in: name)) ?? []).map { ($0.heading, $0.documentation?.summary ?? "") }
    topic.source = library.modules.first { $0.name == name }?.source.text
    return topic
  }

  /// A site by its own name, after a component, or by its hook name.
  private func site(_ name: String) -> HelpTopic? {
    let known = (try? Site(parsing: name))?.name ?? SiteName(text: name)
    if let description = known?.description { return topic(of: description) }
    guard name.hasPrefix("L"), let component = Component(parsing: name) else { return nil }
    return HelpTopic(
      heading: name,
      summary: "a component of the model: \(component.text); after a dot stands a site, such as `\(name).z`")
  }

  private func topic(of description: SiteDescription) -> HelpTopic {
    let component = description.isLayered ? (description.axes.contains(.head) ? "L5H1." : "L5.") : ""
    var topic = HelpTopic(heading: component + description.text, summary: description.summary)
    topic.body = ["hook name: \(description.hookName(layer: 5))"]
    return topic
  }
}
