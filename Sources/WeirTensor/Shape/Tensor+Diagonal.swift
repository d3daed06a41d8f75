// Diagonals of matrices on two of the axes.

extension Tensor {
  /// The values where the position on `second` is that on `first` plus `offset`, along the axis `first`.
  ///
  /// With `[head, query, key]` and offset -1: what each query gives to the position before it, `[head, query]`.
  /// - Parameter pair: the two axes; nil for the last two.
  /// - Throws: `TensorProblem.needsMatrix`, `.unknownAxis`, `.offsetOutOfRange`.
  public func diagonal(_ pair: (String, String)? = nil, offset: Int = 0) throws -> Tensor {
    guard axes.count >= 2 else { throw TensorProblem.needsMatrix(operation: "`diagonal`", axes) }
    let first = try pair.map { try requiredAxis($0.0) } ?? axes.count - 2
    let second = try pair.map { try requiredAxis($0.1) } ?? axes.count - 1
    guard first != second else { throw TensorProblem.axisIndexedTwice(axes[first].name) }
    let (rowCount, columnCount) = (axes[first].size, axes[second].size)
    guard offset > -rowCount, offset < columnCount || offset == 0 else {
      throw TensorProblem.offsetOutOfRange(offset, [axes[first], axes[second]])
    }
    let start = (row: Swift.max(0, -offset), column: Swift.max(0, offset))
    let length = Swift.max(0, Swift.min(rowCount - start.row, columnCount - start.column))
    let axis = axes[first].taking(Array(start.row..<(start.row + length)))
    let resultAxes = axes.indices.filter { $0 != second }.map { $0 == first ? axis : axes[$0] }
    let own = strides
    let steps = axes.indices.filter { $0 != second }.map { $0 == first ? own[first] + own[second] : own[$0] }
    let layout = StridedLayout(sizes: resultAxes.map(\.size), strides: [steps])
    let begin = start.row * own[first] + start.column * own[second]
    let rows = diagonalRows(axes[first].name, axes[second].name, start: start, length: length)
    return try Tensor.make(resultAxes, isMask: isMask, rows: rows) { target in
      withValues { source in
        var next = 0
        layout.forEachRun { offsets, count in
          for i in 0..<count { target[next + i] = source[begin + offsets[0] + i * layout.innerSteps[0]] }
          next += count
        }
      }
    }
  }

  private func diagonalRows(
    _ first: String, _ second: String, start: (row: Int, column: Int), length: Int
  ) -> [RowExtent] {
    rows.compactMap { extent in
      if extent.axis == second || extent.rowAxis == second { return nil }
      if extent.rowAxis == first { return extent.taking(rows: Array(start.row..<(start.row + length))) }
      guard extent.axis == first else { return extent }
      let columns = rows.first { $0.axis == second && $0.rowAxis == extent.rowAxis }?.lengths
      let lengths = extent.lengths.enumerated().map { row, own in
        Swift.max(0, Swift.min(length, own - start.row, (columns?[row] ?? Int.max) - start.column))
      }
      let labels = extent.labels.map { all in
        zip(all, lengths).map { Array($0.dropFirst(start.row).prefix($1)) }
      }
      return extent.withLengths(lengths, labels: labels)
    }
  }
}
