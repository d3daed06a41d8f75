import WeirText

/// What a terminal of fixed size shows after the bytes that it was sent: enough of xterm for a line editor.
struct ScreenGrid {
  private(set) var columns: Int
  private(set) var rows: Int
  private var cells: [[Character]]
  private var row = 0
  private var column = 0
  /// The last column was written; the next character goes to the next row.
  private var isWrapPending = false
  /// Characters push the rest of the row to the right.
  private var inserts = false
  private var saved = (row: 0, column: 0, isWrapPending: false)
  private var pending: [UInt8] = []
  /// Rows that have left at the top.
  private(set) var scrolled: [String] = []

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The rows without trailing blanks, up to the last one that has a character.
  var lines: [String] {
    var lines = cells.map(Self.text)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Everything since the start.
  var transcript: [String] { scrolled + lines }

  var cursor: (row: Int, column: Int) { (row, column) }

  private static func text(_ row: [Character]) -> String {
    // The second half of a wide character is an empty cell.
    var text = String(row.filter { $0 != "\u{0}" })
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  mutating func resize(columns: Int, rows: Int) {
    let old = cells
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    let first = max(0, row - rows + 1)
    for (index, line) in old.dropFirst(first).prefix(rows).enumerated() {
      for (place, character) in line.prefix(columns).enumerated() { cells[index][place] = character }
    }
    row = min(row - first, rows - 1)
    column = min(column, columns - 1)
    isWrapPending = false
  }

  mutating func take(_ bytes: ArraySlice<UInt8>) {
    pending += bytes
    while let first = pending.first {
      guard let length = first == 0x1B ? sequenceLength() : characterLength(first), length <= pending.count else {
        return
      }
      let piece = Array(pending[..<length])
      pending.removeFirst(length)
      if first == 0x1B { obey(piece) } else { put(String(decoding: piece, as: UTF8.self)) }
    }
  }

  private func characterLength(_ lead: UInt8) -> Int { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

  /// The length of the escape sequence at the front; nil when it is not whole yet.
  private func sequenceLength() -> Int? {
    guard pending.count > 1 else { return nil }
    // Strings for the terminal alone (pictures, titles) end with `ESC \\`, or with a bell.
    if [UInt8(ascii: "_"), UInt8(ascii: "]"), UInt8(ascii: "P")].contains(pending[1]) {
      let end = pending.indices.dropFirst(2).first {
        pending[$0] == 7 && pending[1] == UInt8(ascii: "]")
          || pending[$0] == UInt8(ascii: "\\") && pending[$0 - 1] == 0x1B
      }
      return end.map { $0 + 1 }
    }
    guard pending[1] == UInt8(ascii: "[") else { return 2 }
    let end = pending.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }
    return end.map { $0 + 1 }
  }

  private mutating func put(_ text: String) {
    switch text {
    case "\r": (column, isWrapPending) = (0, false)
    case "\n": lineFeed()
    case "\u{8}": (column, isWrapPending) = (max(0, column - 1), false)
    case "\t": column = min(columns - 1, (column / 8 + 1) * 8)
    case "\u{7}": break
    default: for character in text { print(character) }
    }
  }

  private mutating func print(_ character: Character) {
    let width = DisplayWidth.of(character)
    if width == 0 {
      join(character)
      return
    }
    if isWrapPending || column + width > columns {
      column = 0
      lineFeed()
    }
    if inserts { edit(UInt8(ascii: "@"), width, 0) }
    cells[row][column] = character
    if width == 2, column + 1 < columns { cells[row][column + 1] = "\u{0}" }
    column += width
    isWrapPending = column >= columns
    if isWrapPending { column = columns - 1 }
  }

  /// A combining mark joins the character before the cursor.
  private mutating func join(_ mark: Character) {
    var place = isWrapPending ? column : column - 1
    if place > 0, cells[row][place] == "\u{0}" { place -= 1 }
    guard place >= 0 else { return }
    let joined = String(cells[row][place]) + String(mark)
    if joined.count == 1 { cells[row][place] = Character(joined) }
  }

  private mutating func lineFeed() {
    isWrapPending = false
    guard row == rows - 1 else {
      row += 1
      return
    }
    scrolled.append(Self.text(cells[0]))
    cells.removeFirst()
    cells.append(Array(repeating: " ", count: columns))
  }

  private mutating func obey(_ sequence: [UInt8]) {
    if sequence == [0x1B, UInt8(ascii: "7")] { saved = (row, column, isWrapPending) }
    if sequence == [0x1B, UInt8(ascii: "8")] { (row, column, isWrapPending) = saved }
    if sequence == [0x1B, UInt8(ascii: "M")] { row = max(0, row - 1) }
    guard sequence.count > 2, sequence[1] == UInt8(ascii: "["), sequence[2] != UInt8(ascii: "?") else { return }
    let numbers = String(decoding: sequence.dropFirst(2).dropLast(), as: UTF8.self).split(separator: ";").map {
      Int($0) ?? 0
    }
    let count = max(1, numbers.first ?? 1)
    if sequence[2] == UInt8(ascii: "4"), sequence.count == 4 { inserts = sequence[3] == UInt8(ascii: "h") }
    let isMove = move(sequence[sequence.count - 1], count, numbers)
    if !isMove { edit(sequence[sequence.count - 1], count, numbers.first ?? 0) }
  }

  private mutating func move(_ command: UInt8, _ count: Int, _ numbers: [Int]) -> Bool {
    switch Character(Unicode.Scalar(command)) {
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G": column = min(columns - 1, count - 1)
    case "d": row = min(rows - 1, count - 1)
    case "H", "f":
      row = min(rows, max(1, numbers.first ?? 1)) - 1
      column = min(columns, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1
    default: return false
    }
    isWrapPending = false
    return true
  }

  private mutating func edit(_ command: UInt8, _ count: Int, _ mode: Int) {
    switch Character(Unicode.Scalar(command)) {
    case "K": erase(in: row, from: mode == 0 ? column : 0, to: mode == 1 ? column + 1 : columns)
    case "J":
      if mode == 0 {
        erase(in: row, from: column, to: columns)
        for below in (row + 1)..<max(row + 1, rows) { erase(in: below, from: 0, to: columns) }
      } else {
        for each in 0..<rows { erase(in: each, from: 0, to: columns) }
      }
    case "P":
      cells[row].removeSubrange(column..<min(columns, column + count))
      cells[row] += Array(repeating: " ", count: columns - cells[row].count)
    case "@":
      cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
      cells[row].removeLast(cells[row].count - columns)
    case "X": erase(in: row, from: column, to: min(columns, column + count))
    default: break
    }
  }

  private mutating func erase(in row: Int, from lower: Int, to upper: Int) {
    for place in lower..<max(lower, upper) { cells[row][place] = " " }
  }
}
