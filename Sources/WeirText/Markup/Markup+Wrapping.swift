extension Markup {
  /// The same text on a screen of so many columns: lines that are wider break at blanks, and go on indented.
  ///
  /// Code between backticks stays whole, so that it can be copied; so does a word that is wider than the screen.
  public func wrapped(toWidth width: Int, indent: Int = 2) -> Markup {
    guard plain.split(separator: "\n").contains(where: { $0.displayWidth > width }) else { return self }
    var wrapping = Wrapping(width: width, indent: indent)
    return Markup(pieces.map { Piece(wrapping.wrap($0.text), $0.style) })
  }

  private struct Wrapping {
    let width: Int
    let indent: Int
    private var column = 0
    private var isCode = false

    init(width: Int, indent: Int) {
      self.width = width
      self.indent = indent
    }

    mutating func wrap(_ text: String) -> String {
      var result = ""
      var blanks = ""
      var word = ""
      for character in text {
        if character == " ", !isCode {
          place(&blanks, &word, in: &result)
          blanks.append(character)
        } else if character == "\n" {
          place(&blanks, &word, in: &result)
          result += blanks + "\n"
          blanks = ""
          column = 0
        } else {
          if character == "`" { isCode.toggle() }
          word.append(character)
        }
      }
      place(&blanks, &word, in: &result)
      column += blanks.count
      return result + blanks
    }

    /// Writes a word behind its blanks, or on a line of its own where it does not fit.
    private mutating func place(_ blanks: inout String, _ word: inout String, in result: inout String) {
      guard !word.isEmpty else { return }
      let columns = word.displayWidth
      if !blanks.isEmpty, column > indent, column + blanks.count + columns > width {
        result += "\n" + String(repeating: " ", count: indent) + word
        column = indent + columns
      } else {
        result += blanks + word
        column += blanks.count + columns
      }
      blanks = ""
      word = ""
    }
  }
}
