// The forward pass of every family. It reads top to bottom like the papers: shapes stand on the lines, [row, width],
// where a row is one position of one prompt. Configuration data decides what happens; no family is named here.
// At each site stands a `tap`; without interest in a site it costs the look at one bit.

import CKernels
import WeirTensor

/// One pass over the rows of some prompts, layer by layer.
struct ForwardPass {
  let configuration: ModelConfiguration
  let weights: Weights
  let readingOrder: ReadingOrder
  let rotations: Rotations?
  let distanceBias: DistanceBias?
  /// What the encoder put out, for the blocks of a decoder that reads it.
  var encoded: EncoderOutput?
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
    readingOrder = model.readingOrder
    rotations = model.rotations
    distanceBias = model.distanceBias
    self.work = work
    self.taps = taps
    self.segments = segments
    x = work.residual.rows(segments.last?.rows.upperBound ?? 0, width: model.configuration.dModel)
  }

  /// One layer: attention and MLP read the residual stream and add to it.
  ///
  /// With `keeping`, only these rows leave the layer: `x` and `segments` shrink to them once keys and values are there.
  /// With `joining`, further rows enter between the heads and their output, with the mix that another run has there.
  /// With `until`, the layer ends as soon as that site has been passed.
  mutating func block(
    _ l: Int, keeping: [Segment]? = nil, joining: Joining? = nil, until last: SiteName = .residPostNormalized
  ) throws {
    Activity.countLayer(of: configuration.layerCount)
    try Activity.during(.layer(l, of: configuration.layerCount)) {
      try layer(l, keeping: keeping, joining: joining, until: last)
    }
  }

  private mutating func layer(
    _ l: Int, keeping: [Segment]?, joining: Joining?, until last: SiteName
  ) throws {
    let w = weights.blocks[l]
    try tap(.residPre, l, x)  // [row, d_model]

    // Where the mix of every head is replaced, nothing depends on what the heads would have mixed.
    let isReplaced = keeping == nil && joining == nil && replacesMix(l)
    if configuration.normsStreamFirst { try norm(x, w.norm1, into: x, l, .ln1Scale, .ln1Normalized) }
    let h = isReplaced ? x : try attentionInput(l, w)  // [row, d_model]
    if !isReplaced {
      try project(l, w.attention, h)  // q [row, head, d_head]; k, v [row, group, d_head]
      if configuration.isPast(last, at: .rotK) { return }
    }
    let keys = segments
    if let keeping { keep(keeping, h) }
    let early = configuration.isSequential ? nil : try mlpInput(l, w, besides: h)  // [row, d_model]

    var z = work.mix.rows(x.count, width: configuration.headCount * configuration.dHead)
    if !isReplaced { try attend(l, keys: keys, into: z) }  // [row, head, d_head]
    if let joining { join(joining, &z, l) }
    try tap(.z, l, z)
    if configuration.isPast(last, at: .z) { return }
    try write(z, w.attention.output, w.norm1Post, to: .attnOut, l)  // [row, d_model]

    if configuration.hasResidMid { try tap(.residMid, l, x) }  // [row, d_model]
    try readEncoder(l, w)
    if configuration.normsStream { try norm(x, w.norm1, into: x, l, .ln1Scale, .ln1Normalized) }
    if configuration.normsStreamFirst, configuration.hasMLP {
      try norm(x, w.norm2, into: x, l, .ln2Scale, .ln2Normalized)
    }
    if configuration.hasMLP {
      let input = try early ?? mlpInput(l, w, besides: h)  // [row, d_model]
      try feed(l, w, input)
    }
    try tap(.residPost, l, x)  // [row, d_model]
    if configuration.normsStream {
      if configuration.hasMLP { try norm(x, w.norm2, into: x, l, .ln2Scale, .ln2Normalized) }
      try tap(.residPostNormalized, l, x)  // [row, d_model]
    }
  }

  /// Whether edits put other numbers in place of all heads' mix, in all rows, and nobody looks at what comes before it.
  private func replacesMix(_ l: Int) -> Bool {
    guard configuration.isSequential, taps.has(.z, l), !taps.hasAny(from: .attnIn, to: .pattern, l) else {
      return false
    }
    let fillsCaches = segments.contains { if case .cache(_, appends: true) = $0.earlier { true } else { false } }
    return !fillsCaches
      && Set(segments.map(\.run)).allSatisfy { taps.replaces(.z, l, run: $0, parts: configuration.headCount) }
  }

  /// What attention reads: the stream, as a rule through a norm.
  private func attentionInput(_ l: Int, _ w: BlockWeights) throws -> Rows {
    guard configuration.readsThroughNorm else { return x }
    let h = work.normal.rows(x.count, width: x.width)
    try norm(x, w.norm1, into: h, l, .ln1Scale, .ln1Normalized)
    return h
  }

  /// What the MLP reads: the stream as it is now, as a rule through a norm, or what attention read besides.
  ///
  /// Where both share a norm, each has it to itself as soon as somebody touches one side.
  private func mlpInput(_ l: Int, _ w: BlockWeights, besides h: Rows) throws -> Rows {
    let sides: [SiteName] = [.ln1Scale, .ln1Normalized, .mlpIn, .ln2Scale, .ln2Normalized]
    if configuration.sharesNorm, !sides.contains(where: { taps.has($0, l) }) { return h.rows(0..<x.count) }
    var source = x
    if configuration.hasMLPInput, taps.has(.mlpIn, l) {
      source = work.output.rows(x.count, width: x.width)
      source.base.update(from: x.base, count: x.count * x.width)
      try tap(.mlpIn, l, source)  // [row, d_model]
    }
    let memory = work.normal2 ?? work.normal
    let input = memory.rows(x.count, width: x.width)
    guard configuration.readsThroughNorm else {
      if source.base != x.base { input.base.update(from: source.base, count: x.count * x.width) }
      return source.base == x.base ? x : input
    }
    try norm(source, configuration.sharesNorm ? w.norm1 : w.norm2, into: input, l, .ln2Scale, .ln2Normalized)
    return input
  }

  /// A sublayer's last product, added to the residual stream.
  func write(_ a: Rows, _ linear: Linear, _ post: NormWeights?, to site: SiteName, _ l: Int) throws {
    let out = work.output.rows(a.count, width: x.width)
    let showsHeads = site == .attnOut && taps.has(.result, l)
    if !configuration.hasPostNorms, !taps.has(site, l), !showsHeads {
      try multiply(a, linear, into: out, adding: x)  // [row, d_model]
    } else {
      if showsHeads { try writeHeads(a, linear, into: out, l) } else { try multiply(a, linear, into: out) }
      try add(out, post, to: site, l)
    }
  }

  /// Adds what a sublayer put out to the residual stream, through a norm where the model has one there.
  func add(_ out: Rows, _ post: NormWeights?, to site: SiteName, _ l: Int) throws {
    if configuration.hasPostNorms {
      let isAttention = site == .attnOut
      try norm(
        out, post, into: out, l, isAttention ? .ln1PostScale : .ln2PostScale,
        isAttention ? .ln1PostNormalized : .ln2PostNormalized)
    }
    try tap(site, l, out)  // [row, d_model]
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
}
