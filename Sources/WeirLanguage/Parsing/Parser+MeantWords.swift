import WeirText

// `fro i in xs`, `save x ot "f"`: a reserved word with a slip of the finger in it. What the parser then says of the next
// sign helps nobody, so the word is tried out: it was meant if the text has fewer faults with it.

extension Parser {
  /// The faults that say what was found where something else was expected, and know nothing better.
  static let vagueCodes: Set<String> = ["E1002", "E1006", "E1008", "E1009", "E1040", "E1057"]

  /// Longer texts, and more names than these, are not tried out.
  private static let longestTried = 1 << 14
  private static let mostTried = 8

  /// `did you mean `for`?` for a syntactic fault that one reserved word would mend; nothing otherwise.
  func meantWord(at fault: Span) -> [String] {
    guard source.bytes.count <= Self.longestTried else { return [] }
    let line = source.line(at: fault.lower)
    let names = tokens.filter { $0.kind == .name && $0.lower <= fault.upper && source.line(at: $0.lower) == line }
    for name in names.suffix(Self.mostTried).reversed() {
      for word in Self.reservedWords(near: text(name)) where mends(name, word) {
        return ["did you mean `\(word)`?"]
      }
    }
    return []
  }

  /// The reserved words that differ from a name by one letter too many, too few or another, or by two that are swapped.
  private static func reservedWords(near name: String) -> [String] {
    TokenKind.reservedWords.filter { Suggestion.differByOneSlip(name, $0) }
  }

  private func mends(_ name: Token, _ word: String) -> Bool {
    var bytes = source.bytes
    bytes.replaceSubrange(name.lower..<name.upper, with: word.utf8)
    var parser = Parser(Source(name: source.name, text: String(decoding: bytes, as: UTF8.self)), isScript: isScript)
    _ = parser.program()
    return parser.facts.count + parser.stream.problems.count < facts.count + stream.problems.count
  }
}
