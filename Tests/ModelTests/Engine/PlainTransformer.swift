import Foundation

@testable import WeirModel

/// A transformer in double precision, written as plainly as can be: what the engine must agree with.
///
/// Every sublayer is a loop over positions, heads and numbers; nothing is shared with the engine but the weights and the
/// configuration.
struct PlainTransformer {
  let model: Model
  /// Every site's numbers in the order in which reading gives them, masked scores as minus infinity.
  private(set) var sites: [String: [Double]] = [:]
  /// Called at each site; what it leaves is what the pass goes on with.
  let edit: (SiteName, Int?, inout [Double]) -> Void
  private let length: Int
  private var c: ModelConfiguration { model.configuration }

  init(_ model: Model, _ tokens: [Int], edit: @escaping (SiteName, Int?, inout [Double]) -> Void = { _, _, _ in }) {
    self.model = model
    self.edit = edit
    length = tokens.count
    run(tokens)
  }

  private mutating func tap(_ name: SiteName, _ layer: Int?, _ values: inout [Double]) {
    edit(name, layer, &values)
    sites[name.description.hookName(layer: layer)] = values
  }

  private mutating func run(_ tokens: [Int]) {
    let w = model.weights
    var x = embedding(tokens)
    for (l, block) in w.blocks.enumerated() {
      tap(.residPre, l, &x)
      if c.normsStreamFirst { x = norm(x, block.norm1, l, .ln1Scale, .ln1Normalized) }
      let entering = x
      let h = c.readsThroughNorm ? norm(x, block.norm1, l, .ln1Scale, .ln1Normalized) : x
      var out = attention(l, block.attention, h)
      if c.hasPostNorms { out = norm(out, block.norm1Post, l, .ln1PostScale, .ln1PostNormalized) }
      tap(.attnOut, l, &out)
      x = zip(x, out).map(+)
      if c.hasResidMid { tap(.residMid, l, &x) }
      if c.normsStream { x = norm(x, block.norm1, l, .ln1Scale, .ln1Normalized) }
      if c.normsStreamFirst, c.hasMLP { x = norm(x, block.norm2, l, .ln2Scale, .ln2Normalized) }
      if c.hasMLP {
        var input = c.isSequential ? x : entering
        if c.hasMLPInput { tap(.mlpIn, l, &input) }
        // Where both read through one norm, each has it to itself: what is edited on one side stays there.
        if c.readsThroughNorm {
          input = norm(input, c.sharesNorm ? block.norm1 : block.norm2, l, .ln2Scale, .ln2Normalized)
        }
        var out = block.experts.map { mix(l, $0, input) } ?? block.mlp.map { feed(l, $0, input) } ?? []
        if c.hasPostNorms { out = norm(out, block.norm2Post, l, .ln2PostScale, .ln2PostNormalized) }
        tap(.mlpOut, l, &out)
        x = zip(x, out).map(+)
      }
      tap(.residPost, l, &x)
      if c.normsStream {
        if c.hasMLP { x = norm(x, block.norm2, l, .ln2Scale, .ln2Normalized) }
        tap(.residPostNormalized, l, &x)
      }
    }
    unembed(c.norm.hasFinal ? norm(x, w.finalNorm, nil, .finalScale, .finalNorm) : x)
  }

  private mutating func embedding(_ tokens: [Int]) -> [Double] {
    let (w, d, width) = (model.weights, c.dModel, c.embedding.projectedFrom ?? c.dModel)
    var x = tokens.flatMap { token in (0..<width).map { Double(w.tokenEmbedding.value($0, token)) } }
    if let projection = w.embeddingProjection { x = product(x, projection) }
    x = x.map { $0 * c.embedding.scale }
    if c.embedding.hasNorm { x = norm(x, w.embeddingNorm, nil, .embedNormScale, .embedNormalized) }
    tap(.embed, nil, &x)
    guard let table = w.positionEmbedding else { return x }
    var positions = (0..<(length * d)).map { Double(table[$0]) }
    tap(.posEmbed, nil, &positions)
    return zip(x, positions).map(+)
  }

  private mutating func unembed(_ normed: [Double]) {
    let w = model.weights
    var h = normed.map { $0 * c.unembedding.scale }
    if let projection = w.unembeddingProjection { h = product(h, projection) }
    guard let unembedding = w.unembedding else { return }
    // The site is what the unembedding puts out, before a soft cap.
    var logits = product(h, unembedding)
    tap(.logits, nil, &logits)
  }

