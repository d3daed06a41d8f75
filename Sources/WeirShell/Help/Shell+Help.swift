// `?name`, `??name`, `:help`, `:apropos`.

import WeirLanguage
import WeirNatives
import WeirText

extension Shell {
  /// Explains a name; without one, shows what to ask for, with examples that run.
  /// - Returns: whether something is known about it.
  @discardableResult
  func help(_ name: String) -> Bool {
    switch name {
    case "": overview()
    case "commands": listCommands()
    case _ where ExplainedCode.all[name] != nil && name.hasPrefix("E"):
      return ExplainedCode.explain(name, console: console)
    case _ where name.hasPrefix("/"): apropos(String(name.dropFirst()).trimmed)
    default: return explain(name)
    }
    return true
  }

  private func explain(_ name: String) -> Bool {
    let finder = HelpFinder(session: session)
    guard let topic = finder.topic(name) else {
      reportUnknown(name, finder)
      return false
    }
    let width = console.terminal.width
    // The examples are run, so that what help shows is what happens.
    let page = made { try ExampleRunner(besides: self.session, width: width - 2).page(topic, width: width) }
    if let page { present(page) }
    return true
  }

  /// What to ask for, with examples that run.
  private func overview() {
    let width = console.terminal.width
    _ = made {
      try HelpOverview.write(ExampleRunner(besides: self.session, width: width - 2)) { self.console.write($0) }
    }
  }

  private func reportUnknown(_ name: String, _ finder: HelpFinder) {
    let found = Apropos(session: session).search(name).prefix(5).map(\.name)
    var diagnostic = Diagnostic(ShellProblem.unknownName(name, suggestion: finder.suggestion(for: name)))
    if !found.isEmpty { diagnostic.notes.append("mentioned by \(Count.list(found.map { "`\($0)`" }))") }
    console.report([diagnostic])
  }

  /// The definition of a name, as it is written.
  func showSource(_ name: String) {
    let finder = HelpFinder(session: session)
    guard let topic = finder.topic(name), let source = topic.source else {
      // A word of the language, or a command, has its page and no source.
      help(name)
      return
    }
    let place = topic.place.isEmpty ? Markup() : Markup("# \(topic.place)\n", .dim)
    present(place + SyntaxPainter.paint(source) + Markup(source.hasSuffix("\n") ? "" : "\n"))
  }

  /// Lists what mentions a word.
  func apropos(_ word: String) {
    let apropos = Apropos(session: session)
    let found = apropos.search(word)
    guard !found.isEmpty else {
      return console.report([Diagnostic(ShellProblem.nothingMentions(word, suggestion: apropos.suggestion(for: word)))])
    }
    let rows = found.map { (term: Markup($0.name, .name), meaning: $0.summary) }
    present(HelpPage.definitions(rows, width: console.terminal.width))
  }

  func listCommands() {
    let rows = ColonCommand.all.map { (term: Markup($0.usage, .strong), meaning: $0.summary) }
    present(
      HelpPage.definitions(rows, width: console.terminal.width)
        + Markup("A beginning of a name that fits only one command is enough.\n", .dim))
  }
}

extension ExampleRunner {
  /// A runner beside a session.
  convenience init(besides session: Session, width: Int) {
    self.init(besides: session.world, library: session.interpreter.library, width: width)
  }
}
