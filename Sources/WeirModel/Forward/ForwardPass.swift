// The forward pass of every family. It reads top to bottom like the papers: shapes stand on the lines, [row, width],
// where a row is one position of one prompt. Configuration data decides what happens; no family is named here.
// At each site stands a `tap`; without interest in a site it costs the look at one bit.

import CKernels
import WeirTensor

/// One pass over the rows of some prompts, layer by layer.
struct ForwardPass {
  let configuration: ModelConfiguration
  let weights: Weights
  let work: Workspace
  let taps: Taps
  /// The prompts whose rows are in the pass.
  var segments: [Segment]
  /// The residual stream `[row, d_model]`.
  var x: Rows
  let pool = WorkerPool.shared

  init(_ model: Model, _ segments: [Segment], _ work: Workspace, _ taps: Taps) {
    configuration = model.configuration
    weights = model.weights
    self.work = work
    self.taps = taps
    self.segments = segments
    x = work.residual.rows(segments.last?.rows.upperBound ?? 0, width: model.configuration.dModel)
  }

  /// Writes the embedding of each segment's tokens into the residual stream.
  func embed(_ tokens: (Segment) -> ArraySlice<Int>) throws {
    let d = configuration.dModel
    for segment in segments {
      for (row, token) in zip(segment.rows, tokens(segment)) {
        x.row(row).update(from: weights.tokenEmbedding + token * d, count: d)  // [row, d_model]
      }
    }
    if configuration.embedding.scale != 1 { weir_scale(x.base, Float(configuration.embedding.scale), x.count * d) }
    try tap(.embed, nil, x)
    guard let table = weights.positionEmbedding else { return }
    let positions = work.output.rows(x.count, width: d)
    for segment in segments {
      for (offset, row) in segment.rows.enumerated() {
        positions.row(row).update(from: table + (segment.first + offset) * d, count: d)  // [row, d_model]
      }
    }
    try tap(.posEmbed, nil, positions)
    weir_add(x.base, positions.base, x.count * d)
  }

  /// One layer: attention and MLP read the residual stream and add to it.
  ///
  /// With `keeping`, only these rows leave the layer: `x` and `segments` shrink to them once keys and values are there.
  /// With `joining`, further rows enter between the heads and their output, with the mix that another run has there.
  /// With `until`, the layer ends as soon as that site has been passed.
  mutating func block(
    _ l: Int, keeping: [Segment]? = nil, joining: Joining? = nil, until last: SiteName = .residPost
  ) throws {
    let w = weights.blocks[l]
    try tap(.residPre, l, x)  // [row, d_model]

    let h = work.normal.rows(x.count, width: x.width)
    try norm(x, w.norm1, into: h, l, .ln1Scale, .ln1Normalized)  // [row, d_model]
    try project(l, w.attention, h)  // q, k, v [row, head, d_head]
    if last <= .rotK { return }
    let keys = segments
    if let keeping { keep(keeping, h) }
    let early = configuration.isSequential ? nil : try parallelInput(l, w, h)  // [row, d_model]

    var z = work.mix.rows(x.count, width: configuration.headCount * configuration.dHead)
    try attend(l, keys: keys, into: z)  // [row, head, d_head]
    if let joining { join(joining, &z) }
    try tap(.z, l, z)
    if last <= .z { return }
    try write(z, w.attention.output, w.norm1Post, to: .attnOut, l)  // [row, d_model]

    if let mlp = w.mlp {
      if configuration.hasResidMid { try tap(.residMid, l, x) }  // [row, d_model]
      let input = try early ?? sequentialInput(l, w)  // [row, d_model]
      try feed(l, mlp, w.norm2Post, input)
    }
    try tap(.residPost, l, x)  // [row, d_model]
  }

  /// What the MLP reads after attention has written: the norm of the stream.
  private func sequentialInput(_ l: Int, _ w: BlockWeights) throws -> Rows {
    var source = x
    if taps.has(.mlpIn, l) {
      source = work.output.rows(x.count, width: x.width)
      source.base.update(from: x.base, count: x.count * x.width)
      try tap(.mlpIn, l, source)  // [row, d_model]
    }
    let h = work.normal.rows(x.count, width: x.width)
    try norm(source, w.norm2, into: h, l, .ln2Scale, .ln2Normalized)
    return h
  }

  /// What the MLP reads beside attention: the same norm's output, or another norm of the same stream.
  private func parallelInput(_ l: Int, _ w: BlockWeights, _ h: Rows) throws -> Rows {
    guard let other = work.normal2 else { return h.rows(0..<x.count) }
    let h2 = other.rows(x.count, width: x.width)
    try norm(x, w.norm2, into: h2, l, .ln2Scale, .ln2Normalized)
    return h2
  }

