// Attention of runs in which someone edits or reads scores or patterns: whole matrices, a few heads at a time.

import CKernels
import WeirTensor

extension ForwardPass {
  /// Scores, then pattern, then mix of one run's prompts, each shown to the taps.
  ///
  /// A function edit wants all heads at once; everything else is content with as many heads as fit in 8 MB, two at least.
  func attendWatched(_ l: Int, _ run: Int, _ keys: [Segment], into z: Rows) throws {
    let indices = segments.indices.filter { segments[$0].run == run && !segments[$0].rows.isEmpty }
    let perHead = indices.reduce(0) { $0 + segments[$1].rows.count * configuration.scoreStride(keys[$1].end) }
    let wanted = taps.wantsWholePatterns(l, run) ? configuration.headCount : max(2, 2_000_000 / max(1, perHead))
    let step = min(wanted, configuration.headCount)
    let memory = FloatBuffer(count: perHead * step)
    for start in stride(from: 0, to: configuration.headCount, by: step) {
      let heads = start..<min(start + step, configuration.headCount)
      let matrices = matrices(indices, heads, keys, memory)
      try eachMatrix(l, matrices, keys) { matrix, keyPanels, _ in
        score(
          l, matrix.head, matrix.segment, 0..<matrix.rows.count, keyPanels, matrix.rows.width, into: matrix.rows)
      }
      try taps.visitMatrices(.scores, l, matrices)
      try pool.run(matrices.count) { index in
        let rows = matrices[index].rows
        for row in 0..<rows.count { weir_softmax(rows.row(row), rows.width) }
      }
      try taps.visitMatrices(.pattern, l, matrices)
      try eachMatrix(l, matrices, keys) { matrix, _, valuePanels in
        mixValues(
          matrix.head, matrix.rows, valuePanels, matrix.rows.width, depth: matrix.rows.width, matrix.segment,
          0..<matrix.rows.count, into: z)
      }
    }
  }

  /// The places of the heads' matrices in memory.
  private func matrices(_ indices: [Int], _ heads: Range<Int>, _ keys: [Segment], _ memory: FloatBuffer)
    -> [AttentionMatrix]
  {
    var next = memory.base
    var result: [AttentionMatrix] = []
    for index in indices {
      let (segment, count) = (segments[index], keys[index].end)
      for head in heads {
        let rows = Rows(
          next, count: segment.rows.count, width: count, stride: configuration.scoreStride(count))
        result.append(AttentionMatrix(index: index, segment: segment, head: head, rows: rows))
        next += rows.count * rows.stride
      }
    }
    return result
  }

  /// Runs `body` for each matrix on all threads, with its keys and values laid out.
  private func eachMatrix(
    _ l: Int, _ matrices: [AttentionMatrix], _ keys: [Segment],
    _ body: (AttentionMatrix, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) throws {
    let e = configuration.dHead
    try pool.run(matrices.count) { number in
      let matrix = matrices[number]
      let keySize = weir_panel_size(matrix.rows.width, e)
      let valueSize = weir_panel_size(e, matrix.rows.width)
      withUnsafeTemporaryAllocation(of: Float.self, capacity: keySize + valueSize) { scratch in
        guard let base = scratch.baseAddress else { return }
        let group = matrix.head * configuration.keyValueHeadCount / configuration.headCount
        pack(l, group, keys, matrix.index, base, base + keySize)
        body(matrix, base, base + keySize)
      }
    }
  }
}

/// The scores or the pattern of one head in one prompt, while the taps look: `[query, key]`.
struct AttentionMatrix: Sendable {
  /// The segment's place in the pass.
  let index: Int
  let segment: Segment
  let head: Int
  let rows: Rows
}
