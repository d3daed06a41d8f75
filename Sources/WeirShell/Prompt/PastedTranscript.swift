/// Text copied from a session: what was typed behind prompts, and what it showed.
struct PastedTranscript {
  /// Something typed, and the lines that follow it up to the next prompt.
  struct Entry: Equatable {
    var text: String
    var shown: [String]
    /// Where the shown lines begin among the lines of the text, from 0.
    var shownFrom: Int
  }

  let entries: [Entry]

  /// Reads lines from the first prompt on; what stands before it is left out.
  ///
  /// Behind a prompt stands an entry; the lines after it belong to it as long as it is unfinished, and are output then.
  init(_ lines: [String], prompt: Prompt, isUnfinished: (String) -> Bool) {
    var entries: [Entry] = []
    var isOpen = false
    for (index, line) in lines.enumerated() {
      if line.hasPrefix(prompt.text) || line == prompt.text.trimmed {
        entries.append(Entry(text: String(line.dropFirst(prompt.text.count)), shown: [], shownFrom: index + 1))
      } else if entries.isEmpty {
        continue
      } else if isOpen {
        let isContinued = line.hasPrefix(prompt.continuation)
        entries[entries.count - 1].text += "\n" + line.dropFirst(isContinued ? prompt.continuation.count : 0)
        entries[entries.count - 1].shownFrom = index + 1
      } else {
        entries[entries.count - 1].shown.append(line)
        continue
      }
      isOpen = entries.last.map { isUnfinished($0.text) } ?? false
    }
    self.entries = entries.filter { !$0.text.trimmed.isEmpty }
  }

  /// What to insert for a pasted text: its entries when it begins with a prompt, else the text itself.
  static func entries(_ text: String, prompt: Prompt, isUnfinished: (String) -> Bool) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first(where: { !$0.isEmpty }), first.hasPrefix(prompt.text) else { return text }
    return PastedTranscript(lines, prompt: prompt, isUnfinished: isUnfinished).entries.map(\.text)
      .joined(separator: "\n")
  }
}