  /// The MLP: to d_mlp, through the activation, and back.
  private func feed(_ l: Int, _ w: MLPWeights, _ post: NormWeights?, _ h: Rows) throws {
    let hidden = work.hidden.rows(h.count, width: configuration.dMLP)
    let activation = configuration.mlp.activation.kernel
    if let gateWeights = w.gate, let memory = work.gate {
      let linear = memory.rows(h.count, width: configuration.dMLP)
      try multiply(h, gateWeights, into: hidden)  // [row, d_mlp]
      try tap(.mlpPre, l, hidden)
      try multiply(h, w.input, into: linear)  // [row, d_mlp]
      try tap(.mlpPreLinear, l, linear)
      try eachRow(h.count, work: configuration.dMLP * 8) { rows in
        let part = hidden.rows(rows)
        weir_activate_gated(activation, part.base, linear.rows(rows).base, rows.count * part.width)
      }
    } else {
      let isTapped = taps.has(.mlpPre, l)
      try multiply(h, w.input, into: hidden, activation: isTapped ? WEIR_IDENTITY : activation)  // [row, d_mlp]
      if isTapped {
        try tap(.mlpPre, l, hidden)
        weir_activate(activation, hidden.base, hidden.count * hidden.width)
      }
    }
    try tap(.mlpPost, l, hidden)  // [row, d_mlp]
    try write(hidden, w.output, post, to: .mlpOut, l)  // [row, d_model]
  }

  /// A sublayer's last product, added to the residual stream.
  private func write(_ a: Rows, _ linear: Linear, _ post: NormWeights?, to site: SiteName, _ l: Int) throws {
    let out = work.output.rows(a.count, width: x.width)
    if post == nil, !taps.has(site, l), !(site == .attnOut && taps.has(.result, l)) {
      try multiply(a, linear, into: out, adding: x)  // [row, d_model]
      return
    }
    if site == .attnOut, taps.has(.result, l) {
      try writeHeads(a, linear, into: out, l)
    } else {
      try multiply(a, linear, into: out)  // [row, d_model]
    }
    if let post {
      let isAttention = site == .attnOut
      try norm(
        out, post, into: out, l, isAttention ? .ln1PostScale : .ln2PostScale,
        isAttention ? .ln1PostNormalized : .ln2PostNormalized)
    }
    try tap(site, l, out)
    try eachRow(x.count, work: x.width) { rows in
      weir_add(x.rows(rows).base, out.rows(rows).base, rows.count * x.width)
    }
  }

  /// Attention's output head by head, for those who look at `result`: the heads' sum plus the bias.
  private func writeHeads(_ z: Rows, _ linear: Linear, into out: Rows, _ l: Int) throws {
    let (heads, e, d) = (configuration.headCount, configuration.dHead, x.width)
    let memory = FloatBuffer(count: z.count * heads * d)
    let results = memory.rows(z.count, width: heads * d)  // [row, head · d_model]
    for head in 0..<heads {
      try Product.multiply(
        z.columns((head * e)..<((head + 1) * e)), linear.factor.inputs((head * e)..<((head + 1) * e)),
        into: results.columns((head * d)..<((head + 1) * d)))
    }
    try tap(.result, l, results)
    for row in 0..<z.count {
      out.row(row).update(from: results.row(row), count: d)
      for head in 1..<max(1, heads) { weir_add(out.row(row), results.row(row) + head * d, d) }
      if let bias = linear.bias { weir_add(out.row(row), bias, d) }
    }
  }

  /// The last norm, of rows of the residual stream.
  func finalNorm(_ source: Rows, into out: Rows) throws {
    guard configuration.norm.hasFinal else {
      for row in 0..<source.count { out.row(row).update(from: source.row(row), count: source.width) }
      return
    }
    try norm(source, weights.finalNorm, into: out, nil, .finalScale, .finalNorm)
  }

  /// The unembedding of normed rows: logits `[row, vocab]`.
  func unembed(_ h: Rows, into logits: Rows) throws {
    guard let unembedding = weights.unembedding else { throw ModelProblem.noLogits(model: configuration.name) }
    if configuration.unembedding.scale != 1 {
      weir_scale(h.base, Float(configuration.unembedding.scale), h.count * h.width)
    }
    try multiply(h, unembedding, into: logits)  // [row, vocab]
    try tap(.logits, nil, logits)
    try capLogits(logits)
  }

  /// The same for a few tokens `[row, token]`, where nobody edits the logits.
  func unembed(_ h: Rows, _ columns: TokenColumns, into logits: Rows) throws {
    if configuration.unembedding.scale != 1 {
      weir_scale(h.base, Float(configuration.unembedding.scale), h.count * h.width)
    }
    try multiply(h, columns.linear, into: logits)  // [row, token]
    try capLogits(logits)
  }

  private func capLogits(_ logits: Rows) throws {
    if let cap = configuration.unembedding.softCap {
      try eachRow(logits.count, work: logits.width * 8) { rows in
        weir_soft_cap(logits.rows(rows).base, Float(cap), rows.count * logits.width)
      }
    }
  }
}
