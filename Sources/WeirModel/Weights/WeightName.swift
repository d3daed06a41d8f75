import WeirText

/// The weights that can be read, with TransformerLens's names, orientation and axes.
public enum WeightName: String, Sendable, Hashable, CaseIterable {
  case embedding = "embed.W_E"
  case embeddingNormGain = "embed.ln.w"
  case embeddingNormBias = "embed.ln.b"
  case positions = "pos_embed.W_pos"
  case norm1Gain = "ln1.w"
  case norm1Bias = "ln1.b"
  case query = "attn.W_Q"
  case queryBias = "attn.b_Q"
  case key = "attn.W_K"
  case keyBias = "attn.b_K"
  case value = "attn.W_V"
  case valueBias = "attn.b_V"
  case queryNormGain = "attn.q_norm.w"
  case queryNormBias = "attn.q_norm.b"
  case keyNormGain = "attn.k_norm.w"
  case keyNormBias = "attn.k_norm.b"
  case output = "attn.W_O"
  case outputBias = "attn.b_O"
  case norm1PostGain = "ln1_post.w"
  case norm1PostBias = "ln1_post.b"
  case norm2Gain = "ln2.w"
  case norm2Bias = "ln2.b"
  case router = "mlp.W_router"
  case gate = "mlp.W_gate"
  case gateBias = "mlp.b_gate"
  case input = "mlp.W_in"
  case inputBias = "mlp.b_in"
  case hiddenOutput = "mlp.W_out"
  case hiddenNormGain = "mlp.ln.w"
  case hiddenNormBias = "mlp.ln.b"
  case hiddenOutputBias = "mlp.b_out"
  case norm2PostGain = "ln2_post.w"
  case norm2PostBias = "ln2_post.b"
  case finalGain = "ln_final.w"
  case finalBias = "ln_final.b"
  case unembedding = "unembed.W_U"
  case unembeddingBias = "unembed.b_U"

  /// Whether each layer has one.
  public var isLayered: Bool {
    switch self {
    case .embedding, .embeddingNormGain, .embeddingNormBias, .positions, .finalGain, .finalBias, .unembedding,
      .unembeddingBias:
      false
    default: true
    }
  }

  /// Whether it is divided by heads (or key-value groups).
  public var hasHeads: Bool {
    switch self {
    case .query, .queryBias, .key, .keyBias, .value, .valueBias, .output: true
    default: false
    }
  }

  /// `W_Q` in `attn.W_Q`, where that says which it is; `ln1.w` and its like stay whole.
  public var shortName: String {
    let last = rawValue.split(separator: ".").last.map(String.init) ?? rawValue
    return last.count > 1 ? last : rawValue
  }

  /// The weight of a short name (`W_Q`) or a whole one without its layer (`attn.W_Q`, `embed.W_E`).
  public init?(text: String) {
    guard let name = WeightName.allCases.first(where: { $0.rawValue == text || $0.shortName == text }) else {
      return nil
    }
    self = name
  }
}

/// One weight, or the same one of every layer.
public struct WeightPlace: Sendable, Hashable {
  public let name: WeightName
  /// Nil for weights of the whole model, and for all layers together.
  public let layer: Int?

  public init(_ name: WeightName, layer: Int? = nil) {
    self.name = name
    self.layer = layer
  }

  /// The place of a text: `blocks.5.attn.W_Q`, `W_Q` (all layers), `embed.W_E`, `W_E`.
  /// - Throws: `ModelProblem.unknownWeight` with the nearest name.
  public init(parsing text: String) throws(ModelProblem) {
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    if parts.count == 3, parts[0] == "blocks", parts[1].count <= 6, let layer = Int(parts[1]), layer >= 0,
      let name = WeightName(text: String(parts[2])), name.isLayered
    {
      self.init(name, layer: layer)
    } else if let name = WeightName(text: text) {
      self.init(name)
    } else {
      let prefix = parts.count == 3 && parts[0] == "blocks" ? "blocks.\(parts[1])." : ""
      let names = WeightName.allCases.flatMap { prefix.isEmpty ? [$0.rawValue, $0.shortName] : [prefix + $0.rawValue] }
      throw .unknownWeight(text, nearest: Suggestion.best(for: text, among: names))
    }
  }
}
