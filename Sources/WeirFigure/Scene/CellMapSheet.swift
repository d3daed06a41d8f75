import WeirText

/// How a heat map is laid out on paper: the places of its parts, in points.
struct CellMapSheet: Sendable, Equatable {
  let cellWidth: Double
  let cellHeight: Double
  /// Where the cells begin; labels and axis names stand left of and above it.
  let left: Double
  let top: Double
  let width: Double
  let height: Double
  /// Whether column labels are slanted.
  let slants: Bool
  /// Every so-manieth row and column has a label.
  let rowLabelStep: Int
  let columnLabelStep: Int
  /// The size of the text in the cells; nil when there is no room.
  let contentSize: Double?

  /// The room that one label takes, in points.
  static let labelLimit = 96.0
  private static let labelSize = ScenePainter.textSize

  /// Chooses the largest cells, at most 26 points, with which the map fits; a map beside one with the same rows need not
  /// name them again.
  init(_ map: CellMap, width: Double, namesRows: Bool = true) {
    let left = namesRows ? Self.rowRoom(map) : 0
    let content = Self.widest(map.texts, size: 7)
    let wish = map.texts.isEmpty ? 26 : max(26, min(64, content + 6))
    let cellWidth = min(wish, (width - left) / Double(max(1, map.columns.count)))
    // Few rows need not be square; many must stay on a page.
    let cellHeight = min(map.texts.isEmpty ? cellWidth : 18, 640 / Double(max(1, map.rows.count)), 26)
    let labels = Self.widest(map.columns.labels)
    // A single label may be wider than its column: nothing stands beside it.
    slants = labels > cellWidth - 3 && (map.columns.count > 1 || labels > 60)
    let labelHeight = slants ? min(Self.labelLimit, labels) * 0.7072 + 8 : Self.labelSize + 5
    self.left = left
    self.top = labelHeight + (map.columns.name.isEmpty ? 0 : 12)
    self.cellWidth = cellWidth
    self.cellHeight = cellHeight
    self.width = cellWidth * Double(map.columns.count)
    self.height = cellHeight * Double(map.rows.count)
    rowLabelStep = Self.labelStep(cellHeight, room: 9)
    columnLabelStep = Self.labelStep(cellWidth, room: 10)
    contentSize = Self.contentSize(map, cellWidth: cellWidth, cellHeight: cellHeight)
  }

  /// The room of the row labels and of the axis's name.
  static func rowRoom(_ map: CellMap) -> Double {
    min(labelLimit, widest(map.rows.labels)) + 6 + (map.rows.name.isEmpty ? 0 : 13)
  }

  /// Cells without labels.
  init(cellWidth: Double, cellHeight: Double, map: CellMap) {
    (left, top) = (0, 0)
    self.cellWidth = cellWidth
    self.cellHeight = cellHeight
    width = cellWidth * Double(map.columns.count)
    height = cellHeight * Double(map.rows.count)
    slants = false
    (rowLabelStep, columnLabelStep) = (1, 1)
    contentSize = nil
  }

  /// Labels stand at every cell, or at steps of 1, 2 or 5 times a power of ten.
  private static func labelStep(_ cell: Double, room: Double) -> Int {
    var step = 1
    let factors = [2.0, 2.5, 2.0]
    var turn = 0
    while Double(step) * cell < room, step < 1_000_000 {
      step = Int(Double(step) * factors[turn % 3])
      turn += 1
    }
    return step
  }

  private static func contentSize(_ map: CellMap, cellWidth: Double, cellHeight: Double) -> Double? {
    guard cellHeight >= 8, cellWidth >= 12 else { return nil }
    let texts = map.texts.isEmpty ? ends(map) : map.texts
    let widest = widest(texts, size: 1)
    let size = min(7.5, cellHeight * 0.62, (cellWidth - 3) / max(0.5, widest))
    if !map.texts.isEmpty { return max(5, size) }
    return size >= 4.8 ? size : nil
  }

  private static func ends(_ map: CellMap) -> [String] {
    var (low, high): (Float, Float) = (0, 0)
    for value in map.values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    return [low, high].map { NumberText.cell(Double($0), decimals: map.scale.decimals) }
  }

  private static func widest(_ texts: [String], size: Double = labelSize) -> Double {
    texts.reduce(0) { max($0, FontMetrics.width($1, size: size)) }
  }
}
