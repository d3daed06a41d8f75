/// Text copied from a session: prompts and outputs are taken out, so that it can be run again.
enum PastedTranscript {
  /// The entries in a pasted text, or the text itself when it does not begin with a prompt.
  ///
  /// Behind a prompt stands an entry; the lines after it belong to it as long as it is unfinished, and are output then.
  static func entries(_ text: String, prompt: Prompt, isUnfinished: (String) -> Bool) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first(where: { !$0.isEmpty }), first.hasPrefix(prompt.text) else { return text }
    var entries: [String] = []
    var isOpen = false
    for line in lines {
      if line.hasPrefix(prompt.text) {
        entries.append(String(line.dropFirst(prompt.text.count)))
      } else if isOpen {
        let isContinued = line.hasPrefix(prompt.continuation)
        entries[entries.count - 1] += "\n" + line.dropFirst(isContinued ? prompt.continuation.count : 0)
      } else {
        continue
      }
      isOpen = entries.last.map(isUnfinished) ?? false
    }
    return entries.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