  /// What the heads write to the stream.
  private mutating func attention(_ l: Int, _ w: AttentionWeights, _ h: [Double]) -> [Double] {
    let (n, heads, groups, e, d) = (length, c.headCount, c.keyValueHeadCount, c.dHead, c.dModel)
    var q = product(h, w.query)
    var k = product(h, w.key)
    var v = product(h, w.value)
    tap(.q, l, &q)
    tap(.k, l, &k)
    tap(.v, l, &v)
    if c.normsQueries {
      let isPerHead = c.attention.queryKeyNorm == .perHead
      q = norm(q, w.queryNorm, l, isPerHead ? .qNormScale : nil, .qNormalized, width: isPerHead ? e : heads * e)
      k = norm(k, w.keyNorm, l, isPerHead ? .kNormScale : nil, .kNormalized, width: isPerHead ? e : groups * e)
    }
    if case .rotary(let rotary) = c.positions {
      rotate(&q, heads, rotary, l)
      tap(.rotQ, l, &q)
      rotate(&k, groups, rotary, l)
      tap(.rotK, l, &k)
    }
    var scores = [Double](repeating: -.infinity, count: heads * n * n)
    for head in 0..<heads {
      let group = head / (heads / groups)
      for i in 0..<n {
        for j in 0...i where c.attention.window(layer: l).map({ i - j < $0 }) ?? true {
          var score =
            (0..<e).reduce(0) { $0 + q[(i * heads + head) * e + $1] * k[(j * groups + group) * e + $1] }
            * c.attention.scale / (c.attention.dividesByLayer ? Double(l + 1) : 1)
          if let cap = c.attention.softCap { score = cap * tanh(score / cap) }
          if case .alibi = c.positions { score -= slope(head) * Double(i - j) }
          scores[(head * n + i) * n + j] = score
        }
      }
    }
    tap(.scores, l, &scores)
    var pattern = softmax(scores, n)
    tap(.pattern, l, &pattern)
    var z = [Double](repeating: 0, count: n * heads * e)
    for i in 0..<n {
      for head in 0..<heads {
        for j in 0..<n {
          for a in 0..<e {
            z[(i * heads + head) * e + a] +=
              pattern[(head * n + i) * n + j] * v[(j * groups + head / (heads / groups)) * e + a]
          }
        }
      }
    }
    tap(.z, l, &z)
    var results = [Double](repeating: 0, count: n * heads * d)
    for i in 0..<n {
      for head in 0..<heads {
        for a in 0..<e {
          for b in 0..<d {
            results[(i * heads + head) * d + b] += z[(i * heads + head) * e + a] * weight(w.output, head * e + a, b)
          }
        }
      }
    }
    tap(.result, l, &results)
    return (0..<(n * d)).map { index in
      (0..<heads).reduce(Double(w.output.bias?[index % d] ?? 0)) {
        $0 + results[(index / d * heads + $1) * d + index % d]
      }
    }
  }

  private func rotate(_ a: inout [Double], _ heads: Int, _ rotary: ModelConfiguration.Rotary, _ l: Int) {
    let isLocal = c.attention.window(layer: l) != nil && rotary.local != nil
    let (frequencies, magnitude) = rotary.frequencies(isLocal: isLocal, length: length)
    for i in 0..<length {
      for head in 0..<heads {
        for (pair, frequency) in frequencies.enumerated() {
          let start = (i * heads + head) * c.dHead
          let first = rotary.pairing == .adjacent ? start + 2 * pair : start + pair
          let second = rotary.pairing == .adjacent ? first + 1 : first + frequencies.count
          let (angle, x, y) = (Double(i) * Double(frequency), a[first], a[second])
          a[first] = (x * cos(angle) - y * sin(angle)) * Double(magnitude)
          a[second] = (y * cos(angle) + x * sin(angle)) * Double(magnitude)
        }
      }
    }
  }

  private func slope(_ head: Int) -> Double {
    switch c.headCount {
    case 3: [1.0 / 16, 1.0 / 256, 0.25][head]
    default: pow(2, -8.0 * Double(head + 1) / Double(c.headCount))
    }
  }

  private mutating func feed(_ l: Int, _ w: MLPWeights, _ h: [Double]) -> [Double] {
    var pre = product(h, w.gate ?? w.input)
    tap(.mlpPre, l, &pre)
    var post = pre.map(activate)
    if w.gate != nil {
      var linear = product(h, w.input)
      tap(.mlpPreLinear, l, &linear)
      post = zip(post, linear).map(*)
    } else if c.mlp.activation == .solu {
      post = zip(pre, softmax(pre, c.dMLP)).map(*)
      tap(.mlpMid, l, &post)
      post = norm(post, w.norm, l, .mlpNormScale, .mlpNormalized, width: c.dMLP)
    }
    tap(.mlpPost, l, &post)
    return product(post, w.output)
  }

