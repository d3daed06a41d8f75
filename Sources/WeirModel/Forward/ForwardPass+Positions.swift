// How positions reach attention: rotation of queries and keys, and biases of scores by distance. Norms of queries and
// keys stand here too, because they come between the projection and the rotation.

import CKernels
import WeirTensor

extension ForwardPass {
  /// The norms of queries and keys, in place: over each head's numbers, or over all heads' together.
  func normQueriesAndKeys(_ l: Int, _ w: AttentionWeights, _ q: Rows, _ k: Rows) throws {
    switch configuration.attention.queryKeyNorm {
    case .none: return
    case .perHead:
      try normHeads(q, configuration.headCount, w.queryNorm, l, .qNormScale, .qNormalized)  // [row, head, d_head]
      try normHeads(k, configuration.keyValueHeadCount, w.keyNorm, l, .kNormScale, .kNormalized)
    case .fullWidth:
      try norm(q, w.queryNorm, into: q, l, nil, .qNormalized)  // [row, head · d_head]
      try norm(k, w.keyNorm, into: k, l, nil, .kNormalized)  // [row, group · d_head]
    }
  }

  /// A norm over d_head of each head.
  private func normHeads(
    _ a: Rows, _ heads: Int, _ w: NormWeights?, _ l: Int, _ scaleSite: SiteName, _ normalizedSite: SiteName
  ) throws {
    let e = configuration.dHead
    let (isCentred, epsilon) = (configuration.norm.kind == .layer, Float(configuration.norm.epsilon))
    let isTapped = taps.has(scaleSite, l) || taps.has(normalizedSite, l)
    let memory = FloatBuffer(count: 2 * a.count * heads)
    let (means, scales) = (memory.base, memory.base + a.count * heads)
    // One row's heads lie side by side, so a row is a matrix [head, d_head].
    func apply(_ row: Int, _ gain: UnsafePointer<Float>?, _ bias: UnsafePointer<Float>?) {
      weir_norm_apply(
        a.row(row), e, heads, e, means + row * heads, scales + row * heads, gain, bias, a.row(row), e)
    }
    try eachRow(a.count, work: a.width * 2) { rows in
      for row in rows {
        weir_norm_statistics(a.row(row), e, heads, e, isCentred, epsilon, means + row * heads, scales + row * heads)
        if !isTapped { apply(row, w?.gain, w?.bias) }
      }
    }
    guard isTapped else { return }
    try tap(scaleSite, l, Rows(scales, count: a.count, width: heads))  // [row, head]
    for row in 0..<a.count { apply(row, nil, nil) }
    try tap(normalizedSite, l, a)  // [row, head, d_head]
    for row in 0..<a.count { weir_affine(a.row(row), e, heads, e, w?.gain, w?.bias, a.row(row), e) }
  }

  /// Turns queries and keys by their positions' angles, in place.
  ///
  /// Su et al. 2021, section 3.2.
  func rotate(_ l: Int, _ q: Rows, _ k: Rows) throws {
    guard case .rotary(let rotary) = configuration.positions, let rotations else { return }
    let (e, dimensions, isAdjacent) = (configuration.dHead, rotary.dimensions, rotary.pairing == .adjacent)
    let isLocal = configuration.attention.window(layer: l) != nil
    var angles: [UnsafePointer<Float>] = []
    var tables: [RotationTable] = []
    angles.reserveCapacity(q.count)
    for segment in segments {
      let table = rotations.table(isLocal: isLocal, length: segment.promptLength, positions: segment.end)
      tables.append(table)
      for position in segment.first..<segment.end { angles.append(table.row(position)) }
    }
    try withExtendedLifetime(tables) {
      try eachRow(q.count, work: q.width + k.width) { rows in
        for row in rows {
          let (cosines, sines) = (angles[row], angles[row] + dimensions / 2)
          for (heads, a) in [(configuration.headCount, q), (configuration.keyValueHeadCount, k)] {
            for head in 0..<heads { weir_rotate(a.row(row) + head * e, dimensions, isAdjacent, cosines, sines) }
          }
        }
      }
    }
    try tap(.rotQ, l, q)  // [row, head, d_head]
    try tap(.rotK, l, k)  // [row, group, d_head]
  }

  /// Adds to a query's scores what depends on the distance of the keys alone.
  func addBias(_ head: Int, _ position: Int, _ row: UnsafeMutablePointer<Float>, _ used: Int) {
    if let distanceBias {
      distanceBias.add(to: row, head, query: position, keys: used)
      return
    }
    guard case .alibi = configuration.positions else { return }
    let slope = configuration.slope(head)
    for key in 0..<min(used, position + 1) { row[key] -= slope * Float(position - key) }
  }
}

extension ModelConfiguration {
  /// How much a head's scores lose with each position of distance: 2^(-8/n), 2^(-16/n), … for n heads, and where n is
  /// no power of 2, every other slope of twice the lower power for the rest.
  ///
  /// Press et al. 2021, section 3.
  func slope(_ head: Int) -> Float {
    var lower = 1
    while lower * 2 <= headCount { lower *= 2 }
    let exponent =
      head < lower ? Double(head + 1) * 8 / Double(lower) : Double(2 * (head - lower) + 1) * 4 / Double(lower)
    return Float(power(2, -exponent))
  }
}
