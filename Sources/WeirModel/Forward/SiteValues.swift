import WeirTensor

/// The numbers of a site of one run in one layer, in the layout that reading gives.
///
/// Places that hold nothing are `Tensor.missing`: positions behind a shorter prompt's end, and masked scores.
final class SiteValues: @unchecked Sendable {
  let layout: SiteLayout
  let memory: FloatBuffer

  init(_ layout: SiteLayout) {
    self.layout = layout
    memory = FloatBuffer(count: layout.count)
    let isFull = !layout.batch.isBatch || (layout.batch.isEven && layout.keys.isEven)
    if !isFull { memory.base.update(repeating: Tensor.missing, count: layout.count) }
  }

  /// The numbers of some parts of a whole site.
  init(_ layout: SiteLayout, partOf whole: SiteValues) {
    self.layout = layout
    memory = FloatBuffer(count: layout.count)
    // A matrix's parts lie behind each other in a prompt, other sites' in a row.
    let (outer, inner) =
      layout.isMatrix
      ? (layout.batch.count, layout.promptSize / max(1, layout.parts.count))
      : (layout.batch.count * layout.batch.longest, layout.width)
    let all = whole.layout.parts.count * inner
    let start = (layout.parts.lowerBound - whole.layout.parts.lowerBound) * inner
    let count = layout.parts.count * inner
    for index in 0..<outer {
      (memory.base + index * count).update(from: whole.memory.base + index * all + start, count: count)
    }
  }

  /// The tensor of these numbers, which shares their memory.
  func tensor(_ model: Model, partAxis: Bool = true) -> Tensor {
    let labels = model.labels(layout.batch)
    let keyLabels = layout.name.isCrossMatrix ? model.labels(layout.keys) : labels
    let tensor = Tensor(
      layout.axes(model, labels: labels, keyLabels: keyLabels, partAxis: partAxis),
      borrowing: UnsafeBufferPointer(start: memory.base, count: layout.count), lender: memory)
    let extents = layout.extents(labels: labels, keyLabels: keyLabels)
    return extents.isEmpty ? tensor : tensor.withRows(extents)
  }

  /// Where a position's numbers of the site stand `[part, width]`.
  func row(prompt: Int, position: Int) -> UnsafeMutablePointer<Float> {
    memory.base + layout.offset(prompt: prompt) + position * layout.rowWidth
  }

  /// Takes the numbers of a pass's rows.
  func take(_ rows: Rows, _ segment: Segment) {
    let columns = layout.parts.lowerBound * layout.width
    for row in segment.rows {
      self.row(prompt: segment.prompt, position: segment.first + row - segment.rows.lowerBound).update(
        from: rows.row(row) + columns, count: layout.rowWidth)
    }
  }

  /// Gives its numbers to a pass's rows, at some positions or all.
  func give(_ rows: Rows, _ segment: Segment, at positions: [Int]?) {
    let columns = layout.parts.lowerBound * layout.width
    for position in positions ?? Array(segment.first..<segment.end) {
      guard let row = segment.row(position) else { continue }
      (rows.row(row) + columns).update(
        from: self.row(prompt: segment.prompt, position: position), count: layout.rowWidth)
    }
  }

  /// Takes a head's scores or pattern; minus infinity becomes missing.
  func take(_ matrix: AttentionMatrix) {
    guard layout.parts.contains(matrix.head) else { return }
    let (part, count) = (matrix.head - layout.parts.lowerBound, matrix.rows.width)
    for query in 0..<matrix.rows.count {
      let place =
        memory.base
        + layout.offset(prompt: matrix.segment.prompt, part: part, query: matrix.segment.first + query)
      let source = matrix.rows.row(query)
      for key in 0..<count { place[key] = source[key] == -.infinity ? Tensor.missing : source[key] }
    }
  }

  /// Gives a head its numbers back; missing ones become minus infinity.
  func give(_ matrix: AttentionMatrix, at queries: [Int]?) {
    guard layout.parts.contains(matrix.head) else { return }
    let (part, count) = (matrix.head - layout.parts.lowerBound, matrix.rows.width)
    for query in queries ?? Array(matrix.segment.first..<matrix.segment.end) {
      let row = query - matrix.segment.first
      guard (0..<matrix.rows.count).contains(row) else { continue }
      let source = memory.base + layout.offset(prompt: matrix.segment.prompt, part: part, query: query)
      for key in 0..<count { matrix.rows.row(row)[key] = Tensor.isMissing(source[key]) ? -.infinity : source[key] }
    }
  }
}
