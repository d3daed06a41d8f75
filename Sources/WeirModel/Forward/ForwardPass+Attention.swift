// Attention: queries, keys and values; scores, pattern and mix, one head of one prompt at a time.

import CKernels
import WeirTensor
import WeirText

extension ForwardPass {
  /// Queries, keys and values side by side in `work.attention`: `[row, (head + 2 · group) · d_head]`.
  func project(_ l: Int, _ w: AttentionWeights, _ h: Rows) throws {
    let c = configuration
    let all = work.attention.rows(h.count, width: c.attentionWidth)
    let (q, k, v) = (all.columns(c.queryColumns), all.columns(c.keyColumns), all.columns(c.valueColumns))
    if let fused = w.fused {
      try multiply(h, fused, into: all)  // [row, (head + 2 · group) · d_head]
    } else {
      let memory = configuration.positions == .shortformer ? FloatBuffer(count: h.count * h.width) : nil
      let placed = memory.map { self.placed(h, into: $0.rows(h.count, width: h.width)) } ?? h
      try multiply(placed, w.query, into: q)  // [row, head · d_head]
      try multiply(placed, w.key, into: k)  // [row, group · d_head]
      try multiply(h, w.value, into: v)  // [row, group · d_head]
      withExtendedLifetime(memory) {}
    }
    try splitInputs(l, w, q, k, v)
    try tap(.q, l, q)  // [row, head, d_head]
    try tap(.k, l, k)  // [row, group, d_head]
    try tap(.v, l, v)  // [row, group, d_head]
    try normQueriesAndKeys(l, w, q, k)
    try rotate(l, q, k)
    try fillCaches(l, k, v)
  }

  /// What queries and keys read: with the positions added, in models that tell them nobody else.
  private func placed(_ h: Rows, into rows: Rows) -> Rows {
    guard let table = weights.positionEmbedding else { return h }
    for segment in segments {
      for (offset, row) in segment.rows.enumerated() {
        rows.row(row).update(from: h.row(row), count: h.width)
        weir_add(rows.row(row), table + (segment.first + offset) * h.width, h.width)
      }
    }
    return rows
  }

  /// Appends keys and values to the caches of the segments that have one.
  private func fillCaches(_ l: Int, _ k: Rows, _ v: Rows) throws {
    for segment in segments {
      guard case .cache(let cache, appends: true) = segment.earlier else { continue }
      let (keys, values) = cache.rows(layer: l)
      for (offset, row) in segment.rows.enumerated() {
        keys.row(segment.first + offset).update(from: k.row(row), count: k.width)
        values.row(segment.first + offset).update(from: v.row(row), count: v.width)
      }
    }
  }

  /// Mixes values by the pattern: z `[row, head · d_head]` of the pass's rows, from keys and values of `keys`' rows.
  func attend(_ l: Int, keys: [Segment], into z: Rows) throws {
    let groups = configuration.keyValueHeadCount
    let watched = taps.runsWatchingPatterns(l)
    let plain = segments.indices.filter { !watched.contains(segments[$0].run) && !segments[$0].rows.isEmpty }
    let items = plain.count * groups
    // A few items a task where items are small, so that taking a task costs nothing beside it.
    let step = max(1, min(items / (8 * pool.threadCount), 4_096 / max(1, x.count / max(1, plain.count))))
    try pool.run((items + step - 1) / step) { task in
      for item in (task * step)..<min(items, (task + 1) * step) {
        let index = plain[item / groups]
        attendGroup(l, item % groups, keys, index, into: z)
      }
    }
    for run in watched.sorted() { try attendWatched(l, run, keys, into: z) }
  }

