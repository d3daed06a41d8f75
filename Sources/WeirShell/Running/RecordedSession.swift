import WeirLanguage
import WeirText

/// What was typed in a session and what it showed, read from a file.
///
///     weir> x = 2
///     weir> x + 1
///     3
///
/// A file whose first line is no prompt is a script: its statements are what was typed, and nothing says what they
/// showed.
struct RecordedSession {
  struct Entry: Equatable {
    let text: String
    /// The lines that it showed; nil when the file does not say.
    let shown: [String]?
    /// The line in the file where what it showed begins, from 0.
    let shownFrom: Int
  }

  let entries: [Entry]
  let isTranscript: Bool

  init(_ source: Source, prompt: Prompt) throws(SyntaxErrors) {
    let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isTyped = lines.first { !$0.isEmpty && !Self.isGreeting($0) }?.hasPrefix(prompt.text) ?? false
    isTranscript = isTyped
    entries = try isTyped ? Self.typed(lines, prompt) : Self.statements(of: source)
  }

  /// The two lines with which the prompt opens, and the comments with which a record does.
  private static func isGreeting(_ line: String) -> Bool {
    line.hasPrefix("#") || line.hasPrefix("? help") || line.wholeMatch(of: /weir [0-9]+\.[0-9]+.*/) != nil
  }

  private static func statements(of source: Source) throws(SyntaxErrors) -> [Entry] {
    try Parser.parseScript(source).statements.map { Entry(text: $0.span.text, shown: nil, shownFrom: 0) }
  }

  private static func typed(_ lines: [String], _ prompt: Prompt) -> [Entry] {
    PastedTranscript(lines, prompt: prompt, isUnfinished: isUnfinished).entries.map {
      Entry(text: $0.text, shown: $0.shown, shownFrom: $0.shownFrom)
    }
  }

  private static func isUnfinished(_ text: String) -> Bool {
    guard Line(text.trimmed) == .program else { return false }
    if case .incomplete = Parser.parse(Source(name: "entry", text: text)) { return true }
    return false
  }
}
