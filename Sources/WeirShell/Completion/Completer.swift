import WeirLanguage
import WeirModel
import WeirText

/// The one function behind Tab, `weir complete` and editors: a text, a cursor and what the session knows give
/// candidates.
///
/// It changes nothing and loads nothing.
public enum Completer {
  /// What may stand at the byte `cursor`.
  public static func complete(_ text: String, at cursor: Int, facts: some CompletionFacts) -> Completion {
    if let symbol = UnicodeEntry.completion(text, at: cursor) { return symbol }
    let line = text.drop { $0 == " " }
    if line.hasPrefix(":") || line.hasPrefix("?") {
      return CommandCompletion.complete(text, at: cursor, facts: facts)
    }
    return program(text, at: cursor, facts)
  }

  /// Completion inside a program, wherever that program stands in its line.
  static func program(_ text: String, at cursor: Int, _ facts: some CompletionFacts) -> Completion {
    let reader = CompletionReader(text, cursor: cursor)
    let prefix = reader.prefix
    var completion = Completion(replaced: reader.start..<cursor)
    switch reader.place {
    case .nothing: break
    case .word(let call): completion.candidates = words(prefix, call, facts)
    case .member(let path):
      completion.candidates = matches(facts.members(of: path), prefix)
      if completion.candidates.isEmpty, path.count == 1, reader.isParameter(path[0]) {
        // What a sweep hands over is a head as a rule, or a run.
        completion.candidates =
          ModelCompletion(facts).sites(of: "H", prefix) + matches(facts.members(ofResultOf: "run"), prefix)
      }
    case .memberOfResult(let function): completion.candidates = matches(facts.members(ofResultOf: function), prefix)
    case .memberOfItem(let path): completion.candidates = matches(facts.members(ofItemsOf: path), prefix)
    case .site(let component): completion.candidates = ModelCompletion(facts).sites(of: component, prefix)
    case .value(let name, let call): completion.candidates = values(of: name, in: call, prefix, facts)
    case .subscript_(let path):
      let parts = subscripts(path, prefix, facts)
      let known = Set(parts.map(\.text))
      completion.candidates = parts + words(prefix, nil, facts).filter { !known.contains($0.text) }
    case .range(let component, let first):
      completion.candidates = matches(ModelCompletion(facts).ranges(of: component, from: first), prefix)
    case .axisValue(let axis, let path):
      completion.candidates = matches(axisValues(axis, path, facts), prefix) + words(prefix, nil, facts)
    case .string(let place):
      StringCompletion(facts).complete(place, prefix, isRaw: reader.isRaw, &completion)
    }
    return completion
  }

  /// What may stand first among brackets: the axes of a tensor; the parts of the model that a run has held.
  private static func subscripts(_ path: [String], _ prefix: String, _ facts: some CompletionFacts) -> [Candidate] {
    let axes = facts.axes(of: path)
    guard axes.isEmpty, facts.isRun(path) else {
      return matches(axes.map { Candidate($0 + ": ", .argument, "an axis") }, prefix)
    }
    let model = ModelCompletion(facts)
    return (prefix.isEmpty ? model.components("L") : []) + matches(model.sitesOutsideLayers, prefix)
  }

  private static func words(
    _ prefix: String, _ call: CompletionPlace.CallPlace?, _ facts: some CompletionFacts
  ) -> [Candidate] {
    var candidates: [Candidate] = []
    if let call, !call.isInFunction { candidates += matches(arguments(of: call, facts), prefix) }
    candidates += ModelCompletion(facts).components(prefix)
    // A bare Tab lists arguments or names of the session; all of the library would bury them.
    if prefix.isEmpty { return candidates + facts.boundNames }
    candidates += matches(facts.boundNames, prefix)
    let bound = Set(facts.boundNames.map(\.text))
    let keywords = TokenKind.reservedWords.map { Candidate($0, .keyword) }
    let library = facts.libraryNames.filter { !bound.contains($0.text) }
    candidates += matches(library + keywords, prefix)
    return candidates.isEmpty ? inner(facts.boundNames + library, prefix) : candidates
  }

  /// Candidates of which a later word begins with what was typed: `score` finds `induction_score`.
  private static func inner(_ candidates: [Candidate], _ prefix: String) -> [Candidate] {
    guard prefix.count > 2 else { return [] }
    let typed = prefix.lowercased()
    return candidates.filter { candidate in
      candidate.text.lowercased().split(separator: "_").dropFirst().contains { $0.hasPrefix(typed) }
    }
  }

