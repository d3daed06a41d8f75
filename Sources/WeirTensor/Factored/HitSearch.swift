import WeirText

/// The search for the rows of a product whose own column is the largest.
///
/// Rows are first held against the tile that their own column lies in, which gives their own entry as well; those that are
/// left go through all tiles, and drop out where one beats them. The tiles are those of `largestColumns`, and a row's numbers
/// do not depend on its neighbours, so that both see the same bits.
struct HitSearch {
  private let left: Rows
  private let right: Factor
  /// The column of each row; nil where there is none.
  private let place: [Int?]

  init(_ left: Rows, _ right: Factor, _ place: [Int?]) {
    self.left = left
    self.right = right
    self.place = place
  }

  /// A row that has not been beaten.
  private struct Contender {
    let row: Int
    let place: Int
    /// Its entry at its own column.
    var value: Float = 0

    /// Whether an entry of a tile comes before the contender's own: one that is larger, or as large and further left.
    func isBeaten(by entries: UnsafePointer<Float>, of columns: Range<Int>) -> Bool {
      // What is not a number wins nothing.
      guard !value.isNaN else { return true }
      let middle = min(max(place, columns.lowerBound), columns.upperBound)
      for start in stride(from: columns.lowerBound, to: middle, by: 512) {
        var found = false
        for column in start..<min(start + 512, middle) {
          found = (entries[column - columns.lowerBound] >= value) || found
        }
        if found { return true }
      }
      for start in stride(from: middle, to: columns.upperBound, by: 512) {
        var found = false
        for column in start..<min(start + 512, columns.upperBound) {
          found = (entries[column - columns.lowerBound] > value) || found
        }
        if found { return true }
      }
      return false
    }
  }

  /// The rows whose own column holds their largest entry, the first of equals.
  /// - Throws: `Interrupted`.
  func hits() throws(Interrupted) -> Set<Int> {
    let left = try heldAgainstOwnTiles()
    return Set(try heldAgainstAllTiles(left).map(\.row))
  }

  private var tileCount: Int { (right.outputs + FactoredMatrix.tile.columns - 1) / FactoredMatrix.tile.columns }

  private func columns(ofTile tile: Int) -> Range<Int> {
    let first = tile * FactoredMatrix.tile.columns
    return first..<min(right.outputs, first + FactoredMatrix.tile.columns)
  }

  private func heldAgainstOwnTiles() throws(Interrupted) -> [Contender] {
    var inTile = [[Contender]](repeating: [], count: tileCount)
    for (row, place) in place.enumerated() {
      guard let place else { continue }
      inTile[place / FactoredMatrix.tile.columns].append(Contender(row: row, place: place))
    }
    let batches = inTile.indices.flatMap { tile in
      Self.batches(inTile[tile], of: FactoredMatrix.tile.rows).map { (tile: tile, contenders: $0) }
    }
    return try onAllCores(batches.count) { task in
      var batch = Batch(batches[task].contenders, left)
      batch.hold(against: right, columns(ofTile: batches[task].tile), isOwn: true)
      return batch.contenders
    }
  }

  private func heldAgainstAllTiles(_ contenders: [Contender]) throws(Interrupted) -> [Contender] {
    let threads = WorkerPool.shared.threadCount
    let height = max(1, min(FactoredMatrix.tile.rows, (contenders.count + threads - 1) / threads))
    let batches = Self.batches(contenders, of: height)
    return try onAllCores(batches.count) { task in
      var batch = Batch(batches[task], left)
      for tile in 0..<tileCount where !batch.contenders.isEmpty && !Interrupt.isRequested {
        batch.hold(against: right, columns(ofTile: tile), isOwn: false)
      }
      return batch.contenders
    }
  }

  private static func batches(_ contenders: [Contender], of height: Int) -> [[Contender]] {
    stride(from: 0, to: contenders.count, by: height).map { start in
      Array(contenders[start..<min(contenders.count, start + height)])
    }
  }

  /// What each task leaves, in the order of the tasks.
  private func onAllCores(_ count: Int, _ task: (Int) -> [Contender]) throws(Interrupted) -> [Contender] {
    let lists = Lists(count: count)
    try WorkerPool.shared.run(count) { lists.values[$0] = task($0) }
    return lists.values.flatMap { $0 }
  }

  /// One list a task, each written by that task alone.
  private final class Lists: @unchecked Sendable {
    let values: UnsafeMutableBufferPointer<[Contender]>

    init(count: Int) {
      values = .allocate(capacity: count)
      values.initialize(repeating: [])
    }

    deinit {
      values.deinitialize()
      values.deallocate()
    }
  }

  /// Some contenders with their rows of the left side one behind the other.
  private struct Batch {
    var contenders: [Contender]
    private let gathered: FloatBuffer
    private let entries: FloatBuffer
    private let width: Int

    init(_ contenders: [Contender], _ left: Rows) {
      self.contenders = contenders
      width = left.width
      gathered = FloatBuffer(count: contenders.count * width)
      entries = FloatBuffer(count: contenders.count * FactoredMatrix.tile.columns)
      for (i, contender) in contenders.enumerated() {
        (gathered.base + i * width).update(from: left.row(contender.row), count: width)
      }
    }

    /// Drops the contenders that an entry in these columns beats.
    mutating func hold(against right: Factor, _ columns: Range<Int>, isOwn: Bool) {
      withExtendedLifetime((gathered, entries)) {
        let products = entries.rows(contenders.count, width: columns.count)
        Product.multiplyHere(
          gathered.rows(contenders.count, width: width), right.outputs(columns), into: products)
        var kept = 0
        for i in contenders.indices {
          var contender = contenders[i]
          if isOwn { contender.value = products.row(i)[contender.place - columns.lowerBound] }
          if contender.isBeaten(by: products.row(i), of: columns) { continue }
          contenders[kept] = contender
          if kept < i { (gathered.base + kept * width).update(from: gathered.base + i * width, count: width) }
          kept += 1
        }
        contenders.removeLast(contenders.count - kept)
      }
    }
  }
}
