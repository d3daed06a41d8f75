import WeirText

/// How a heat map is laid into the columns of a terminal.
struct CellMapFit: Sendable, Equatable {
  enum Cells: Sendable, Equatable {
    /// Numbers (or the cells' texts) in the cells.
    case numbers
    /// Coloured or shaded cells without numbers, one line a row.
    case swatches
    /// Cells one column wide and half a line high.
    case halfBlocks
  }

  let cells: Cells
  /// Columns of a cell.
  let cellWidth: Int
  /// Columns that a number may take where the digits of the scale do not fit; nil where they do.
  let numberRoom: Int?
  /// Columns of the row labels, with the blank behind them.
  let gutter: Int
  /// How many rows and columns of the map are drawn as one.
  let rowStep: Int
  let columnStep: Int
  /// Whether columns are named by their numbers, which stand in a key below unless the rows have the same labels.
  let numbersColumns: Bool
  /// Whether row labels have the numbers before them, because they are the columns' labels too.
  let numbersRows: Bool

  /// The widest label that rows are given.
  static let labelLimit = 20
  /// Rows beyond which a map is drawn in half blocks or pooled (a screen and a half).
  static let rowLimit = 64

  /// Chooses the richest form that fits.
  init(_ map: CellMap, width: Int, paints: Bool) {
    let columns = max(1, map.columns.count)
    let labels = LabelFit.width(map.rows.labels, limit: Self.labelLimit) + 1
    // A bar stands behind a number where nothing is painted.
    let beside = paints ? 0 : 1
    let content = map.texts.isEmpty ? Self.numberWidth(map) + beside : 4
    if map.rows.count <= Self.rowLimit, labels + columns * (content + 1) <= width {
      let text = LabelFit.width(map.texts, limit: 14)
      let wish = max(content + 2, text + 1, min(LabelFit.width(map.columns.labels, limit: 9) + 1, content + 5))
      self.init(.numbers, max(content + 1, min(wish, (width - labels) / columns)), labels)
      return
    }
    let narrow = (width - labels) / columns - 1 - beside
    if map.rows.count <= Self.rowLimit, map.texts.isEmpty, narrow >= Self.leastNumberWidth(map) {
      self.init(.numbers, narrow + 1 + beside, labels, numberRoom: narrow)
      return
    }
    let digits = String(max(columns, map.rows.count) - 1).count
    let shortest = paints && labels + 3 * columns <= width ? 2 : 1
    let areShort = map.columns.labels.allSatisfy { $0.displayWidth <= shortest }
    let numbersRows = !areShort && map.rows.labels == map.columns.labels
    let gutter = numbersRows ? min(labels, 17) + digits + 1 : labels
    if map.rows.count <= Self.rowLimit, gutter + 2 * columns <= width {
      let fits3 = paints && gutter + 3 * columns <= width
      self.init(.swatches, fits3 ? 3 : 2, gutter, numbersColumns: !areShort, numbersRows: numbersRows)
      return
    }
    let cell = paints ? 1 : 2
    // Labels give way to cells down to eight columns of text.
    let tight = min(gutter, max(8 + (numbersRows ? digits + 2 : 1), width - columns * cell))
    let room = max(1, (width - tight) / cell)
    let columnStep = (columns + room - 1) / room
    let rowsShown = paints ? 2 * Self.rowLimit : Self.rowLimit
    let rowStep = max((map.rows.count + rowsShown - 1) / rowsShown, map.rows.count == columns ? columnStep : 1)
    self.init(
      paints ? .halfBlocks : .swatches, cell, tight, rowStep: rowStep,
      columnStep: map.rows.count == columns ? max(rowStep, columnStep) : columnStep, numbersColumns: true,
      numbersRows: numbersRows)
  }

  private init(
    _ cells: Cells, _ cellWidth: Int, _ gutter: Int, numberRoom: Int? = nil, rowStep: Int = 1, columnStep: Int = 1,
    numbersColumns: Bool = false,
    numbersRows: Bool = false
  ) {
    self.cells = cells
    self.cellWidth = cellWidth
    self.numberRoom = numberRoom
    self.gutter = gutter
    self.rowStep = max(1, rowStep)
    self.columnStep = max(1, columnStep)
    self.numbersColumns = numbersColumns
    self.numbersRows = numbersRows
  }

  /// Columns that the widest number of a map needs.
  private static func numberWidth(_ map: CellMap) -> Int {
    extremes(map).map { NumberText.cell($0, decimals: map.scale.decimals).count }.max() ?? 1
  }

  /// Columns in which the numbers of a map still show a digit that tells them apart.
  private static func leastNumberWidth(_ map: CellMap) -> Int {
    let extremes = extremes(map)
    let size = extremes.map(abs).max() ?? 0
    var (decimals, unit) = (size >= 10 ? 0 : 1, 0.1)
    while size < unit, decimals < map.scale.decimals { (decimals, unit) = (decimals + 1, unit / 10) }
    return extremes.map { NumberText.cell($0, decimals: decimals, room: .max).count }.max() ?? 1
  }

  /// The smallest and the largest number, and 0.
  private static func extremes(_ map: CellMap) -> [Double] {
    var low: Float = 0
    var high: Float = 0
    for value in map.values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    return [Double(low), Double(high)]
  }
}
