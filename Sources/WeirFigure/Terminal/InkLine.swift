import WeirText

/// One line of a terminal picture: pieces of text, each in one ink.
struct InkLine: Sendable, Equatable {
  private(set) var pieces: [(text: String, ink: Ink)] = []
  /// The columns that it takes.
  private(set) var width = 0

  init() {}

  init(_ text: String, _ ink: Ink = .plain) { append(text, ink) }

  mutating func append(_ text: String, _ ink: Ink = .plain) {
    guard !text.isEmpty else { return }
    width += text.displayWidth
    if let last = pieces.last, last.ink == ink {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append((text, ink))
    }
  }

  mutating func append(_ line: InkLine) {
    for piece in line.pieces { append(piece.text, piece.ink) }
  }

  /// Fills with blanks up to a width.
  mutating func pad(to target: Int) {
    if target > width { append(String(repeating: " ", count: target - width)) }
  }

  /// The characters alone, without blanks at the end.
  var plain: String {
    var text = Substring(pieces.map(\.text).joined())
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  static func == (a: InkLine, b: InkLine) -> Bool {
    a.pieces.count == b.pieces.count && zip(a.pieces, b.pieces).allSatisfy { $0.text == $1.text && $0.ink == $1.ink }
  }
}
