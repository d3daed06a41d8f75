// A session as a script: what `:save` writes.

import WeirText

extension Session {
  /// The entries that succeeded, trimmed, under a head that says what made them.
  public var script: String {
    var text = "# Saved by \(Version.line)\n# seed \(world.seed)\n"
    for entry in entries where entry.outcome == .succeeded {
      let input = entry.source.text.trimmed
      if !input.isEmpty { text += "\n" + input + "\n" }
    }
    return text
  }
}