  private mutating func mix(_ l: Int, _ w: ExpertWeights, _ h: [Double]) -> [Double] {
    guard case .experts(let count, let perToken, let normalises) = c.mlp.kind else { return [] }
    var shares = softmax(product(h, w.router), count)
    tap(.expertWeights, l, &shares)
    for i in 0..<length {
      let row = Array(shares[(i * count)..<((i + 1) * count)])
      let kept = row.indices.sorted { (row[$1], $0) < (row[$0], $1) }.prefix(perToken)
      let total = normalises ? kept.reduce(0) { $0 + row[$1] } : 1
      for expert in 0..<count { shares[i * count + expert] = kept.contains(expert) ? row[expert] / total : 0 }
    }
    tap(.expertShares, l, &shares)
    let d = c.dModel
    var outs = [Double](repeating: 0, count: length * count * d)
    for (number, expert) in w.experts.enumerated() {
      let gated = zip(
        product(h, expert.gate ?? expert.input).map(activate), product(h, expert.input)
      ).map(*)
      let out = product(gated, expert.output)
      for index in out.indices {
        let i = index / d
        outs[(i * count + number) * d + index % d] = shares[i * count + number] * out[index]
      }
    }
    tap(.expertOut, l, &outs)
    return (0..<(length * d)).map { index in
      (0..<count).reduce(0) { $0 + outs[(index / d * count + $1) * d + index % d] }
    }
  }

  private func activate(_ x: Double) -> Double {
    switch c.mlp.activation {
    case .relu: max(0, x)
    case .gelu: 0.5 * x * (1 + erf(x / 2.0.squareRoot()))
    case .geluTanh: 0.5 * x * (1 + tanh(0.7978845608028654 * (x + 0.044715 * x * x * x)))
    case .quickGelu: x / (1 + exp(-1.702 * x))
    case .reluSquared: max(0, x) * max(0, x)
    case .silu: x / (1 + exp(-x))
    case .solu: x
    case .tanh: tanh(x)
    }
  }

  /// The softmax of each run of `width` numbers; a run of nothing but minus infinity becomes 0.
  private func softmax(_ x: [Double], _ width: Int) -> [Double] {
    stride(from: 0, to: x.count, by: width).flatMap { start -> [Double] in
      let row = x[start..<(start + width)]
      let top = row.max() ?? 0
      let weights = row.map { top == -.infinity ? 0 : exp($0 - top) }
      let total = weights.reduce(0, +)
      return weights.map { total > 0 ? $0 / total : 0 }
    }
  }

  private mutating func norm(
    _ x: [Double], _ w: NormWeights?, _ layer: Int?, _ scaleSite: SiteName?, _ normalizedSite: SiteName,
    width: Int? = nil
  ) -> [Double] {
    let d = width ?? c.dModel
    let rows = x.count / d
    let means = (0..<rows).map { row in
      c.norm.kind == .layer ? x[(row * d)..<((row + 1) * d)].reduce(0, +) / Double(d) : 0
    }
    var scales = (0..<rows).map { row in
      (x[(row * d)..<((row + 1) * d)].reduce(0) { $0 + ($1 - means[row]) * ($1 - means[row]) } / Double(d)
        + c.norm.epsilon).squareRoot()
    }
    if let scaleSite { tap(scaleSite, layer, &scales) }
    var normal = x.indices.map { (x[$0] - means[$0 / d]) / scales[$0 / d] }
    tap(normalizedSite, layer, &normal)
    return normal.indices.map { normal[$0] * Double(w?.gain?[$0 % d] ?? 1) + Double(w?.bias?[$0 % d] ?? 0) }
  }

  private func weight(_ linear: Linear, _ input: Int, _ output: Int) -> Double {
    Double(linear.factor.value(input, output))
  }

  private func product(_ x: [Double], _ linear: Linear) -> [Double] {
    let (inputs, outputs) = (linear.factor.inputs, linear.factor.outputs)
    return (0..<(x.count / max(1, inputs) * outputs)).map { index in
      let (row, output) = (index / outputs, index % outputs)
      return (0..<inputs).reduce(Double(linear.bias?[output] ?? 0)) {
        $0 + x[row * inputs + $1] * weight(linear, $1, output)
      }
    }
  }
}
