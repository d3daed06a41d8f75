// The small steps that the pass is written in: taps, products, norms, and the rows that the last layer keeps.

import CKernels
import WeirTensor

extension ForwardPass {
  /// Shows the numbers of a site to whoever edits or reads it.
  @inline(__always)
  func tap(_ name: SiteName, _ layer: Int?, _ rows: Rows, of input: HeadInput? = nil) throws {
    guard taps.has(name, layer) else { return }
    try taps.visit(name, layer, rows, segments, of: input)
  }

  /// `out = a · linear`, through the activation, and added to `residual` where that is given.
  func multiply(
    _ a: Rows, _ linear: Linear, into out: Rows, activation: weir_activation = WEIR_IDENTITY,
    adding residual: Rows? = nil
  ) throws {
    try Product.multiply(
      a, linear.factor, into: out,
      finish: Product.Finish(bias: linear.bias, activation: activation, residual: residual),
      next: readingOrder.matrix(after: linear.factor), pool: pool)
  }

  /// Runs `body` over stretches of rows on all threads; `work` is the number of simple steps a row takes.
  func eachRow(_ count: Int, work: Int, _ body: (Range<Int>) -> Void) throws {
    // Little work is done at once: waking the other threads would take longer.
    guard count * work > 60_000 else { return body(0..<count) }
    let step = max(1, min(count, 30_000 / max(1, work)), (count + 4 * pool.threadCount - 1) / (4 * pool.threadCount))
    try pool.run((count + step - 1) / step) { task in
      body((task * step)..<min(count, (task + 1) * step))
    }
  }

  /// A norm of the configuration's kind, with taps on what it divides by and on its output before gain and bias.
  func norm(
    _ source: Rows, _ w: NormWeights?, into out: Rows, _ layer: Int?, _ scaleSite: SiteName?,
    _ normalizedSite: SiteName, of input: HeadInput? = nil
  ) throws {
    let (kind, epsilon) = (configuration.norm.kind, Float(configuration.norm.epsilon))
    guard kind != .none else {
      guard out.base != source.base else { return }
      for row in 0..<source.count { out.row(row).update(from: source.row(row), count: source.width) }
      return
    }
    let (means, scales) = (work.means.base, work.scales.base)
    let isTapped = (scaleSite.map { taps.has($0, layer) } ?? false) || taps.has(normalizedSite, layer)
    func apply(_ rows: Range<Int>, _ gain: UnsafePointer<Float>?, _ bias: UnsafePointer<Float>?) {
      let (part, target) = (source.rows(rows), out.rows(rows))
      weir_norm_apply(
        part.base, part.stride, part.count, part.width, means + rows.lowerBound, scales + rows.lowerBound, gain, bias,
        target.base, target.stride)
    }
    try eachRow(source.count, work: source.width * 2) { rows in
      let part = source.rows(rows)
      weir_norm_statistics(
        part.base, part.stride, part.count, part.width, kind == .layer, epsilon, means + rows.lowerBound,
        scales + rows.lowerBound)
      if !isTapped { apply(rows, w?.gain, w?.bias) }
    }
    guard isTapped else { return }
    if let scaleSite {
      let shown = work.scales.rows(source.count, width: 1)  // [row]
      try tap(scaleSite, layer, shown, of: input)
    }
    apply(0..<source.count, nil, nil)
    try tap(normalizedSite, layer, out, of: input)  // [row, width]
    weir_affine(out.base, out.stride, out.count, out.width, w?.gain, w?.bias, out.base, out.stride)
  }

  /// The norm on the stream of rows whose numbers are another run's.
  private func normStream(_ rows: Rows, _ w: NormWeights?) {
    if configuration.norm.kind != .none { normUnseen(rows, w, into: rows) }
  }

  /// A norm of the configuration's kind that has no site: nobody looks at it.
  func normUnseen(_ source: Rows, _ w: NormWeights?, into out: Rows) {
    let statistics = FloatBuffer(count: 2 * source.count)
    let (means, scales) = (statistics.base, statistics.base + source.count)
    weir_norm_statistics(
      source.base, source.stride, source.count, source.width, configuration.norm.kind == .layer,
      Float(configuration.norm.epsilon), means, scales)
    weir_norm_apply(
      source.base, source.stride, source.count, source.width, means, scales, w?.gain, w?.bias, out.base, out.stride)
  }

  /// Shrinks the pass to the rows that are wanted of its last layer: moves them, and their inputs, to the front.
  mutating func keep(_ keeping: [Segment], _ h: Rows) {
    let kept = work.kept.rows(keeping.last?.rows.upperBound ?? 0, width: x.width)
    let queryWidth = configuration.headCount * configuration.dHead
    let attention = work.attention.rows(x.count, width: configuration.attentionWidth)
    let queries = work.mix.rows(kept.count, width: queryWidth)
    for (from, to) in zip(segments, keeping) {
      for (offset, row) in to.rows.enumerated() {
        let source = from.rows.lowerBound + to.first - from.first + offset
        kept.row(row).update(from: x.row(source), count: x.width)
        queries.row(row).update(from: attention.row(source), count: queryWidth)
        // Rows only ever move towards the front, so none is overwritten before it is read.
        if row != source { h.row(row).update(from: h.row(source), count: x.width) }
      }
    }
    for row in 0..<kept.count { attention.row(row).update(from: queries.row(row), count: queryWidth) }
    x = kept
    segments = keeping
  }
}

/// Rows that enter a pass in the middle of a layer: those of runs that differ from a base run from there on only.
struct Joining {
  /// With the rows that they will have in the pass, behind those that are there.
  let segments: [Segment]
  /// The base run's stream that enters the layer, and where each prompt begins in it.
  let stream: FloatBuffer
  let starts: [Int]
  /// The base run's mix in the layer.
  let mix: SiteValues
}

extension ForwardPass {
  /// Adds segments to the pass that begin with a base run's residual stream.
  mutating func enter(_ entering: [Segment], _ stream: FloatBuffer, starts: [Int]) {
    guard let last = entering.last else { return }
    x = Rows(x.base, count: last.rows.upperBound, width: x.width)
    for segment in entering {
      let source = stream.base + (starts[segment.prompt] + segment.first) * x.width
      x.row(segment.rows.lowerBound).update(from: source, count: segment.rows.count * x.width)
    }
    segments += entering
  }

  /// Adds segments to the pass between the heads and their output.
  mutating func join(_ joining: Joining, _ z: inout Rows, _ l: Int) {
    let first = x.count
    enter(joining.segments, joining.stream, starts: joining.starts)
    if configuration.normsStreamFirst { normStream(x.rows(first..<x.count), weights.blocks[l].norm1) }
    z = work.mix.rows(x.count, width: z.width)
    for segment in joining.segments { joining.mix.give(z, segment, at: nil) }
  }
}

extension ModelConfiguration.Activation {
  /// The loop that computes it.
  var kernel: weir_activation {
    switch self {
    case .relu: WEIR_RELU
    case .gelu: WEIR_GELU
    case .geluTanh: WEIR_GELU_TANH
    case .quickGelu: WEIR_QUICK_GELU
    case .reluSquared: WEIR_RELU_SQUARED
    case .silu, .solu: WEIR_SILU
    case .tanh: WEIR_TANH
    }
  }
}
