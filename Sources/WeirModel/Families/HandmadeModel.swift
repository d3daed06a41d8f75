import WeirTensor

/// A stack of blocks whose weights were set by hand: attention and, where given, MLPs, without norms.
///
/// Weights go by their places and have the axes that reading them from a model gives, in any order. Sizes follow from
/// them. What is not given is not there: without `W_pos` nothing but the mask says where a token stands, without `W_in`
/// there are no MLPs, without `b_Q` queries have no bias.
public struct HandmadeModel {
  private let weights: [WeightPlace: Tensor]
  private let keeper = WeightKeeper(nil)
  private let c: ModelConfiguration

  /// - Parameters:
  ///   - scale: what scores are multiplied by; nil for 1/√d_head.
  ///   - context: the longest prompt, where there is no `W_pos` to say it.
  ///   - isCausal: whether a position reads itself and earlier ones only.
  /// - Throws: `ModelProblem.handmadeWithout` for weights that must be there.
  public init(
    _ weights: [WeightPlace: Tensor], name: String = "handmade", activation: ModelConfiguration.Activation = .relu,
    scale: Double? = nil, context: Int = 1024, isCausal: Bool = true, beginning: Int? = nil
  ) throws {
    let norms: [WeightName] = [.norm1Gain, .norm1Bias, .norm2Gain, .norm2Bias, .finalGain, .finalBias, .gate]
    if let place = weights.keys.first(where: { norms.contains($0.name) }) {
      throw ModelProblem.handmadeNorm(place.text)
    }
    self.weights = weights
    func size(_ place: WeightPlace, _ axis: String) throws -> Int {
      guard let tensor = weights[place] else { throw ModelProblem.handmadeWithout(place.text) }
      guard let found = tensor.axes.first(where: { $0.name == axis }) else {
        throw ModelProblem.handmadeAxes(place.text, given: tensor.axes.map(\.name), wanted: place.name.axes)
      }
      return found.size
    }
    let layers = (weights.keys.compactMap(\.layer).max() ?? -1) + 1
    let query = WeightPlace(.query, layer: 0)
    let hasMLP = weights.keys.contains { $0.name == .input }
    let dHead = layers > 0 ? try size(query, "d_head") : 0
    let hasPositions = weights[WeightPlace(.positions)] != nil
    c = ModelConfiguration(
      family: "handmade", name: name, layerCount: layers, headCount: layers > 0 ? try size(query, "head") : 0,
      dModel: try size(WeightPlace(.embedding), "d_model"), dHead: dHead,
      dMLP: hasMLP ? try size(WeightPlace(.input, layer: 0), "d_mlp") : 0,
      vocabularySize: try size(WeightPlace(.embedding), "vocab"),
      contextLength: hasPositions ? try size(WeightPlace(.positions), "pos") : context,
      stack: isCausal ? .decoder : .encoder,
      positions: hasPositions ? .learned(offset: 0) : .none,
      norm: ModelConfiguration.Norm(kind: .none, epsilon: 0, hasFinal: false),
      attention: ModelConfiguration.Attention(scale: scale ?? 1 / Double(max(dHead, 1)).squareRoot()),
      mlp: ModelConfiguration.MLP(kind: hasMLP ? .plain : .none, activation: activation),
      unembedding: ModelConfiguration.Unembedding(isTied: false),
      special: ModelConfiguration.SpecialTokens(beginning: beginning, prependsBeginning: beginning != nil))
  }

  /// The model; tokens read as `words` where those are given.
  /// - Throws: `ModelProblem` for missing weights and wrong shapes.
  public func model(tokenText: @escaping @Sendable (Int) -> String) throws -> Model {
    let bound = Weights(
      tokenEmbedding: Factor(
        try values(WeightPlace(.embedding)), inputs: c.dModel, outputs: c.vocabularySize,
        isTransposed: true), embeddingProjection: nil, unembeddingProjection: nil,
      positionEmbedding: try optional(WeightPlace(.positions)), embeddingNorm: nil,
      blocks: try (0..<c.layerCount).map { try block($0) }, finalNorm: nil,
      unembedding: try linear(
        WeightPlace(.unembedding), c.dModel, c.vocabularySize, bias: WeightPlace(.unembeddingBias)),
      keeper: keeper)
    return try Model(c, weights: bound, tokenText: tokenText)
  }

