import WeirText

extension Rows {
  /// Makes the system clear fresh memory 2 MB at a time on all threads, before a product writes into all of its rows.
  ///
  /// The product's first columns would wait for all of it at once, and could not be stopped meanwhile. Rows must lie
  /// without gaps; small memory is left alone.
  public func touch(pool: WorkerPool = .shared) throws(Interrupted) {
    let (step, page, total) = (1 << 19, 1_024, count * width)
    guard total > 4 * step, stride == width else { return }
    try pool.run((total + step - 1) / step) { task in
      for place in Swift.stride(from: task * step, to: min(total, (task + 1) * step), by: page) { base[place] = 0 }
    }
  }
}
