// Cross attention: a decoder's positions read the encoder's last residual.

import CKernels
import WeirTensor

/// The encoder's last residual behind its last norm `[row, d_model]`, prompts under each other.
struct EncoderOutput: @unchecked Sendable {
  let memory: FloatBuffer
  let rows: Rows
  /// The rows of each prompt.
  let segments: [Segment]
}

extension Run {
  /// What the decoder reads: the encoder's last residual behind its last norm `[pos, d_model]`; nil of one stack.
  public func encoderOutput() throws -> Tensor? {
    try encoderRun?.hiddenOutput()
  }

  /// What a decoder reads of this run of an encoder.
  func encoded() throws -> EncoderOutput {
    let memory = FloatBuffer(count: prompts.rowCount * model.configuration.dModel)
    let rows = memory.rows(prompts.rowCount, width: model.configuration.dModel)
    let last = try checkpoints()[layersRun]
    try model.workspaces.withWorkspace(model.configuration, rows: rows.count) { work in
      let taps = Taps(layers: model.configuration.layerCount)
      plan.add(to: taps, run: 0)
      let pass = ForwardPass(model, segments, work, taps)
      pass.x.base.update(from: last.base, count: rows.count * rows.width)
      try pass.finalNorm(pass.x, into: rows)  // [row, d_model]
    }
    return EncoderOutput(memory: memory, rows: rows, segments: segments)
  }
}

extension ForwardPass {
  /// The attention of a block that reads the encoder, added to the residual stream.
  func readEncoder(_ l: Int, _ w: BlockWeights) throws {
    guard let cross = w.cross, let encoded else { return }
    let c = configuration
    let h = work.normal.rows(x.count, width: x.width)
    try norm(x, w.crossNorm, into: h, l, .crossNormScale, .crossNormalized)
    let q = work.attention.rows(x.count, width: c.attentionWidth).columns(c.queryColumns)
    let (keys, width) = (encoded.rows.count, c.keyValueHeadCount * c.dHead)
    let memory = FloatBuffer(count: 2 * keys * width)
    let both = memory.rows(2 * keys, width: width)
    let (k, v) = (both.rows(0..<keys), both.rows(keys..<(2 * keys)))
    try multiply(h, cross.query, into: q)  // [row, head · d_head]
    try multiply(encoded.rows, cross.key, into: k)  // [source row, group · d_head]
    try multiply(encoded.rows, cross.value, into: v)  // [source row, group · d_head]
    try tap(.crossQ, l, q)
    if taps.has(.crossK, l) { try taps.visit(.crossK, l, k, encoded.segments) }
    if taps.has(.crossV, l) { try taps.visit(.crossV, l, v, encoded.segments) }

    let z = work.mix.rows(x.count, width: c.headCount * c.dHead)
    try mixSources(l, q, k, v, encoded, into: z)
    try tap(.crossZ, l, z)  // [row, head, d_head]
    try write(z, cross.output, nil, to: .crossOut, l)  // [row, d_model]
    try tap(.residMidCross, l, x)  // [row, d_model]
  }

  /// Scores, pattern and mix, a few heads of all prompts at a time.
  private func mixSources(
    _ l: Int, _ q: Rows, _ k: Rows, _ v: Rows, _ encoded: EncoderOutput, into z: Rows
  ) throws {
    let (e, heads) = (configuration.dHead, configuration.headCount)
    let perHead = segments.reduce(0) { $0 + $1.rows.count * encoded.segments[$1.prompt].rows.count }
    let isWhole = segments.first.map { taps.wantsWholePatterns(l, $0.run) } ?? false
    let step = isWhole ? heads : min(heads, max(1, 4_000_000 / max(1, perHead)))
    let memory = FloatBuffer(count: perHead * step)
    for start in stride(from: 0, to: heads, by: step) {
      var next = memory.base
      var matrices: [AttentionMatrix] = []
      for (index, segment) in segments.enumerated() {
        let source = encoded.segments[segment.prompt].rows
        for head in start..<min(start + step, heads) {
          let rows = Rows(next, count: segment.rows.count, width: source.count)
          next += rows.count * rows.width
          let group = head * configuration.keyValueHeadCount / heads
          let key = Factor(
            k.row(source.lowerBound) + group * e, inputs: e, outputs: source.count, stride: k.stride,
            isTransposed: true)
          try Product.multiply(
            q.rows(segment.rows).columns((head * e)..<((head + 1) * e)), key, into: rows)  // [query, key]
          weir_scale(rows.base, Float(configuration.attention.scale), rows.count * rows.width)
          matrices.append(AttentionMatrix(index: index, segment: segment, head: head, rows: rows))
        }
      }
      try taps.visitMatrices(.crossScores, l, matrices)
      for matrix in matrices {
        for row in 0..<matrix.rows.count { weir_softmax(matrix.rows.row(row), matrix.rows.width) }
      }
      try taps.visitMatrices(.crossPattern, l, matrices)
      for matrix in matrices {
        let (segment, head) = (matrix.segment, matrix.head)
        let source = encoded.segments[segment.prompt].rows
        let group = head * configuration.keyValueHeadCount / heads
        let value = Factor(
          v.row(source.lowerBound) + group * e, inputs: source.count, outputs: e, stride: v.stride)
        try Product.multiply(
          matrix.rows, value, into: z.rows(segment.rows).columns((head * e)..<((head + 1) * e)))  // [query, d_head]
      }
    }
  }
}
