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

  /// Cells up to which a map is written exactly: 512 x 512.
  static let exactLimit = 262_144
  /// The keys of each row that stay exact among 8-bit cells.
  static let topPerRow = 64

  /// Packs exactly, as four planes of bytes (the lowest bytes of all cells first), which deflates better than cell by cell.
  init(exact map: CellMap) {
    form = .exact
    isCausal = map.isCausal
    (topPerRow, topCount) = (0, 0)
    bytes = Self.planes(Self.kept(map, isCausal: isCausal), size: 4) { $0.bitPattern }
  }

  /// Packs into so many levels between the smallest and the largest value.
  init(_ map: CellMap, levels count: Int) {
    isCausal = map.isCausal
    let kept = Self.kept(map, isCausal: isCausal)
    var (low, high) = (Float.infinity, -Float.infinity)
    for value in kept where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    if low > high { (low, high) = (0, 1) }
    if low == high { high = low + 1 }
    form = .levels(low: low, high: high, count: count)
    topPerRow = min(Self.topPerRow, map.columns.count)
    let factor = Float(count - 1) / (high - low)
    var bytes = [UInt8](repeating: 0, count: kept.count)
    for (index, value) in kept.enumerated() where !value.isNaN {
      bytes[index] = UInt8(1 + Int(((min(high, max(low, value)) - low) * factor).rounded()))
    }
    let top = Self.top(map, isCausal: isCausal, limit: topPerRow)
    topCount = top.columns.count
    self.bytes =
      bytes + Self.planes(top.columns, size: 2) { UInt32($0) } + Self.planes(top.values, size: 4) { $0.bitPattern }
  }

  /// The largest error of a cell that is not among the strongest of its row.
  var error: Double {
    guard case .levels(let low, let high, let count) = form else { return 0 }
    return Double(high - low) / Double(count - 1) / 2
  }

  /// Where the columns of the strongest cells begin.
  func topStart(_ map: CellMap) -> Int {
    isCausal ? map.rows.count * (map.rows.count + 1) / 2 : map.values.count
  }

  private static func kept(_ map: CellMap, isCausal: Bool) -> [Float] {
    guard isCausal else { return map.values }
    let size = map.columns.count
    var kept: [Float] = []
    kept.reserveCapacity(size * (size + 1) / 2)
    for row in 0..<size { kept += map.values[row * size...row * size + row] }
    return kept
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

  /// The strongest cells of each row, strongest first; missing ones fill up rows that have fewer.
  private static func top(_ map: CellMap, isCausal: Bool, limit: Int) -> (columns: [UInt16], values: [Float]) {
    var columns: [UInt16] = []
    var values: [Float] = []
    let width = map.columns.count
    let isDiverging = map.scale.isDiverging
    for row in 0..<map.rows.count {
      let present = isCausal ? row + 1 : width
      let room = min(limit, present)
      var best: [(strength: Float, column: Int)] = []
      var weakest = -Float.infinity
      for column in 0..<present {
        let value = map.values[row * width + column]
        let strength = value.isNaN ? -.infinity : isDiverging ? abs(value) : value
        if best.count < room {
          best.append((strength, column))
          if best.count == room { weakest = best.reduce(.infinity) { min($0, $1.strength) } }
        } else if strength > weakest, let place = best.firstIndex(where: { $0.strength == weakest }) {
          best[place] = (strength, column)
          weakest = best.reduce(.infinity) { min($0, $1.strength) }
        }
      }
      for entry in best.sorted(by: { ($0.strength, $1.column) > ($1.strength, $0.column) }) {
        columns.append(UInt16(clamping: entry.column))
        values.append(map.values[row * width + entry.column])
      }
    }
    return (columns, values)
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
}
