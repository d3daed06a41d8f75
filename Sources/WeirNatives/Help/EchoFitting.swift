import WeirText

/// Keeping an echo within the screen: what is too tall loses its middle.
public enum EchoFitting {
  /// The markup in at most `rows` lines; a dim line says how many are left out.
  public static func fit(_ markup: Markup, rows: Int) -> Markup {
    let lines = lines(of: markup)
    guard lines.count > rows, rows >= 4 else { return markup }
    let head = (rows - 1) * 2 / 3
    let tail = rows - 1 - head
    var result = joined(lines.prefix(head))
    result += Markup("\n⋮ \(Count.of(lines.count - head - tail, "more line"))\n", .dim)
    return result + joined(lines.suffix(tail))
  }

  private static func lines(of markup: Markup) -> [Markup] {
    var lines = [Markup()]
    for piece in markup.pieces {
      let parts = piece.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { lines.append(Markup()) }
        if !part.isEmpty { lines[lines.count - 1] += Markup(String(part), piece.style) }
      }
    }
    return lines
  }

  private static func joined(_ lines: ArraySlice<Markup>) -> Markup {
    var result = Markup()
    for (index, line) in lines.enumerated() {
      if index > 0 { result += Markup("\n") }
      result += line
    }
    return result
  }
}
