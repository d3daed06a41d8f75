import WeirLanguage
import WeirModel
import WeirText

/// Search in names, documentation and the words by which people look for what they cannot name.
struct Apropos {
  let session: Session

  /// What mentions all words of a query, best first: in the name, in search terms and summary, elsewhere.
  func search(_ query: String) -> [(name: String, summary: String)] {
    let wanted = Self.words(query)
    guard wanted.contains(where: { $0.count > 1 }) else { return [] }
    let phrase = wanted.joined(separator: " ")
    let ranked = topics.compactMap { topic in topic.rank(wanted, phrase).map { (rank: $0, topic: topic) } }
    return ranked.sorted { ($0.rank, $0.topic.name) < ($1.rank, $1.topic.name) }.map {
      ($0.topic.name, $0.topic.summary)
    }
  }

  /// The search term that was most likely meant by a query that nothing mentions.
  func suggestion(for query: String) -> String? {
    let known = Set(topics.flatMap { Self.words($0.name) + $0.terms.flatMap(Self.words) + Self.words($0.summary) })
    return Suggestion.best(for: query, among: known.filter { $0.count > 2 })
  }

  private struct Topic {
    let name: String
    let summary: String
    var terms: [String] = []
    let text: String

    /// Where all wanted words stand: 0 the name itself, 1 a search term, 2 in the name, 3 among terms, name and summary,
    /// 4 anywhere; nil when one is missing.
    func rank(_ wanted: [String], _ phrase: String) -> Int? {
      let inName = Apropos.words(name)
      if inName == wanted { return 0 }
      let inTerms = terms.map(Apropos.words)
      if inTerms.contains(where: { $0.joined(separator: " ") == phrase }) { return 1 }
      if Self.contains(inName, wanted) { return 2 }
      let near = inName + inTerms.flatMap(\.self) + Apropos.words(summary)
      if Self.contains(near, wanted) { return 3 }
      return Self.contains(near + Apropos.words(text), wanted) ? 4 : nil
    }

    /// Whether each wanted word begins one of the words; of longer ones a part is enough.
    private static func contains(_ words: [String], _ wanted: [String]) -> Bool {
      wanted.allSatisfy { part in words.contains { $0.hasPrefix(part) || (part.count > 3 && $0.contains(part)) } }
    }
  }

  /// The words of a text in one spelling: small letters, `-ize` for `-ise`, one noun for its plural.
  static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { word in
      var word = String(word)
      for (british, american) in [("ise", "ize"), ("ised", "ized"), ("ising", "izing"), ("isation", "ization")]
      where word.count > british.count + 3 && word.hasSuffix(british) {
        word = word.dropLast(british.count) + american
      }
      if word.hasPrefix("colour") { word = "color" + word.dropFirst(6) }
      let isPlural = word.count > 4 && word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us")
      return isPlural ? String(word.dropLast()) : word
    }
  }

  private var topics: [Topic] {
    let library = session.interpreter.library
    var topics: [Topic] = []
    for module in library.modules.map(\.name) {
      for declaration in (try? library.declarations(in: module)) ?? [] {
        let isBare = library.has(declaration.name)
        let documentation = declaration.documentation
        let text = (documentation?.body ?? []) + (documentation?.parameters.map(\.text) ?? [])
        topics.append(
          Topic(
            name: isBare ? declaration.name : "\(module).\(declaration.name)",
            summary: documentation?.firstSentence ?? "",
            terms: documentation?.searchTerms ?? [], text: text.joined(separator: "\n")))
      }
    }
    topics += SiteDescription.all.map { Topic(name: $0.text, summary: $0.summary, text: $0.hookPattern) }
    topics += ColonCommand.all.map { Topic(name: ":" + $0.name, summary: $0.summary, text: "") }
    return topics
  }
}
