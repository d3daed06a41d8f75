import WeirLanguage

/// Candidates inside string literals: hook names, models, files, vocabulary items, listed values.
struct StringCompletion<Facts: CompletionFacts> {
  private let facts: Facts

  init(_ facts: Facts) { self.facts = facts }

  func complete(_ place: CompletionPlace.StringPlace, _ prefix: String, _ completion: inout Completion) {
    switch place {
    case .path: files(prefix, &completion)
    case .index(let path):
      let keys = facts.keys(of: path).map { Candidate($0, .field) }
      completion.candidates =
        Completer.matches(keys, prefix) + (keys.isEmpty ? ModelCompletion(facts).hookNames(prefix) : [])
    case .argument(let name, let call): argument(name, call, prefix, &completion)
    case .other:
      if prefix.hasPrefix("/") || prefix.hasPrefix("./") || prefix.hasPrefix("~/") { files(prefix, &completion) }
    }
  }

  private func argument(
    _ name: String?, _ call: CompletionPlace.CallPlace, _ prefix: String, _ completion: inout Completion
  ) {
    let parameters = facts.signature(of: call.function)?.parameters ?? []
    let place = call.positional
    let parameter = name ?? (parameters.indices.contains(place) ? parameters[place].name : nil)
    let listed = parameter.map { Completer.listedValues(of: $0, in: call, facts) } ?? []
    if !listed.isEmpty {
      completion.candidates = Completer.matches(listed.map { Candidate($0, .value) }, prefix)
    } else if let parameter, Completer.axisParameters.contains(parameter), !facts.axes(of: call.subject).isEmpty {
      let axes = facts.axes(of: call.subject).map { Candidate($0, .value, "an axis") }
      completion.candidates = Completer.matches(axes, prefix)
    } else if call.function == "load" || parameter == "model" {
      completion.candidates = Completer.matches(facts.modelNames, prefix)
      if completion.candidates.isEmpty || prefix.contains("/") { files(prefix, &completion) }
    } else if call.function == "token" {
      completion.candidates = facts.vocabulary(prefix, limit: 50).map { Candidate($0, .token, TokenText.shown($0)) }
    } else if let parameter, ["path", "file", "folder"].contains(parameter) {
      files(prefix, &completion)
    } else if let parameter, ["site", "at_site", "stop_at", "read", "from", "to"].contains(parameter) {
      completion.candidates = ModelCompletion(facts).hookNames(prefix)
    } else if prefix.hasPrefix("/") || prefix.hasPrefix("./") || prefix.hasPrefix("~/") {
      files(prefix, &completion)
    }
  }

  /// Files below the folder that was typed; only the last part of the path is replaced.
  func files(_ prefix: String, _ completion: inout Completion) {
    let cut = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
    let folder = String(prefix[..<cut])
    let name = String(prefix[cut...])
    let isHiddenWanted = name.hasPrefix(".")
    let files = facts.files(in: folder.isEmpty ? "." : folder).sorted()
      .filter { $0.hasPrefix(name) && (isHiddenWanted || !$0.hasPrefix(".")) }
    completion.replaced = (completion.replaced.lowerBound + folder.utf8.count)..<completion.replaced.upperBound
    completion.candidates += files.map { Candidate($0, .file) }
  }
}
