import WeirText

/// Prose broken into lines at spaces.
enum TextWrap {
  /// The lines of a text in at most so many columns; a word that is longer is clipped.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var used = 0
      for word in paragraph.split(separator: " ") {
        let clipped = Visible.text(word).clipped(toWidth: width)
        let columns = clipped.displayWidth
        if used > 0, used + 1 + columns > width {
          lines.append(line)
          (line, used) = ("", 0)
        }
        line += (used > 0 ? " " : "") + clipped
        used += columns + (used > 0 ? 1 : 0)
      }
      lines.append(line)
    }
    return lines
  }

  /// Items set one after the other with a gap, in lines of at most so many columns.
  static func items(_ items: [String], gap: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for item in items {
      let clipped = item.clipped(toWidth: width)
      if line.isEmpty {
        line = clipped
      } else if line.displayWidth + gap.displayWidth + clipped.displayWidth <= width {
        line += gap + clipped
      } else {
        lines.append(line)
        line = clipped
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
