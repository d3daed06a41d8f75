// Prose on a terminal: broken between words, with `code` marked.

import WeirText

extension HelpPage {
  /// Prose in which `code` is marked.
  public static func prose(_ text: String) -> Markup {
    var result = Markup()
    for (index, piece) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() where !piece.isEmpty
    {
      result += Markup(String(piece), index % 2 == 1 ? .literal : .plain)
    }
    return result
  }

  /// Prose in as many lines as the width needs, without the last line end.
  /// - Parameter indent: blanks before every line but the first.
  public static func prose(_ text: String, width: Int, indent: Int = 0) -> Markup {
    let margin = "\n" + String(repeating: " ", count: indent)
    var result = Markup()
    for (index, line) in wrapped(text, width: width - indent).enumerated() {
      result += (index == 0 ? Markup() : Markup(margin)) + prose(line)
    }
    return result
  }

  /// Terms with what they mean beside them, one or more lines each.
  ///
  ///     :cd [FOLDER]  Changes the working folder, or says
  ///                   which it is
  public static func definitions(_ rows: [(term: Markup, meaning: String)], width: Int) -> Markup {
    let room = rows.map(\.term.plain.displayWidth).max() ?? 0
    // On a narrow screen the meaning stands under its term.
    let isBeside = width - room - 2 >= 24
    var result = Markup()
    for (term, meaning) in rows {
      let gap = isBeside ? String(repeating: " ", count: room - term.plain.displayWidth + 2) : "\n  "
      let margin = isBeside ? room + 2 : 2
      result += term
      if !meaning.isEmpty {
        result += Markup(gap) + prose(meaning, width: width, indent: margin)
      }
      result += Markup("\n")
    }
    return result
  }

  /// The text in lines of at most so many columns, broken at blanks outside of `code`.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var room = 0
    for word in words(text) {
      let columns = word.displayWidth - word.count { $0 == "`" }
      if lines.isEmpty || columns + 1 > room {
        lines.append(word)
        room = width - columns
      } else {
        lines[lines.count - 1] += " " + word
        room -= columns + 1
      }
    }
    return lines.isEmpty ? [""] : lines
  }

  /// What stands between blanks; blanks inside of `code` belong to their word.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var isCode = false
    for piece in text.split(separator: " ") {
      if isCode { words[words.count - 1] += " " + piece } else { words.append(String(piece)) }
      if piece.count(where: { $0 == "`" }) % 2 == 1 { isCode.toggle() }
    }
    return words
  }
}
