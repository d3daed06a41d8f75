// What the line editor asks while an entry is typed.

import WeirLanguage
import WeirText

extension Shell: LineEditorDelegate {
  public func completeness(of text: String) -> Completeness {
    guard Line(text.trimmed) == .program else { return .complete }
    switch Parser.parse(Source(name: "<in>", text: text)) {
    case .complete: return .complete
    case .wrong: return .wrong
    case .incomplete(let depth): return .incomplete(indent: 2 * min(depth, 20))
    }
  }

  public func tab(_ text: String, cursor: Int, isRepeated: Bool) -> TabAnswer {
    let completion = completion(of: text, at: cursor)
    let typed = String(decoding: Array(text.utf8)[completion.replaced], as: UTF8.self)
    let terminal = console.terminal
    return CompletionListing.answer(
      completion, typed: typed, isRepeated: isRepeated, width: terminal.width, colour: terminal.colourDepth > .none)
  }

  /// What may stand at a place; while interrupted work may still use the session, only what does not come from it.
  private func completion(of text: String, at cursor: Int) -> Completion {
    guard thread.isFree(within: Self.completionPatience) else {
      return Completer.complete(text, at: cursor, facts: FactsWithoutSession(world: session.world))
    }
    return Completer.complete(text, at: cursor, facts: SessionFacts(session: session))
  }

  /// Seconds that Tab waits for the session.
  private static let completionPatience = 0.05

  public func recall(from text: String, step: Int) -> String? {
    recall.step(step, from: text, in: history.entries)
  }

  public func entry(containing text: String, from place: Int, step: Int) -> (place: Int, entry: String)? {
    history.search(text, from: place, step: step)
  }

  public func pasted(_ text: String) -> String {
    PastedTranscript.entries(text, prompt: Self.prompt) { entry in
      if case .incomplete = completeness(of: entry) { return true }
      return false
    }
  }

  /// The rest of the newest entry that begins with what was typed.
  public func hint(for text: String) -> String {
    guard settings["hints"] == "on", console.terminal.colourDepth > .none, !text.isEmpty, !text.hasPrefix(" ") else {
      return ""
    }
    guard let entry = history.entries.last(where: { $0.hasPrefix(text) && $0 != text }) else { return "" }
    let rest = entry.dropFirst(text.count)
    return rest.contains("\n") || text.contains("\n") ? "" : String(rest)
  }

  public func painted(_ text: String, cursor: Int) -> PaintedText {
    let terminal = console.terminal
    guard settings["paint"] == "on", terminal.colourDepth > .none else { return PaintedText() }
    let painted = SyntaxPainter.paint(text, cursor: cursor).ansi(colour: true)
    guard cursor == text.utf8.count else { return PaintedText(text: painted) }
    // The suggestion stays on its row: a second one would scroll the screen away under the editor.
    let column = (Self.prompt.text.displayWidth + text.displayWidth) % terminal.width
    let hint = hint(for: text).clipped(toWidth: max(0, terminal.width - column - 1))
    return PaintedText(text: painted, hint: Markup(hint, .dim).ansi(colour: true))
  }
}
