import WeirLanguage
import WeirModel
import WeirText

/// Search in names and documentation.
struct Apropos {
  let session: Session

  /// Names that have a word in themselves or in their documentation, those in the name first.
  func search(_ word: String) -> [(name: String, summary: String)] {
    let wanted = word.lowercased()
    guard wanted.count > 1 else { return [] }
    let all = topics
    let named = all.filter { $0.name.lowercased().contains(wanted) }
    let mentioned = all.filter { topic in
      !topic.name.lowercased().contains(wanted) && topic.text.lowercased().contains(wanted)
    }
    return (named + mentioned).map { ($0.name, $0.summary) }
  }

  private struct Topic {
    let name: String
    let summary: String
    let text: String
  }

  private var topics: [Topic] {
    let library = session.interpreter.library
    var topics: [Topic] = []
    for module in library.modules.map(\.name) {
      for declaration in (try? library.declarations(in: module)) ?? [] {
        let isBare = library.has(declaration.name)
        let documentation = declaration.documentation
        let text =
          [documentation?.summary ?? ""] + (documentation?.body ?? []) + (documentation?.parameters.map(\.text) ?? [])
        topics.append(
          Topic(
            name: isBare ? declaration.name : "\(module).\(declaration.name)", summary: documentation?.summary ?? "",
            text: text.joined(separator: "\n")))
      }
    }
    topics += SiteDescription.all.map {
      Topic(name: $0.text, summary: $0.summary, text: $0.summary + " " + $0.hookPattern)
    }
    topics += ColonCommand.all.map { Topic(name: ":" + $0.name, summary: $0.summary, text: $0.summary) }
    return topics.sorted { $0.name < $1.name }
  }
}
