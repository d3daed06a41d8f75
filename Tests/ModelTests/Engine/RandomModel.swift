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

  /// A transformer of any family that is a stack of blocks, and of many that nobody has built.
  static func configuration(using random: inout SeededGenerator) -> ModelConfiguration {
    func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
    let (heads, dHead) = (Int.random(in: 1...4, using: &random), Int.random(in: 2...9, using: &random))
    var c = configuration(
      layers: .random(in: 1...4, using: &random), heads: heads, dHead: dHead, dMLP: .random(in: 0...30, using: &random))
    guard !chance(4) else { return c }
    c.keyValueHeadCount = (1...heads).filter { heads % $0 == 0 }.randomElement(using: &random) ?? heads
    if chance(2) { c.dModel = .random(in: 3...30, using: &random) }
    c.positions = positions(dHead, using: &random)
    c.norm.kind = chance(2) ? .rms : .layer
    c.norm.placement = [.pre, .pre, .post, .stream, .output, .preAndOutput].randomElement(using: &random) ?? .pre
    if c.norm.placement == .pre {
      c.order =
        [.sequential, .parallel(sharedNorm: true), .parallel(sharedNorm: false)]
        .randomElement(using: &random) ?? .sequential
    }
    c.norm.hasFinal = !chance(5)
    c.norm.gainOffset = chance(3) ? 1 : 0
    c.attention.scale = chance(3) ? 1 : 1 / Double(dHead).squareRoot()
    c.attention.dividesByLayer = chance(6)
    if chance(4) { c.attention.softCap = 3 }
    if chance(3) {
      c.attention.windows = (0..<c.layerCount).map { _ in chance(2) ? nil : .random(in: 1...6, using: &random) }
    }
    c.attention.queryKeyNorm = [.none, .none, .perHead, .fullWidth].randomElement(using: &random) ?? .none
    (c.attention.hasInputBias, c.attention.hasOutputBias, c.mlp.hasBias) = (chance(2), chance(2), chance(2))
    if c.dMLP > 0 {
      c.mlp.kind =
        [.plain, .gated, .experts(count: 4, perToken: 2, normalisesWeights: chance(2))]
        .randomElement(using: &random) ?? .plain
      let all = ModelConfiguration.Activation.allCases.filter { $0 != .solu || c.mlp.kind == .plain }
      c.mlp.activation = all.randomElement(using: &random) ?? .gelu
    }
    c.embedding.scale = chance(3) ? 1.7 : 1
    c.embedding.hasNorm = !c.addsPositionEmbedding && chance(2)
    c.embedding.projectedFrom = chance(5) ? 5 : nil
    c.unembedding = .init(
      isTied: chance(2), softCap: chance(4) ? 2 : nil, scale: chance(4) ? 0.6 : 1, hasBias: chance(3))
    return c
  }

  private static func positions(
    _ dHead: Int, using random: inout SeededGenerator
  ) -> ModelConfiguration.Positions {
    let dimensions = 2 * Int.random(in: 1...(dHead / 2), using: &random)
    let pairs = dimensions / 2
    let scaling: ModelConfiguration.Rotary.Scaling =
      switch Int.random(in: 0..<7, using: &random) {
      case 0: .linear(factor: 2)
      case 1 where dimensions > 2: .dynamic(factor: 3, originalContext: 8)
      case 2: .llama3(factor: 8, lowFrequency: 1, highFrequency: 4, originalContext: 16)
      case 3:
        .yarn(factor: 4, betaFast: 32, betaSlow: 1, magnitude: 1.1, originalContext: 16, truncates: true)
      case 4:
        .long(
          short: (0..<pairs).map { 1 + 0.1 * Double($0) }, long: (0..<pairs).map { 2 + Double($0) }, magnitude: 1.2,
          originalContext: 7)
      default: .none
      }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .none
    case 1: return .learned(offset: 0)
    case 2: return .alibi
    default:
      return .rotary(
        .init(
          dimensions: dimensions, base: 100, pairing: Bool.random(using: &random) ? .halves : .adjacent,
          scaling: scaling, local: Bool.random(using: &random) ? .init(base: 30) : nil))
    }
  }

  /// A model with weights of a size that makes patterns uneven and logits differ.
  static func make(_ c: ModelConfiguration, seed: UInt64) throws -> Model {
    var maker = WeightMaker(c, seed: seed)
    return try Model(c, weights: maker.weights())
  }

  static func tokens(_ length: Int, _ c: ModelConfiguration, using random: inout SeededGenerator) -> [Int] {
    (0..<length).map { _ in Int.random(in: 0..<c.vocabularySize, using: &random) }
  }
}

