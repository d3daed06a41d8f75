// The place of the largest entry of each row, from tiles that never leave the cache.

extension FactoredMatrix {
  /// The columns of a tile, and its rows: 2 MB of entries.
  static let tile = (rows: 256, columns: 2048)

  /// Which column is the largest of each row, `[row]`, the first of equals; nil where a batch or a number that is not finite
  /// needs the general way.
  /// - Throws: `Interrupted`, `TensorProblem.tooLarge`.
  func largestColumns() throws -> Tensor? {
    guard canBeTiled else { return nil }
    let (rows, columns) = (rowAxis.size, columnAxis.size)
    let tasks = (columns + Self.tile.columns - 1) / Self.tile.columns
    // One candidate a row and task: every task writes entries of its own.
    let (values, places) = (FloatBuffer(count: tasks * rows), FloatBuffer(count: tasks * rows))
    try left.withValues { a in
      try right.withValues { b in
        guard let a = a.baseAddress, let b = b.baseAddress else { return }
        // `Rows` is a view for reading and writing; the left side is only read.
        let sides = (
          Rows(UnsafeMutablePointer(mutating: a), count: rows, width: innerAxis.size),
          Factor(b, inputs: innerAxis.size, outputs: columns)
        )
        try WorkerPool.shared.run(tasks) { task in
          let range = task * Self.tile.columns..<Swift.min(columns, (task + 1) * Self.tile.columns)
          let memory = FloatBuffer(count: Swift.min(rows, Self.tile.rows) * range.count)
          for start in stride(from: 0, to: rows, by: Self.tile.rows) {
            let some = start..<Swift.min(rows, start + Self.tile.rows)
            let entries = Rows(memory.base, count: some.count, width: range.count)
            Product.multiplyHere(sides.0.rows(some), sides.1.outputs(range), into: entries)
            for row in some {
              let (place, value) = Self.largest(entries.row(row - start), range.count)
              values.base[task * rows + row] = value
              places.base[task * rows + row] = Float(range.lowerBound + place)
            }
          }
        }
      }
    }
    return Tensor([rowAxis]) { target in
      for row in 0..<rows {
        var best = 0
        for task in 1..<Swift.max(1, tasks) where values.base[task * rows + row] > values.base[best * rows + row] {
          best = task
        }
        target[row] = places.base[best * rows + row]
      }
    }
  }

  /// Whether it is one matrix of finite numbers, which tiles can be searched in.
  var canBeTiled: Bool {
    batchAxes.isEmpty && rowAxis.size > 0 && columnAxis.size > 0 && innerAxis.size > 0 && isFinite(left)
      && isFinite(right)
  }

  /// The first place of the largest of some finite numbers.
  private static func largest(_ numbers: UnsafePointer<Float>, _ count: Int) -> (place: Int, value: Float) {
    let whole = count / 16 * 16
    var lanes = SIMD16<Float>(repeating: -.infinity)
    for start in stride(from: 0, to: whole, by: 16) {
      let next = UnsafeRawPointer(numbers + start).loadUnaligned(as: SIMD16<Float>.self)
      lanes.replace(with: next, where: next .> lanes)
    }
    var value = lanes.max()
    for i in whole..<count where numbers[i] > value { value = numbers[i] }
    var place = 0
    while place < count - 1, numbers[place] != value { place += 1 }
    return (place, value)
  }

  private func isFinite(_ tensor: Tensor) -> Bool {
    tensor.withValues { values in
      for start in stride(from: 0, to: values.count, by: 4096) {
        var found = false
        for i in start..<Swift.min(start + 4096, values.count) { found = !values[i].isFinite || found }
        if found { return false }
      }
      return true
    }
  }
}
