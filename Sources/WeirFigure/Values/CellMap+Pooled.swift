import WeirText

extension CellMap {
  /// The map with blocks of cells drawn as one, each as strong as its strongest cell; a row or column that begins a block
  /// gives it its label.
  func pooled(rowStep: Int, columnStep: Int) -> CellMap {
    guard rowStep > 1 || columnStep > 1 else { return self }
    let height = (rows.count + rowStep - 1) / rowStep
    let width = (columns.count + columnStep - 1) / columnStep
    var pooled = [Float](repeating: .nan, count: height * width)
    for row in 0..<rows.count where !Interrupt.isRequested {
      let target = row / rowStep * width
      for column in 0..<columns.count {
        let value = self[row, column]
        let place = target + column / columnStep
        if isStronger(value, than: pooled[place]) { pooled[place] = value }
      }
    }
    return CellMap(
      rows: rows.every(rowStep), columns: columns.every(columnStep), values: pooled, scale: scale)
  }

  private func isStronger(_ value: Float, than other: Float) -> Bool {
    if value.isNaN { return false }
    if other.isNaN { return true }
    return scale.isDiverging ? abs(value) > abs(other) : value > other
  }
}

extension FigureAxis {
  /// The axis with every so-manieth label.
  func every(_ step: Int) -> FigureAxis {
    guard step > 1 else { return self }
    return FigureAxis(name, labels: stride(from: 0, to: count, by: step).map { labels[$0] })
  }
}
