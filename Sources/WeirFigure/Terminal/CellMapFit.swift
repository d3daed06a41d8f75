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
  /// Columns of the row labels, with the blank behind them.
  let gutter: Int
  /// How many rows and columns of the map are drawn as one.
  let rowStep: Int
  let columnStep: Int
  /// Whether columns are named by their numbers, which then stand before the row labels as well.
  let numbersColumns: Bool

  /// The widest label that rows are given.
  static let labelLimit = 20
  /// Rows beyond which a map is drawn in half blocks or pooled (a screen and a half).
  static let rowLimit = 64

  /// Chooses the richest form that fits.
  init(_ map: CellMap, width: Int, paints: Bool) {
    let columns = max(1, map.columns.count)
    let labels = LabelFit.width(map.rows.labels, limit: Self.labelLimit) + 1
    let content = Self.contentWidth(map) + (paints || !map.texts.isEmpty ? 0 : 1)
    if map.rows.count <= Self.rowLimit, labels + columns * (content + 1) <= width {
      let wish = max(content + 2, min(LabelFit.width(map.columns.labels, limit: 9) + 1, content + 5))
      self.init(.numbers, max(content + 1, min(wish, (width - labels) / columns)), labels)
      return
    }
    let digits = String(max(columns, map.rows.count) - 1).count
    let areShort = map.columns.labels.allSatisfy { $0.displayWidth <= 2 }
    let gutter = areShort ? labels : min(labels, 17) + digits + 1
    if map.rows.count <= Self.rowLimit, gutter + 2 * columns <= width {
      let fits3 = paints && gutter + 3 * columns <= width
      self.init(.swatches, fits3 ? 3 : 2, gutter, numbersColumns: !areShort)
      return
    }
    let cell = paints ? 1 : 2
    // Labels give way to cells down to eight columns of text.
    let tight = min(gutter, max(8 + digits + 2, width - columns * cell))
    let room = max(1, (width - tight) / cell)
    let columnStep = (columns + room - 1) / room
    let rowsShown = paints ? 2 * Self.rowLimit : Self.rowLimit
    let rowStep = max((map.rows.count + rowsShown - 1) / rowsShown, map.rows.count == columns ? columnStep : 1)
    self.init(
      paints ? .halfBlocks : .swatches, cell, tight, rowStep: rowStep,
      columnStep: map.rows.count == columns ? max(rowStep, columnStep) : columnStep, numbersColumns: true)
  }

  private init(
    _ cells: Cells, _ cellWidth: Int, _ gutter: Int, rowStep: Int = 1, columnStep: Int = 1, numbersColumns: Bool = false
  ) {
    self.cells = cells
    self.cellWidth = cellWidth
    self.gutter = gutter
    self.rowStep = max(1, rowStep)
    self.columnStep = max(1, columnStep)
    self.numbersColumns = numbersColumns
  }

  /// Columns that the widest number or text of a map needs; texts are clipped at eight.
  private static func contentWidth(_ map: CellMap) -> Int {
    if !map.texts.isEmpty { return LabelFit.width(map.texts, limit: 8) }
    var low: Float = 0
    var high: Float = 0
    for value in map.values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    return [low, high].map { NumberText.fixed(Double($0), decimals: map.scale.decimals).count }.max() ?? 1
  }
}
