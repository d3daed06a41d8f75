import WeirText

/// What packing a large map into levels needs, however many levels there are: its cells, their range, and the strongest of
/// each row, which stay exact.
struct LevelCells: Sendable {
  let isCausal: Bool
  /// The cells that are written, row by row.
  let kept: [Float]
  let low: Float
  let high: Float
  /// How many strongest cells a row keeps.
  let topPerRow: Int
  /// The strongest cells of each row, strongest first, ties in reading order.
  private(set) var topColumns: [UInt16] = []
  private(set) var topValues: [Float] = []

  /// The keys of each row that stay exact among 8-bit cells.
  static let topPerRow = 64

  init(_ map: CellMap) {
    isCausal = map.isCausal
    kept = map.kept(isCausal: isCausal)
    var (low, high) = (Float.infinity, -Float.infinity)
    for value in kept where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
    if low > high { (low, high) = (0, 1) }
    if low == high { high = low + 1 }
    (self.low, self.high) = (low, high)
    topPerRow = min(Self.topPerRow, map.columns.count)
    topColumns.reserveCapacity(map.rows.count * topPerRow)
    topValues.reserveCapacity(map.rows.count * topPerRow)
    var selection = Selection(isDiverging: map.scale.isDiverging)
    var start = 0
    for row in 0..<map.rows.count where !Interrupt.isRequested {
      let count = isCausal ? row + 1 : map.columns.count
      for column in selection.strongest(min(topPerRow, count), of: kept, from: start, count: count) {
        topColumns.append(UInt16(clamping: column))
        topValues.append(kept[start + column])
      }
      start += count
    }
  }

  /// Finds the strongest cells of rows.
  ///
  /// A first pass counts strengths by the upper bits of their pattern, which says from where on a cell can be among the
  /// strongest; only those few are compared.
  private struct Selection {
    let isDiverging: Bool
    private var counts = [Int32](repeating: 0, count: 1 << 12)
    private var keys: [UInt32] = []
    private var best: [(key: UInt32, column: Int)] = []

    init(isDiverging: Bool) { self.isDiverging = isDiverging }

    mutating func strongest(_ limit: Int, of cells: [Float], from start: Int, count: Int) -> [Int] {
      guard limit > 0 else { return [] }
      for place in counts.indices { counts[place] = 0 }
      keys.removeAll(keepingCapacity: true)
      for column in 0..<count {
        let key = key(cells[start + column])
        keys.append(key)
        counts[Int(key >> 20)] += 1
      }
      var (bin, above) = (counts.count, 0)
      while bin > 0, above < limit {
        bin -= 1
        above += Int(counts[bin])
      }
      let least = UInt32(bin) << 20
      best.removeAll(keepingCapacity: true)
      var weakest = UInt32.max
      for column in 0..<count where keys[column] >= least { take(column, limit, &weakest) }
      return best.sorted { ($0.key, $1.column) > ($1.key, $0.column) }.map(\.column)
    }

    private mutating func take(_ column: Int, _ limit: Int, _ weakest: inout UInt32) {
      let key = keys[column]
      if best.count < limit {
        best.append((key, column))
        if best.count == limit { weakest = best.reduce(.max) { min($0, $1.key) } }
      } else if key > weakest, let place = best.lastIndex(where: { $0.key == weakest }) {
        best[place] = (key, column)
        weakest = best.reduce(.max) { min($0, $1.key) }
      }
    }

    /// A number that grows with the strength of a cell; 0 for a missing one.
    private func key(_ value: Float) -> UInt32 {
      guard value == value else { return 0 }
      let bits = (isDiverging ? abs(value) : value).bitPattern
      return bits >> 31 == 0 ? bits | 1 << 31 : ~bits
    }
  }
}
