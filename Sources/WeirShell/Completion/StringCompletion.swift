import WeirLanguage
import WeirText

/// Candidates inside string literals: hook names, models, files, vocabulary items, listed values.
struct StringCompletion<Facts: CompletionFacts> {
  private let facts: Facts

  init(_ facts: Facts) { self.facts = facts }

  /// Candidates as they are written in the string; `typed` is what stands there, escapes and all.
  func complete(
    _ place: CompletionPlace.StringPlace, _ typed: String, isRaw: Bool, _ completion: inout Completion
  ) {
    guard let prefix = isRaw ? typed : Self.unescaped(typed) else { return }
    switch place {
    case .path: files(prefix, &completion)
    case .index(let path, let axis): index(path, axis, prefix, &completion)
    case .argument(let name, let call): argument(name, call, prefix, &completion)
    case .other:
      if prefix.hasPrefix("/") || prefix.hasPrefix("./") || prefix.hasPrefix("~/") { files(prefix, &completion) }
    }
    guard !isRaw else { return }
    // Only the last part of a path is replaced, and an escape never holds the mark between two parts.
    let isPath = completion.candidates.contains { $0.kind == .file }
    let kept = isPath ? typed.lastIndex(of: "/").map { typed[...$0].utf8.count } ?? 0 : 0
    completion.candidates = completion.candidates.map(\.inString)
    completion.replaced = (completion.replaced.upperBound - typed.utf8.count + kept)..<completion.replaced.upperBound
  }

  /// What escapes stand for; nil where one is not finished.
  private static func unescaped(_ typed: String) -> String? {
    guard typed.contains("\\") else { return typed }
    let tokens = Lexer.tokens(of: Source(name: "", text: "\"" + typed + "\""))
    guard case .complete(let program) = Parser.parse(tokens.source),
      case .expression(let value, _)? = program.statements.first?.kind, case .string(let parts) = value.kind
    else { return nil }
    return parts.map { part in if case .text(let text) = part { text } else { "" } }.joined()
  }

  /// Keys of a record, tokens along an axis, hook names of a run.
  private func index(_ path: [String], _ axis: String?, _ prefix: String, _ completion: inout Completion) {
    switch axis {
    case "pos", "query", "key":
      var seen: Set<String> = []
      completion.candidates = facts.tokens.filter { $0.hasPrefix(prefix) && seen.insert($0).inserted }.map(token)
    case "vocab": completion.candidates = facts.vocabulary(prefix, limit: 50).map(token)
    case .some: break
    case nil:
      let keys = facts.keys(of: path).map { Candidate($0, .field) }
      completion.candidates =
        Completer.matches(keys, prefix) + (keys.isEmpty ? ModelCompletion(facts).hookNames(prefix) : [])
    }
  }

  private func token(_ text: String) -> Candidate {
    Candidate(text, .token, TokenText.shown(text), shown: TokenText.bare(text))
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
    } else if call.function == "token" || isToken(parameters.first { $0.name == parameter }) {
      completion.candidates = facts.vocabulary(prefix, limit: 50).map(token)
    } else if let parameter, ["path", "file", "folder"].contains(parameter) {
      files(prefix, &completion)
    } else if let parameter, ["site", "at_site", "stop_at", "read", "from", "to"].contains(parameter) {
      completion.candidates = ModelCompletion(facts).hookNames(prefix)
    } else if prefix.hasPrefix("/") || prefix.hasPrefix("./") || prefix.hasPrefix("~/") {
      files(prefix, &completion)
    }
  }

  private func isToken(_ parameter: Signature.Parameter?) -> Bool {
    parameter?.type?.span.text.split(separator: " ").contains("token") ?? false
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
    completion.candidates += files.map { Candidate($0, .file, $0.hasSuffix("/") ? "folder" : "") }
  }
}
