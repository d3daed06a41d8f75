import WeirText

/// Items under each other within a screen: several on a line where they are short, the middle left out where there are
/// many.
struct ItemLayout {
  let count: Int
  /// Columns of a line.
  let width: Int
  /// Lines that all of it may take.
  let room: Int
  /// Whether several items may stand on a line.
  let isFilled: Bool
  /// An item with its comma.
  let text: (Int) -> String

  /// The lines, and between `head` and `tail` how many items are left out.
  struct Lines {
    var head: [String] = []
    var omitted = 0
    var tail: [String] = []
  }

  /// Lays the items out.
  var lines: Lines {
    let all = placed(0..<count, most: room)
    guard all.joined().count < count else { return Lines(head: all.map(joined)) }
    // One line says how many are left out.
    let head = placed(0..<count, most: max(1, room / 2))
    let shown = head.joined().count
    let tail = placed((shown..<count).reversed(), most: max(1, room - 1 - room / 2))
    return Lines(
      head: head.map(joined), omitted: count - shown - tail.joined().count,
      tail: tail.reversed().map { joined($0.reversed()) })
  }

  private func joined(_ items: [String]) -> String { items.joined(separator: " ") }

  /// As many items as `most` lines hold, in the order in which they come.
  private func placed(_ places: some Sequence<Int>, most: Int) -> [[String]] {
    var lines: [[String]] = []
    var columns = 0
    for place in places {
      let item = text(place)
      let wanted = item.displayWidth
      if isFilled, !lines.isEmpty, columns + 1 + wanted <= width {
        lines[lines.count - 1].append(item)
        columns += 1 + wanted
      } else {
        if lines.count == most { break }
        lines.append([item])
        columns = wanted
      }
    }
    return lines
  }
}