/// Makes random weights of every role that a configuration has.
private struct WeightMaker {
  private let c: ModelConfiguration
  private var random: SeededGenerator
  private let keeper = WeightKeeper(nil)

  init(_ configuration: ModelConfiguration, seed: UInt64) {
    c = configuration
    random = SeededGenerator(seed)
  }

  mutating func weights() -> Weights {
    let width = c.embeddingWidth
    let embedding = numbers(c.vocabularySize * width, 1)
    let isProjected = c.embedding.projectedFrom != nil
    let unembedding = c.unembedding.isTied ? embedding : numbers(c.vocabularySize * width, 0.5)
    return Weights(
      tokenEmbedding: Factor(embedding, inputs: width, outputs: c.vocabularySize, isTransposed: true),
      embeddingProjection: isProjected ? linear(width, c.dModel, bias: false) : nil,
      unembeddingProjection: isProjected ? linear(c.dModel, width, bias: false) : nil,
      positionEmbedding: c.addsPositionEmbedding ? numbers(c.contextLength * c.dModel, 0.5) : nil,
      embeddingNorm: c.embedding.hasNorm ? norm(c.dModel) : nil, blocks: (0..<c.layerCount).map { _ in block() },
      finalNorm: norm(c.dModel),
      unembedding: Linear(
        factor: Factor(unembedding, inputs: width, outputs: c.vocabularySize, isTransposed: true),
        bias: c.unembedding.hasBias ? numbers(c.vocabularySize, 0.4) : nil), keeper: keeper)
  }

  private mutating func numbers(_ count: Int, _ scale: Float, around centre: Float = 0) -> UnsafePointer<Float> {
    let buffer = keeper.buffer(count)
    for i in 0..<count { buffer.base[i] = centre + scale * Float.random(in: -1...1, using: &random) }
    return UnsafePointer(buffer.base)
  }

  private mutating func norm(_ width: Int) -> NormWeights {
    NormWeights(
      gain: numbers(width, 0.5, around: 1), bias: c.norm.kind == .layer ? numbers(width, 0.3) : nil)
  }

  private mutating func linear(_ inputs: Int, _ outputs: Int, bias: Bool) -> Linear {
    let scale = 1.5 / Float(inputs).squareRoot()
    return Linear(
      factor: Factor(numbers(inputs * outputs, scale), inputs: inputs, outputs: outputs),
      bias: bias ? numbers(outputs, 0.2) : nil)
  }

  private mutating func block() -> BlockWeights {
    let (q, k) = (c.headCount * c.dHead, c.keyValueHeadCount * c.dHead)
    let fused = linear(c.dModel, q + 2 * k, bias: c.attention.hasInputBias)
    let isPerHead = c.normsEachHead
    var block = BlockWeights(
      norm1: c.hasNorm1 ? norm(c.dModel) : nil, norm2: c.hasNorm2 ? norm(c.dModel) : nil,
      norm1Post: c.hasPostNorms ? norm(c.dModel) : nil, norm2Post: c.hasPostNorms ? norm(c.dModel) : nil,
      attention: AttentionWeights(
        query: fused.outputs(0..<q), key: fused.outputs(q..<(q + k)), value: fused.outputs((q + k)..<(q + 2 * k)),
        fused: Bool.random(using: &random) ? fused : nil, output: linear(q, c.dModel, bias: c.attention.hasOutputBias),
        queryNorm: c.normsQueries ? norm(isPerHead ? c.dHead : q) : nil,
        keyNorm: c.normsQueries ? norm(isPerHead ? c.dHead : k) : nil),
      mlp: c.hasPlainHidden ? mlp() : nil)
    if c.hasExperts {
      block.experts = ExpertWeights(
        router: linear(c.dModel, c.expertCount, bias: false), experts: (0..<c.expertCount).map { _ in mlp() })
    }
    return block
  }

  private mutating func mlp() -> MLPWeights {
    MLPWeights(
      gate: c.isGated || c.hasExperts ? linear(c.dModel, c.dMLP, bias: c.mlp.hasBias) : nil,
      input: linear(c.dModel, c.dMLP, bias: c.mlp.hasBias), output: linear(c.dMLP, c.dModel, bias: c.mlp.hasBias),
      norm: c.hasHiddenNorm ? norm(c.dMLP) : nil)
  }
}
