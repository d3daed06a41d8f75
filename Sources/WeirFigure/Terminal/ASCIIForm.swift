import WeirText

/// The characters of pictures in ASCII, for terminals and files that have no others.
enum ASCIIForm {
  /// The text with the marks that figures use replaced; any other character beyond ASCII is `?`, as wide as it was.
  static func of(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = ""
    for character in text {
      if character.isASCII {
        result.append(character)
      } else {
        result +=
          replacements[character] ?? subscriptDigit(character)
          ?? String(repeating: "?", count: DisplayWidth.of(character))
      }
    }
    return result
  }

  /// Replacements take one column each, so that columns stay aligned.
  private static let replacements: [Character: String] = [
    "␣": "_", "⏎": "$", "⇥": ">", "…": "~", "·": ".", "−": "-", "–": "-", "—": "-", "→": ">", "←": "<", "↓": "v",
    "↑": "^",
    "×": "x", "│": "|", "─": "-", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+",
    "┼": "+", "╭": "+", "╮": "+", "╯": "+", "╰": "+", "╷": "|", "█": "#", "▌": "#", "▏": "|", "▀": "#", "▄": "#",
    "●": "*", "○": "o", "◆": "+",
    "▲": "^", "■": "#", "∅": "0", "“": "\"", "”": "\"", "’": "'",
  ]

  private static func subscriptDigit(_ character: Character) -> String? {
    guard let scalar = character.unicodeScalars.first, (0x2080...0x2089).contains(scalar.value) else { return nil }
    return String(scalar.value - 0x2080)
  }
}