  /// The parameters that a call has not been given yet, as `name: `.
  private static func arguments(
    of call: CompletionPlace.CallPlace, _ facts: some CompletionFacts
  ) -> [Candidate] {
    guard let signature = facts.signature(of: call.function) else { return [] }
    let documentation = facts.documentation(of: call.function)
    return signature.parameters.dropFirst(call.positional).compactMap { parameter in
      guard !parameter.isRest, !call.named.contains(parameter.name) else { return nil }
      let note = documentation?.parameters.first { $0.name == parameter.name }?.text
      let value = parameter.defaultValue.map { "= \($0.span.text)" }
      let form = [parameter.type?.span.text, value].compactMap(\.self).joined(separator: " ")
      let summary = [form, note ?? ""].filter { !$0.isEmpty }.joined(separator: "  ")
      return Candidate(parameter.name + ": ", .argument, summary)
    }
  }

  /// What a named argument may be: the values that its documentation lists, positions, models, and names.
  private static func values(
    of name: String, in call: CompletionPlace.CallPlace, _ prefix: String, _ facts: some CompletionFacts
  ) -> [Candidate] {
    var candidates = listedValues(of: name, in: call, facts).map { Candidate("\"\($0)\"", .value) }
    if name == "at" || name == "pos" { candidates += positions(facts.tokens) }
    let type = facts.signature(of: call.function)?.parameters.first { $0.name == name }?.type?.span.text
    if let type { candidates += makers(of: type, facts) }
    if type == "bool" { candidates += [Candidate("true", .keyword), Candidate("false", .keyword)] }
    if Completer.axisParameters.contains(name) {
      candidates += facts.axes(of: call.subject).map { Candidate("\"\($0)\"", .value, "an axis") }
    }
    let values = matches(candidates, prefix)
    return values + words(prefix, nil, facts).filter { word in !values.contains { $0.text == word.text } }
  }

  /// The functions that give what a parameter of some type takes, where the language has no literal for it.
  private static func makers(of type: String, _ facts: some CompletionFacts) -> [Candidate] {
    let kinds = type.split(separator: " ").map(String.init)
    return ["intervention", "component"].filter(kinds.contains).flatMap { facts.functions(giving: $0) }
  }

  /// Parameters that take the name of an axis of the call's first argument.
  static let axisParameters: Set<String> = ["axis", "over"]

  private static func positions(_ tokens: [String]) -> [Candidate] {
    tokens.enumerated().map { Candidate(String($0.offset), .position, TokenText.shown($0.element)) }
  }

  /// Places along an axis: positions as tokens, the model's layers and heads as numbers.
  private static func axisValues(_ axis: String, _ path: [String], _ facts: some CompletionFacts) -> [Candidate] {
    func numbers(_ count: Int, _ noun: String) -> [Candidate] {
      (0..<count).map { Candidate(String($0), .position, "\(noun) \($0)") }
    }
    switch axis {
    case "pos", "query", "key": return positions(facts.tokens)
    case "layer": return numbers(facts.configuration?.layerCount ?? 0, "layer")
    case "head": return numbers(facts.configuration?.headCount ?? 0, "head")
    default: return []
    }
  }

  /// The strings that the documentation of a parameter gives in backticks: `` `by`: `"zero"`; `"mean"` over ... ``.
  static func listedValues(
    of name: String, in call: CompletionPlace.CallPlace, _ facts: some CompletionFacts
  ) -> [String] {
    guard let note = facts.documentation(of: call.function)?.parameters.first(where: { $0.name == name })?.text else {
      return []
    }
    return note.split(separator: "`").compactMap { piece in
      piece.count > 2 && piece.hasPrefix("\"") && piece.hasSuffix("\"") ? String(piece.dropFirst().dropLast()) : nil
    }
  }

  /// Candidates that begin with what was typed, those in the same case first; then those that have it after a dot.
  ///
  /// A typed capital letter means itself, a small one either.
  static func matches(_ candidates: [Candidate], _ prefix: String) -> [Candidate] {
    let isExact = prefix.contains(where: \.isUppercase)
    let typed = prefix.lowercased()
    func begins(_ text: some StringProtocol) -> Bool {
      isExact ? text.hasPrefix(prefix) : text.lowercased().hasPrefix(typed)
    }
    var first: [Candidate] = []
    var second: [Candidate] = []
    var third: [Candidate] = []
    for candidate in candidates {
      if candidate.text.hasPrefix(prefix) {
        first.append(candidate)
      } else if begins(candidate.text) {
        second.append(candidate)
      } else if !prefix.isEmpty, candidate.text.split(separator: ".").dropFirst().contains(where: { begins($0) }) {
        third.append(candidate)
      }
    }
    return first + second + third
  }
}
