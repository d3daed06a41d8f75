import WeirTensor

@testable import WeirModel

/// Small models with random weights, the same on every run.
enum RandomModel {
  static func configuration(
    layers: Int, heads: Int, dHead: Int, dMLP: Int, vocabulary: Int = 31, context: Int = 48
  ) -> ModelConfiguration {
    ModelConfiguration(
      family: "gpt2", name: "random", layerCount: layers, headCount: heads, dModel: heads * dHead, dHead: dHead,
      dMLP: dMLP, vocabularySize: vocabulary, contextLength: context, positions: .learned(offset: 0),
      norm: .init(kind: .layer, epsilon: 1e-5), attention: .init(scale: 1 / Double(dHead).squareRoot()),
      mlp: .init(kind: dMLP > 0 ? .plain : .none, activation: .geluTanh))
  }

  static func configuration(using random: inout SeededGenerator) -> ModelConfiguration {
    configuration(
      layers: .random(in: 1...4, using: &random), heads: .random(in: 1...4, using: &random),
      dHead: .random(in: 2...9, using: &random), dMLP: .random(in: 0...30, using: &random))
  }

  /// A model with weights of a size that makes patterns uneven and logits differ.
  static func make(_ c: ModelConfiguration, seed: UInt64) throws -> Model {
    var random = SeededGenerator(seed)
    let keeper = WeightKeeper(nil)
    func numbers(_ count: Int, _ scale: Float, around centre: Float = 0) -> UnsafePointer<Float> {
      let buffer = keeper.buffer(count)
      for i in 0..<count { buffer.base[i] = centre + scale * Float.random(in: -1...1, using: &random) }
      return UnsafePointer(buffer.base)
    }
    func norm() -> NormWeights {
      NormWeights(gain: numbers(c.dModel, 0.5, around: 1), bias: numbers(c.dModel, 0.3))
    }
    func linear(_ inputs: Int, _ outputs: Int) -> Linear {
      let scale = 1.5 / Float(inputs).squareRoot()
      return Linear(
        factor: Factor(numbers(inputs * outputs, scale), inputs: inputs, outputs: outputs),
        bias: numbers(outputs, 0.2))
    }
    let width = c.headCount * c.dHead
    let embedding = numbers(c.vocabularySize * c.dModel, 1)
    let blocks = (0..<c.layerCount).map { _ -> BlockWeights in
      let fused = linear(c.dModel, 3 * width)
      return BlockWeights(
        norm1: norm(), norm2: norm(),
        attention: AttentionWeights(
          query: fused.outputs(0..<width), key: fused.outputs(width..<(2 * width)),
          value: fused.outputs((2 * width)..<(3 * width)), fused: fused, output: linear(width, c.dModel)),
        mlp: c.dMLP > 0 ? MLPWeights(input: linear(c.dModel, c.dMLP), output: linear(c.dMLP, c.dModel)) : nil)
    }
    let weights = Weights(
      tokenEmbedding: Factor(embedding, inputs: c.dModel, outputs: c.vocabularySize, isTransposed: true),
      positionEmbedding: numbers(c.contextLength * c.dModel, 0.5), embeddingNorm: nil,
      blocks: blocks, finalNorm: norm(),
      unembedding: Linear(
        factor: Factor(embedding, inputs: c.dModel, outputs: c.vocabularySize, isTransposed: true)), keeper: keeper)
    return try Model(c, weights: weights)
  }

  static func tokens(_ length: Int, _ c: ModelConfiguration, using random: inout SeededGenerator) -> [Int] {
    (0..<length).map { _ in Int.random(in: 0..<c.vocabularySize, using: &random) }
  }
}

/// GPT-2 in double precision, written as plainly as can be: what the engine must agree with.
struct PlainGPT2 {
  let model: Model
  /// Every site's numbers in the order in which reading gives them, masked scores as minus infinity.
  private(set) var sites: [String: [Double]] = [:]
  /// Called at each site; what it leaves is what the pass goes on with.
  let edit: (SiteName, Int?, inout [Double]) -> Void

  init(_ model: Model, _ tokens: [Int], edit: @escaping (SiteName, Int?, inout [Double]) -> Void = { _, _, _ in }) {
    self.model = model
    self.edit = edit
    run(tokens)
  }

  static func key(_ name: SiteName, _ layer: Int?) -> String { name.description.hookName(layer: layer) }

