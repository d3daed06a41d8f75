import WeirText

/// Lines of words in columns, each as wide as its widest word; numbers stand right.
struct TextTable {
  private let header: [String]
  private let numeric: Set<Int>
  private var rows: [[String]] = []

  init(_ header: [String], numeric: Set<Int> = []) {
    self.header = header
    self.numeric = numeric
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  var isEmpty: Bool { rows.isEmpty }

  /// The lines, the header dim, without blanks at their ends.
  func markup(indent: String = "") -> Markup {
    let lines = header.isEmpty ? rows : [header] + rows
    let count = lines.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      lines.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
    }
    var result = Markup()
    for (index, line) in lines.enumerated() {
      var text = indent
      for (column, word) in line.enumerated() {
        if column > 0 { text += "  " }
        text +=
          numeric.contains(column) ? word.padded(leftToWidth: widths[column]) : word.padded(toWidth: widths[column])
      }
      while text.last == " " { text.removeLast() }
      result += Markup(text, index == 0 && !header.isEmpty ? .dim : .plain) + Markup("\n")
    }
    return result
  }
}

/// Bytes and numbers in the units that people say.
enum Amount {
  /// `12 MB`, `1.4 GB`: thousands, as disks are sold.
  static func bytes(_ count: Int) -> String { scaled(count, ["B", "kB", "MB", "GB", "TB"]) }

  /// `5.9 M`, `124 M`, `7.2 B`.
  static func parameters(_ count: Int) -> String { scaled(count, ["", "k", "M", "B", "T"]) }

  private static func scaled(_ count: Int, _ units: [String]) -> String {
    var value = Double(count)
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let digits = unit == 0 || value >= 99.5 ? "\(Int(value.rounded()))" : SignificantDigits.text(value, digits: 2)
    return units[unit].isEmpty ? digits : "\(digits) \(units[unit])"
  }
}
