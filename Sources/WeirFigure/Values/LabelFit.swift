import WeirText

/// Labels in few columns: cut in the middle, so that the number which tells equal tokens apart stays.
enum LabelFit {
  /// The label in at most `width` columns: `␣inter…₂`.
  static func clipped(_ label: String, to width: Int) -> String {
    guard label.displayWidth > width else { return label }
    let tail = label.reversed().prefix { ("₀"..."₉").contains($0) }.count
    guard tail > 0, tail + 2 <= width else { return label.clipped(toWidth: width) }
    return label.dropLast(tail).clipped(toWidth: width - tail) + String(label.suffix(tail))
  }

  /// The widest of the labels, at most `limit`.
  static func width(_ labels: [String], limit: Int) -> Int {
    labels.reduce(0) { max($0, min(limit, $1.displayWidth)) }
  }
}