  private mutating func tap(_ name: SiteName, _ layer: Int?, _ values: inout [Double]) {
    edit(name, layer, &values)
    sites[PlainGPT2.key(name, layer)] = values
  }

  private mutating func run(_ tokens: [Int]) {
    let (c, w, n) = (model.configuration, model.weights, tokens.count)
    let (d, heads, e) = (c.dModel, c.headCount, c.dHead)
    var x = tokens.flatMap { token in (0..<d).map { Double(w.tokenEmbedding.value($0, token)) } }
    tap(.embed, nil, &x)
    var positions = (0..<(n * d)).map { Double(w.positionEmbedding?[$0] ?? 0) }
    tap(.posEmbed, nil, &positions)
    x = zip(x, positions).map(+)
    for (l, block) in w.blocks.enumerated() {
      tap(.residPre, l, &x)
      let h = norm(x, block.norm1, l, .ln1Scale, .ln1Normalized)
      var q = product(h, block.attention.query)
      var k = product(h, block.attention.key)
      var v = product(h, block.attention.value)
      tap(.q, l, &q)
      tap(.k, l, &k)
      tap(.v, l, &v)
      var scores = [Double](repeating: -.infinity, count: heads * n * n)
      for head in 0..<heads {
        for i in 0..<n {
          for j in 0...i {
            scores[(head * n + i) * n + j] =
              (0..<e).reduce(0) { $0 + q[(i * heads + head) * e + $1] * k[(j * heads + head) * e + $1] }
              * c.attention.scale
          }
        }
      }
      tap(.scores, l, &scores)
      var pattern = scores
      for row in 0..<(heads * n) {
        let slice = scores[(row * n)..<((row + 1) * n)]
        let top = slice.max() ?? 0
        let weights = slice.map { top == -.infinity ? 0 : exponential($0 - top) }
        let total = weights.reduce(0, +)
        for j in 0..<n { pattern[row * n + j] = total > 0 ? weights[j] / total : 0 }
      }
      tap(.pattern, l, &pattern)
      var z = [Double](repeating: 0, count: n * heads * e)
      for i in 0..<n {
        for head in 0..<heads {
          for j in 0..<n {
            for a in 0..<e {
              z[(i * heads + head) * e + a] += pattern[(head * n + i) * n + j] * v[(j * heads + head) * e + a]
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
              results[(i * heads + head) * d + b] +=
                z[(i * heads + head) * e + a] * weight(block.attention.output, head * e + a, b)
            }
          }
        }
      }
      tap(.result, l, &results)
      var out = [Double](repeating: 0, count: n * d)
      for i in 0..<n {
        for b in 0..<d {
          out[i * d + b] = (0..<heads).reduce(Double(block.attention.output.bias?[b] ?? 0)) {
            $0 + results[(i * heads + $1) * d + b]
          }
        }
      }
      tap(.attnOut, l, &out)
      x = zip(x, out).map(+)
      if let mlp = block.mlp {
        tap(.residMid, l, &x)
        var input = x
        tap(.mlpIn, l, &input)
        let h = norm(input, block.norm2, l, .ln2Scale, .ln2Normalized)
        var pre = product(h, mlp.input)
        tap(.mlpPre, l, &pre)
        var post = pre.map { 0.5 * $0 * (1 + hyperbolicTangent(0.7978845608028654 * ($0 + 0.044715 * $0 * $0 * $0))) }
        tap(.mlpPost, l, &post)
        var out = product(post, mlp.output)
        tap(.mlpOut, l, &out)
        x = zip(x, out).map(+)
      }
      tap(.residPost, l, &x)
    }
    let h = norm(x, w.finalNorm, nil, .finalScale, .finalNorm)
    guard let unembedding = w.unembedding else { return }
    var logits = product(h, unembedding)
    tap(.logits, nil, &logits)
  }

  private mutating func norm(
    _ x: [Double], _ w: NormWeights?, _ layer: Int?, _ scaleSite: SiteName, _ normalizedSite: SiteName
  ) -> [Double] {
    let d = model.configuration.dModel
    let rows = x.count / d
    let means = (0..<rows).map { row in x[(row * d)..<((row + 1) * d)].reduce(0, +) / Double(d) }
    var scales = (0..<rows).map { row in
      (x[(row * d)..<((row + 1) * d)].reduce(0) { $0 + ($1 - means[row]) * ($1 - means[row]) } / Double(d)
        + model.configuration.norm.epsilon).squareRoot()
    }
    tap(scaleSite, layer, &scales)
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
