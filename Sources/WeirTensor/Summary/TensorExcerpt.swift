import WeirText

/// The corners of a matrix as aligned columns with labels, fitted to a width.
struct TensorExcerpt {
  /// Labels for a number of positions along one side.
  struct Side {
    let name: String?
    let count: Int
    /// Display forms, or nil for the positions' numbers.
    let labels: [String]?

    func label(_ position: Int) -> String { labels?[position] ?? (name == nil ? "" : "\(position)") }
  }

  let rows: Side
  let columns: Side
  let caption: String?
  /// The text of a value by row and column.
  let cell: (Int, Int) -> String

  /// More rows and columns than these are cut in the middle; chosen so that a grid is taken in at a glance.
  private static let mostRows = 8
  private static let mostColumns = 24
  private static let widestLabel = 14

  /// The lines, none wider than `width` unless one column alone is.
  func markup(width: Int) -> Markup {
    let rowPlaces = Self.places(rows.count, most: Self.mostRows)
    let titles = rowPlaces.map { $0.map { rows.label($0).clipped(toWidth: Self.widestLabel) } ?? "⋮" }
    let corner = rows.name.map { "\($0) \\ \(columns.name ?? "")" } ?? columns.name ?? ""
    let titleWidth = max(corner.displayWidth, titles.map(\.displayWidth).max() ?? 0)
    var most = min(columns.count, Self.mostColumns)
    var shown = columnTexts(rowPlaces, most)
    while most > 1, titleWidth + shown.reduce(0, { $0 + 2 + $1.width }) > width {
      most -= 1
      shown = columnTexts(rowPlaces, most)
    }
    var text = Markup()
    if let caption { text += Markup(caption + "\n", .dim) }
    text += Markup(corner.padded(toWidth: titleWidth), .dim)
    for column in shown { text += Markup("  ") + Markup(column.title.padded(leftToWidth: column.width), .name) }
    for (index, title) in titles.enumerated() {
      text += Markup("\n") + Markup(title.padded(toWidth: titleWidth), .name)
      for column in shown {
        let isGap = column.isGap || rowPlaces[index] == nil
        text += Markup("  ") + Markup(column.cells[index].padded(leftToWidth: column.width), isGap ? .dim : .number)
      }
    }
    return text
  }

  /// One column, its cells aligned by the decimal point.
  private struct Column {
    let title: String
    let cells: [String]
    let isGap: Bool

    var width: Int { max(title.displayWidth, cells.map(\.displayWidth).max() ?? 0) }
  }

  private func columnTexts(_ rowPlaces: [Int?], _ most: Int) -> [Column] {
    Self.places(columns.count, most: most).map { place in
      guard let place else { return Column(title: "…", cells: rowPlaces.map { _ in "…" }, isGap: true) }
      let texts = rowPlaces.map { row in row.map { cell($0, place) } ?? "⋮" }
      return Column(
        title: columns.label(place).clipped(toWidth: Self.widestLabel), cells: Self.aligned(texts), isGap: false)
    }
  }

  /// Numbers with blanks behind them, so that their decimal points stand under each other.
  private static func aligned(_ texts: [String]) -> [String] {
    func fraction(_ text: String) -> Int {
      text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) } ?? 0
    }
    let widest = texts.map(fraction).max() ?? 0
    return texts.map { text in
      let isNumber = text.utf8.first.map { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) } ?? false
      return isNumber ? text + String(repeating: " ", count: widest - fraction(text)) : text
    }
  }

  /// Positions from both ends, with nil for the gap between them.
  private static func places(_ count: Int, most: Int) -> [Int?] {
    guard count > most else { return Array(0..<count) }
    if most <= 1 { return [0, nil] }
    let last = (most - 1) / 2
    return Array(0..<(most - last)) + [nil] + Array((count - last)..<count)
  }
}
