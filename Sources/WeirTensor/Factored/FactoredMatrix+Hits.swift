// Whether each row's largest entry stands where it is expected, found without looking at most entries.

extension FactoredMatrix {
  /// Whether the largest entry of each row, the first of equals, stands at the place given for it: a mask, the same as
  /// `reduced(.argmax, over: name)` compared with the places.
  ///
  /// A row is lost as soon as one entry beats its own, and most rows lose within the tile of their own column, so a
  /// circuit over a vocabulary costs about one tile of columns a row. A place that is no column is no hit.
  /// - Throws: `Interrupted`, `TensorProblem.unknownAxis`, `.axisMismatch`, `.tooLarge`.
  public func isLargest(at places: Tensor, over name: String) throws -> Tensor {
    guard name == columnAxis.name, canBeTiled, places.axes.count == 1, places.axes[0].name == rowAxis.name,
      places.axes[0].size == rowAxis.size
    else { return try Tensor.elementwise(.equal, reduced(.argmax, over: name), places) }
    let columns = Float(columnAxis.size)
    let own = places.values.map { $0 >= 0 && $0 < columns && $0 == $0.rounded() ? Int($0) : nil }
    let hits = try left.withValues { left in
      try right.withValues { right in
        guard let left = left.baseAddress, let right = right.baseAddress else { return Set<Int>() }
        // `Rows` is a view for reading and writing; the left side is only read.
        let rows = Rows(UnsafeMutablePointer(mutating: left), count: own.count, width: innerAxis.size)
        return try HitSearch(rows, Factor(right, inputs: innerAxis.size, outputs: columnAxis.size), own).hits()
      }
    }
    return Tensor([rowAxis], isMask: true) { target in
      for row in 0..<target.count { target[row] = hits.contains(row) ? 1 : 0 }
    }
  }
}
