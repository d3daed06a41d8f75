import WeirText

/// What Tab does with candidates: insert what all have in common, or list them.
enum CompletionListing {
  /// At most so many are listed; more say nothing at a glance.
  static let most = 100
  /// Up to so many are listed one a line, with what they are.
  static let described = 10

  static func answer(_ completion: Completion, typed: String, isRepeated: Bool, width: Int, colour: Bool) -> TabAnswer {
    let candidates = completion.candidates
    guard let first = candidates.first else { return TabAnswer() }
    let common = candidates.count == 1 ? first.text : commonBeginning(candidates.map(\.text))
    if common.count > typed.count || (candidates.count == 1 && common != typed) {
      // A command is followed by its argument.
      let isCommand = candidates.count == 1 && first.kind == .command && !first.text.hasPrefix(":")
      return TabAnswer(deletedBytes: completion.replaced.count, insertion: common + (isCommand ? " " : ""))
    }
    guard isRepeated, candidates.count > 1 else { return TabAnswer() }
    return TabAnswer(listing: list(candidates, width: width).ansi(colour: colour))
  }

  private static func commonBeginning(_ texts: [String]) -> String {
    guard var common = texts.first else { return "" }
    for text in texts.dropFirst() { common = String(zip(common, text).prefix { $0 == $1 }.map(\.0)) }
    return common
  }

  static func list(_ candidates: [Candidate], width: Int) -> Markup {
    if candidates.count > most { return Markup("\(candidates.count) candidates; type some more\n", .dim) }
    return candidates.count <= described ? lines(candidates, width: width) : columns(candidates, width: width)
  }

  private static func lines(_ candidates: [Candidate], width: Int) -> Markup {
    let room = min(width / 2, candidates.map(\.shown.displayWidth).max() ?? 0)
    var result = Markup()
    for candidate in candidates {
      let summary = candidate.summary.isEmpty ? candidate.kind.rawValue : candidate.summary
      result += Markup(candidate.shown.padded(toWidth: room) + "  ")
      result += Markup(
        summary.clipped(toWidth: max(0, width - max(room, candidate.shown.displayWidth) - 3)) + "\n", .dim)
    }
    return result
  }

  /// A candidate where there is no room for what it is; a position is picked by its token.
  private static func text(_ candidate: Candidate) -> String {
    candidate.kind == .position && candidate.summary.hasPrefix("\"")
      ? candidate.text + " " + candidate.summary : candidate.shown
  }

  /// As many columns as fit, filled downwards.
  private static func columns(_ candidates: [Candidate], width: Int) -> Markup {
    let texts = candidates.map(text)
    let room = (texts.map(\.displayWidth).max() ?? 0) + 2
    let count = max(1, (width - 1) / room)
    let rows = (texts.count + count - 1) / count
    var text = ""
    for row in 0..<rows {
      let cells = stride(from: row, to: texts.count, by: rows).map { texts[$0].padded(toWidth: room) }
      text += cells.joined().trimmedEnd + "\n"
    }
    return Markup(text)
  }
}