  private func block(_ layer: Int) throws -> BlockWeights {
    func place(_ name: WeightName) -> WeightPlace { WeightPlace(name, layer: layer) }
    let width = c.headCount * c.dHead
    let attention = AttentionWeights(
      query: try linear(place(.query), c.dModel, width, bias: place(.queryBias)),
      key: try linear(place(.key), c.dModel, width, bias: place(.keyBias)),
      value: try linear(place(.value), c.dModel, width, bias: place(.valueBias)),
      output: try linear(place(.output), width, c.dModel, bias: place(.outputBias)))
    let mlp =
      c.dMLP > 0
      ? MLPWeights(
        input: try linear(place(.input), c.dModel, c.dMLP, bias: place(.inputBias)),
        output: try linear(place(.hiddenOutput), c.dMLP, c.dModel, bias: place(.hiddenOutputBias))) : nil
    return BlockWeights(norm1: nil, norm2: nil, norm1Post: nil, norm2Post: nil, attention: attention, mlp: mlp)
  }

  private func linear(_ place: WeightPlace, _ inputs: Int, _ outputs: Int, bias: WeightPlace) throws -> Linear {
    Linear(
      factor: Factor(try values(place), inputs: inputs, outputs: outputs), bias: try optional(bias))
  }

  private func optional(_ place: WeightPlace) throws -> UnsafePointer<Float>? {
    weights[place] == nil ? nil : try values(place)
  }

  /// The numbers of a weight in the order in which the pass reads them, copied.
  private func values(_ place: WeightPlace) throws -> UnsafePointer<Float> {
    guard let given = weights[place] else { throw ModelProblem.handmadeWithout(place.text) }
    let wanted = place.name.axes
    guard given.axes.map(\.name).sorted() == wanted.sorted() else {
      throw ModelProblem.handmadeAxes(place.text, given: given.axes.map(\.name), wanted: wanted)
    }
    let tensor = try given.transposed(wanted)
    let sizes = wanted.map(size(of:))
    guard tensor.shape == sizes else {
      throw ModelProblem.handmadeShape(place.text, axes: wanted, given: tensor.shape, wanted: sizes)
    }
    let buffer = keeper.buffer(tensor.count)
    tensor.withValues { values in
      for (place, value) in values.enumerated() { buffer.base[place] = value }
    }
    return UnsafePointer(buffer.base)
  }

  private func size(of axis: String) -> Int {
    switch axis {
    case "vocab": c.vocabularySize
    case "pos": c.contextLength
    case "head": c.headCount
    case "d_head": c.dHead
    case "d_mlp": c.dMLP
    default: c.dModel
    }
  }
}

extension WeightName {
  /// The axes of one layer's weight as the pass reads them: inputs before outputs, heads beside what they are made of.
  fileprivate var axes: [String] {
    switch self {
    case .embedding: ["vocab", "d_model"]
    case .positions: ["pos", "d_model"]
    case .query, .key, .value: ["d_model", "head", "d_head"]
    case .queryBias, .keyBias, .valueBias: ["head", "d_head"]
    case .output: ["head", "d_head", "d_model"]
    case .gate, .input: ["d_model", "d_mlp"]
    case .inputBias, .gateBias, .hiddenNormGain, .hiddenNormBias: ["d_mlp"]
    case .router: ["d_model", "expert"]
    case .queryNormGain, .queryNormBias, .keyNormGain, .keyNormBias: ["d_head"]
    case .hiddenOutput: ["d_mlp", "d_model"]
    case .unembedding: ["d_model", "vocab"]
    case .unembeddingBias: ["vocab"]
    case .norm1Gain, .norm1Bias, .norm2Gain, .norm2Bias, .finalGain, .finalBias, .outputBias, .hiddenOutputBias,
      .norm1PostGain, .norm1PostBias, .norm2PostGain, .norm2PostBias, .embeddingNormGain, .embeddingNormBias:
      ["d_model"]
    }
  }
}

extension WeightPlace {
  /// As TransformerLens writes it: `blocks.0.attn.W_Q`.
  fileprivate var text: String { layer.map { "blocks.\($0).\(name.rawValue)" } ?? name.shortName }
}
