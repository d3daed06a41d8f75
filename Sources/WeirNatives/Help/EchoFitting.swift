import WeirText

/// Keeping an echo within the screen: what is too tall loses its middle.
public enum EchoFitting {
  /// The markup in at most `rows` rows of a screen of `width` columns; a dim line says how many are left out.
  ///
  /// A line that is longer than the screen is wide counts as the rows that it takes there.
  public static func fit(_ markup: Markup, rows: Int, width: Int = .max) -> Markup {
    let lines = lines(of: markup, width: width)
    guard lines.count > rows, rows >= 4 else { return markup }
    let head = (rows - 1) * 2 / 3
    let tail = rows - 1 - head
    var result = joined(lines.prefix(head))
    let omitted = lines[head..<(lines.count - tail)]
    // What leaves something out itself has more than its lines.
    let isWhole = !omitted.contains { $0.plain.contains("⋮") }
    result += Markup(isWhole ? "\n⋮ \(Count.of(omitted.count, "more line"))\n" : "\n⋮\n", .dim)
    return result + joined(lines.suffix(tail))
  }

  private static func lines(of markup: Markup, width: Int) -> [Markup] {
    var lines = [Markup()]
    var room = width
    for piece in markup.pieces {
      for (index, part) in piece.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 {
          lines.append(Markup())
          room = width
        }
        for row in rows(of: part, first: &room, width: width) {
          if row.startsRow { lines.append(Markup()) }
          if !row.text.isEmpty { lines[lines.count - 1] += Markup(String(row.text), piece.style) }
        }
      }
    }
    return lines
  }

  /// A part of a line cut where the screen's edge cuts it.
  /// - Parameter room: the columns that are left in the row where it begins, and then in the row where it ends.
  private static func rows(
    of part: Substring, first room: inout Int, width: Int
  ) -> [(text: Substring, startsRow: Bool)] {
    // No character takes more columns than bytes.
    if part.utf8.count <= room {
      room -= part.displayWidth
      return [(part, false)]
    }
    var rows: [(text: Substring, startsRow: Bool)] = []
    var start = part.startIndex
    var startsRow = false
    for index in part.indices {
      let columns = part[index...index].displayWidth
      if columns > room {
        rows.append((part[start..<index], startsRow))
        (start, startsRow, room) = (index, true, width)
      }
      room -= columns
    }
    return rows + [(part[start...], startsRow)]
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
