// Completion of what is not the language: colon commands and their arguments, and names after `?`.

enum CommandCompletion {
  static func complete(_ text: String, at cursor: Int, facts: some CompletionFacts) -> Completion {
    let bytes = Array(text.utf8.prefix(cursor))
    let typed = String(decoding: bytes, as: UTF8.self)
    let line = typed.drop { $0 == " " }
    if line.hasPrefix("?") { return help(typed, from: line.drop { $0 == "?" || $0 == " " }, facts) }
    guard let space = line.firstIndex(of: " ") else {
      let name = line.dropFirst()
      let commands = ColonCommand.all.map { Candidate($0.name, .command, $0.summary) }
      return Completion(
        replaced: (cursor - name.utf8.count)..<cursor, candidates: Completer.matches(commands, String(name)))
    }
    guard let command = try? ColonCommand.named(String(line[line.index(after: line.startIndex)..<space])) else {
      return Completion(replaced: cursor..<cursor)
    }
    let argument = line[space...].drop { $0 == " " }
    return complete(command, argument, typed, facts)
  }

  private static func complete(
    _ command: ColonCommand, _ argument: Substring, _ typed: String, _ facts: some CompletionFacts
  ) -> Completion {
    let cursor = typed.utf8.count
    let start = cursor - argument.utf8.count
    switch command.argument.kind {
    case .none: return Completion(replaced: cursor..<cursor)
    case .code: return Completion(replaced: start..<cursor, candidates: codes(argument))
    case .file, .folder:
      // A name may stand between quotation marks.
      let quote = argument.hasPrefix("\"") ? 1 : 0
      var completion = Completion(replaced: (start + quote)..<cursor)
      StringCompletion(facts).files(String(argument.dropFirst(quote)), &completion)
      if command.argument.kind == .folder { completion.candidates.removeAll { !$0.text.hasSuffix("/") } }
      return completion
    case .variable:
      let names = facts.boundNames
      return Completion(replaced: start..<cursor, candidates: Completer.matches(names, String(argument)))
    case .name: return help(typed, from: argument, facts)
    case .program: return program(argument, from: start, facts)
    case .setting: return setting(argument, cursor)
    }
  }

  /// Codes of errors that have a longer text.
  private static func codes(_ argument: Substring) -> [Candidate] {
    Completer.matches(ExplainedCode.all.all.map { Candidate($0.code, .value, $0.title) }, String(argument))
  }

  /// A part of a program that begins at some byte of what was typed.
  private static func program(_ argument: Substring, from start: Int, _ facts: some CompletionFacts) -> Completion {
    let inner = Completer.program(String(argument), at: argument.utf8.count, facts)
    return Completion(
      replaced: (inner.replaced.lowerBound + start)..<(inner.replaced.upperBound + start),
      candidates: inner.candidates)
  }

  /// Anything that help explains.
  private static func help(_ typed: String, from argument: Substring, _ facts: some CompletionFacts) -> Completion {
    let cursor = typed.utf8.count
    let start = cursor - argument.utf8.count
    if argument.hasPrefix("E"), argument.dropFirst().allSatisfy(\.isNumber), argument.count > 1 {
      return Completion(replaced: start..<cursor, candidates: codes(argument))
    }
    if argument.hasPrefix("blocks.") {
      return Completion(replaced: start..<cursor, candidates: ModelCompletion(facts).hookNames(String(argument)))
    }
    // A part of the model, as it would stand in a program.
    let part = program(argument, from: start, facts)
    if argument.hasPrefix("L"), part.candidates.contains(where: { $0.kind == .site || $0.kind == .component }) {
      return part
    }
    if let dot = argument.lastIndex(of: ".") {
      let path = argument[..<dot].split(separator: ".").map(String.init)
      let prefix = String(argument[argument.index(after: dot)...])
      return Completion(
        replaced: (cursor - prefix.utf8.count)..<cursor,
        candidates: Completer.matches(facts.members(of: path), prefix))
    }
    let commands = ColonCommand.all.map { Candidate(":" + $0.name, .command, $0.summary) }
    let names = facts.boundNames + facts.libraryNames
    return Completion(
      replaced: start..<cursor,
      candidates: Completer.matches(argument.hasPrefix(":") ? commands : names, String(argument)))
  }

  private static func setting(_ argument: Substring, _ cursor: Int) -> Completion {
    let words = argument.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let last = words.last ?? ""
    let replaced = (cursor - last.utf8.count)..<cursor
    if words.count < 2 {
      let names = Settings.all.map { Candidate($0.name, .setting, $0.summary) }
      return Completion(replaced: replaced, candidates: Completer.matches(names, last))
    }
    let values = Settings.all.first { $0.name == words[0] }?.values ?? []
    return Completion(
      replaced: replaced, candidates: Completer.matches(values.map { Candidate($0, .value) }, last))
  }
}
