// One line of a source as it is drawn: every grapheme with the columns it takes, so that marks sit under what they mean.

/// A line in display columns.
struct SourceLine {
  /// What is drawn for one grapheme, and where.
  private struct Cell {
    let text: String
    let column: Int
    let width: Int
    let offset: Int
    let isBlank: Bool
  }

  static let tabWidth = 4

  private let cells: [Cell]
  private let endOffset: Int
  /// The columns of the whole line.
  let width: Int

  init(_ source: Source, line: Int) {
    let range = source.lineRange(line)
    var cells = [Cell]()
    var column = 0
    var offset = range.lowerBound
    for character in source.text(from: range.lowerBound, to: range.upperBound) {
      let length = character.utf8.count
      defer { offset += length }
      if character == "\r" { continue }
      let text =
        character == "\t"
        ? String(repeating: " ", count: Self.tabWidth - column % Self.tabWidth) : Visible.text(String(character))
      let width = text.displayWidth
      cells.append(
        Cell(text: text, column: column, width: width, offset: offset, isBlank: character.isWhitespace))
      column += width
    }
    self.cells = cells
    self.width = column
    self.endOffset = range.upperBound
  }

  /// The column of the first character that is not blank.
  var indentation: Int { cells.first { !$0.isBlank }?.column ?? 0 }

  /// The columns under the bytes `[lower, upper)`; at least one column, which may lie just behind the line.
  func columns(from lower: Int, to upper: Int) -> Range<Int> {
    let start = lower >= endOffset ? width : cell(holding: lower)?.column ?? 0
    let last = upper >= endOffset ? nil : cell(holding: upper - 1)
    let end = upper >= endOffset ? width : last.map { $0.column + $0.width } ?? start
    return start..<max(start + 1, end)
  }

  private func cell(holding offset: Int) -> Cell? {
    var low = 0
    var high = cells.count
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].offset <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? cells[low - 1] : cells.first
  }

  /// The number of graphemes before a byte offset, plus one.
  func characterNumber(at offset: Int) -> Int { 1 + cells.prefix { $0.offset < offset }.count }

  /// The text in the columns `window`, with `…` where something is cut off.
  func text(in window: Range<Int>) -> String {
    let cutsLeft = window.lowerBound > 0
    let cutsRight = window.upperBound < width
    let inner = (window.lowerBound + (cutsLeft ? 1 : 0))..<(window.upperBound - (cutsRight ? 1 : 0))
    var result = cutsLeft ? "…" : ""
    var column = inner.lowerBound
    for cell in cells where cell.column >= inner.lowerBound && cell.column + cell.width <= inner.upperBound {
      // A wide character that straddles the edge is left out; its other half becomes a blank.
      result += String(repeating: " ", count: cell.column - column) + cell.text
      column = cell.column + cell.width
    }
    if cutsRight { result += String(repeating: " ", count: inner.upperBound - column) + "…" }
    return result
  }

  /// The part of the line to draw in `room` columns so that `focus` is seen, with some of what stands before it.
  func window(around focus: Range<Int>, room: Int) -> Range<Int> {
    guard width > room else { return 0..<width }
    let spare = max(0, room - focus.count - 2)
    // The reader needs the text before the mark more than what follows it.
    let before = spare * 2 / 3
    let start = max(0, min(focus.lowerBound - before - 1, width + 1 - room))
    return start..<min(start + room, max(width, start + 1))
  }
}