  /// The heads of one key-value group in one prompt, a stretch of queries at a time.
  private func attendGroup(_ l: Int, _ group: Int, _ keys: [Segment], _ index: Int, into z: Rows) {
    let c = configuration
    let (query, count, e) = (segments[index], keys[index].end, c.dHead)
    let stretch = min(32, query.rows.count)
    let keySize = weir_panel_size(count, e)
    let valueSize = weir_panel_size(e, count)
    let stride = c.scoreStride(count)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: keySize + valueSize + stretch * stride) { scratch in
      guard let keyPanels = scratch.baseAddress else { return }
      let valuePanels = keyPanels + keySize
      pack(l, group, keys, index, keyPanels, valuePanels)
      let scores = Rows(valuePanels + valueSize, count: stretch, width: count, stride: stride)
      for head in c.heads(of: group) {
        for start in Swift.stride(from: 0, to: query.rows.count, by: stretch) {
          // A long prompt's head takes longer than a look at the flag may wait; the pool throws.
          if Interrupt.isRequested { return }
          let part = start..<min(start + stretch, query.rows.count)
          let first = query.first + part.lowerBound
          let used = c.lastKey(of: first + part.count - 1, count: count) + 1
          let rows = scores.rows(0..<part.count)
          score(l, head, query, part, keyPanels, used, into: rows)
          for offset in 0..<part.count { weir_softmax(rows.row(offset), used) }
          mixValues(head, rows, valuePanels, used, depth: count, query, part, into: z)
        }
      }
    }
  }

  /// Scores `[query, key]` of a stretch of a prompt's queries with its first `used` keys: scaled, capped, biased, masked.
  func score(
    _ l: Int, _ head: Int, _ query: Segment, _ part: Range<Int>, _ keyPanels: UnsafePointer<Float>, _ used: Int,
    into scores: Rows
  ) {
    let c = configuration
    let e = c.dHead
    let all = work.attention.rows(query.rows.upperBound, width: c.attentionWidth)
    weir_panel_product(
      all.row(query.rows.lowerBound + part.lowerBound) + head * e, all.stride, part.count, e, keyPanels, e,
      (used + 31) / 32 * 32, scores.base, scores.stride)
    let scale = Float(c.attention.scale / (c.attention.dividesByLayer ? Double(l + 1) : 1))
    for offset in 0..<part.count {
      let row = scores.row(offset)
      let position = query.first + part.lowerBound + offset
      weir_scale(row, scale, used)
      if let cap = c.attention.softCap { weir_soft_cap(row, Float(cap), used) }
      addBias(head, position, row, used)
      let last = c.lastKey(of: position, count: used)
      for key in (last + 1)..<max(last + 1, used) { row[key] = -.infinity }
      if let window = c.attention.window(layer: l) {
        for key in 0..<max(0, min(used, position - window + 1)) { row[key] = -.infinity }
      }
    }
  }

  /// z of a stretch of queries: pattern `[query, key]` · values `[key, d_head]`.
  func mixValues(
    _ head: Int, _ pattern: Rows, _ valuePanels: UnsafePointer<Float>, _ used: Int, depth: Int, _ query: Segment,
    _ part: Range<Int>, into z: Rows
  ) {
    let e = configuration.dHead
    weir_panel_product(
      pattern.base, pattern.stride, part.count, used, valuePanels, depth, e,
      z.row(query.rows.lowerBound + part.lowerBound) + head * e, z.stride)
  }

  /// Lays a group's keys `[d_head, key]` and values `[key, d_head]` out for the kernels, earlier positions first.
  func pack(
    _ l: Int, _ group: Int, _ keys: [Segment], _ index: Int, _ keyPanels: UnsafeMutablePointer<Float>,
    _ valuePanels: UnsafeMutablePointer<Float>
  ) {
    let c = configuration
    let (segment, e, count) = (keys[index], c.dHead, keys[index].end)
    let all = work.attention.rows(segment.rows.upperBound, width: c.attentionWidth)
    withUnsafeTemporaryAllocation(of: UnsafePointer<Float>?.self, capacity: 2 * count) { rows in
      func read(_ position: Int, fromRow row: Int) {
        rows[position] = UnsafePointer(all.row(row) + c.keyColumns.lowerBound)
        rows[count + position] = UnsafePointer(all.row(row) + c.valueColumns.lowerBound)
      }
      switch segment.earlier {
      case .none: break
      case .cache(let cache, _):
        let (k, v) = cache.rows(layer: l)
        for position in 0..<segment.first {
          rows[position] = UnsafePointer(k.row(position))
          rows[count + position] = UnsafePointer(v.row(position))
        }
      case .rows(let shared): for position in 0..<segment.first { read(position, fromRow: shared[position]) }
      }
      for (position, row) in zip(segment.first..<count, segment.rows) { read(position, fromRow: row) }
      guard let first = rows.baseAddress else { return }
      weir_pack_columns(first, group * e, count, e, keyPanels)
      weir_pack_rows(first + count, group * e, count, e, valuePanels)
    }
  }
}

extension ModelConfiguration {
  var queryColumns: Range<Int> { 0..<(headCount * dHead) }
  var keyColumns: Range<Int> { (headCount * dHead)..<((headCount + keyValueHeadCount) * dHead) }
  var valueColumns: Range<Int> { ((headCount + keyValueHeadCount) * dHead)..<attentionWidth }

  /// The heads that share a group's keys and values.
  func heads(of group: Int) -> Range<Int> {
    let size = headCount / max(1, keyValueHeadCount)
    return (group * size)..<((group + 1) * size)
  }

  /// Numbers from one row of scores to the next: whole panels, so that kernels may write past the last key.
  func scoreStride(_ keys: Int) -> Int { (keys + 31) / 32 * 32 }

  /// The last position, of `count`, that a position reads.
  func lastKey(of position: Int, count: Int) -> Int { isCausal ? min(position, count - 1) : count - 1 }
}
