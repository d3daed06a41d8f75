/// The values of one heat map as bytes of a page: exact floats, or 8-bit cells with the strongest of each row exact.
struct CellPacking: Sendable, Equatable {
  enum Form: Sendable, Equatable {
    case exact
    case levels(low: Float, high: Float, count: Int)
  }

  let form: Form
  /// Whether only the lower triangle is written, the rest being missing.
  let isCausal: Bool
  /// Bytes: the cells, then for levels the columns and the values of the strongest cells.
  let bytes: [UInt8]
  /// How many strongest cells a row keeps, and how many there are in all.
  let topPerRow: Int
  let topCount: Int
  /// Where the columns of the strongest cells begin.
  let topStart: Int

  /// Cells up to which a map is written exactly: 512 x 512.
  static let exactLimit = 262_144

  /// Packs exactly, as four planes of bytes (the lowest bytes of all cells first), which deflates better than cell by cell.
  init(exact map: CellMap) {
    form = .exact
    isCausal = map.isCausal
    (topPerRow, topCount, topStart) = (0, 0, 0)
    bytes = Self.planes(map.kept(isCausal: isCausal), size: 4) { $0.bitPattern }
  }

  /// Packs into so many levels between the smallest and the largest value.
  init(_ cells: LevelCells, levels count: Int) {
    isCausal = cells.isCausal
    form = .levels(low: cells.low, high: cells.high, count: count)
    topPerRow = cells.topPerRow
    topCount = cells.topColumns.count
    topStart = cells.kept.count
    let (low, high) = (cells.low, cells.high)
    let factor = Float(count - 1) / (high - low)
    var bytes = [UInt8](repeating: 0, count: cells.kept.count)
    for (index, value) in cells.kept.enumerated() where value == value {
      // Half a level is added and the rest cut off: the distance from the lowest value is never negative.
      bytes[index] = UInt8(truncatingIfNeeded: 1 + Int((min(high, max(low, value)) - low) * factor + 0.5))
    }
    self.bytes =
      bytes + Self.planes(cells.topColumns, size: 2) { UInt32($0) }
      + Self.planes(cells.topValues, size: 4) { $0.bitPattern }
  }

  /// The largest error of a cell that is not among the strongest of its row.
  var error: Double {
    guard case .levels(let low, let high, let count) = form else { return 0 }
    return Double(high - low) / Double(count - 1) / 2
  }

  private static func planes<Element>(_ elements: [Element], size: Int, bits: (Element) -> UInt32) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: elements.count * size)
    for (index, element) in elements.enumerated() {
      let word = bits(element)
      for plane in 0..<size {
        bytes[plane * elements.count + index] = UInt8(truncatingIfNeeded: word >> UInt32(8 * plane))
      }
    }
    return bytes
  }
}

extension CellMap {
  /// Whether every cell right of the diagonal of a square map is missing.
  var isCausal: Bool {
    let size = columns.count
    guard size > 1, rows.count == size else { return false }
    for row in 0..<size - 1 {
      for column in row + 1..<size where !values[row * size + column].isNaN { return false }
    }
    return true
  }

  /// The values that are written: all, or the lower triangle.
  func kept(isCausal: Bool) -> [Float] {
    guard isCausal else { return values }
    let size = columns.count
    var kept: [Float] = []
    kept.reserveCapacity(size * (size + 1) / 2)
    for row in 0..<size { kept += values[row * size...row * size + row] }
    return kept
  }
}
