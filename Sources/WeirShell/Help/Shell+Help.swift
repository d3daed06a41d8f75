// `?name`, `??name`, `:help`, `:apropos`.

import WeirLanguage
import WeirText

extension Shell {
  /// Explains a name; without one, shows what to ask for, with examples that run.
  func help(_ name: String) {
    switch name {
    case "": overview()
    case "commands": listCommands()
    case _ where name.hasPrefix("/"): apropos(String(name.dropFirst()).trimmed)
    default: explain(name)
    }
  }

  private func explain(_ name: String) {
    let finder = HelpFinder(session: session)
    guard let topic = finder.topic(name) else { return reportUnknown(name, finder) }
    let page = HelpPage(width: console.terminal.width, result: exampleResults(of: topic))
    console.write(page.draw(topic))
  }

  /// Runs a topic's examples, so that what help shows is what happens.
  private func exampleResults(of topic: HelpTopic) -> (DocComment.Example) -> Markup? {
    var results: [String: Markup] = [:]
    guard !topic.examples.isEmpty else { return { _ in nil } }
    let width = console.terminal.width - 2
    let outcome = onThread {
      let runner = try ExampleRunner(besides: self.session, width: width)
      for example in topic.examples { results[example.input] = runner.run(example.input) }
      return .succeeded
    }
    guard case .succeeded = outcome else { return { _ in nil } }
    return { results[$0.input] }
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
    guard !name.isEmpty, let topic = finder.topic(name), let source = topic.source else {
      return reportUnknown(name, finder)
    }
    if !topic.place.isEmpty { console.write(Markup("# \(topic.place)\n", .dim)) }
    console.write(SyntaxPainter.paint(source) + Markup(source.hasSuffix("\n") ? "" : "\n"))
  }

  /// Lists what mentions a word.
  func apropos(_ word: String) {
    let found = Apropos(session: session).search(word)
    guard !found.isEmpty else {
      return console.report([Diagnostic(ShellProblem.unknownName(word, suggestion: nil))])
    }
    let room = min(28, found.map(\.name.displayWidth).max() ?? 0)
    for (name, summary) in found {
      let rest = summary.clipped(toWidth: max(20, console.terminal.width - room - 3))
      console.write(Markup(name.padded(toWidth: room) + "  ", .name) + HelpPage.prose(rest) + Markup("\n"))
    }
  }

  private func listCommands() {
    let width = ColonCommand.all.map(\.usage.displayWidth).max() ?? 0
    for command in ColonCommand.all {
      let summary = command.summary.clipped(toWidth: max(20, console.terminal.width - width - 3))
      console.write(Markup(command.usage.padded(toWidth: width + 2), .strong) + HelpPage.prose(summary) + Markup("\n"))
    }
    console.write(Markup("A beginning of a name that fits only one command is enough.\n", .dim))
  }
}
