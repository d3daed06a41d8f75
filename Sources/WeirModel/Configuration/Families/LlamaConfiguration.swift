// Llama 1 to 3 (Touvron et al. 2023) and the families that differ from it in values: Mistral, Mixtral, Qwen 2 and 3,
// Phi-3, OLMo 2. Their configuration classes in transformers carry the same names.

extension FamilyConfiguration {
  static let llama = FamilyConfiguration(
    "llama",
    sizes: [
      "vocab_size": 32_000, "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32,
      "intermediate_size": 11_008,
    ]
  ) { config throws(ConfigurationProblem) in
    var model = try config.llama("llama", epsilon: 1e-6, beginning: 1, end: [2])
    try config.attentionBias(&model)
    model.mlp.hasBias = try config.bool("mlp_bias", default: false)
    // Old fine-tunes repeat values that say nothing new.
    try config.demand("rope_interleaved", is: false)
    config.ignore("is_llama_config", "max_sequence_length")
    return model
  }

  static let mistral = FamilyConfiguration(
    "mistral",
    sizes: [
      "vocab_size": 32_000, "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32,
      "intermediate_size": 14_336, "max_position_embeddings": 131_072,
    ]
  ) { config throws(ConfigurationProblem) in
    var model = try config.llama("mistral", epsilon: 1e-6, sharedHeads: 8, beginning: 1, end: [2])
    let window = try config.integerOrNull("sliding_window", absent: 4096)
    if let window { model.attention.windows = Array(repeating: window, count: model.layerCount) }
    return model
  }

  static let mixtral = FamilyConfiguration(
    "mixtral",
    sizes: [
      "vocab_size": 32_000, "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32,
      "intermediate_size": 14_336, "max_position_embeddings": 131_072,
    ]
  ) { config throws(ConfigurationProblem) in
    var model = try config.llama("mixtral", epsilon: 1e-5, base: 1e6, sharedHeads: 8, beginning: 1, end: [2])
    if let window = try config.optionalInteger("sliding_window") {
      model.attention.windows = Array(repeating: window, count: model.layerCount)
    }
    let count = try config.integer("num_local_experts", "num_experts", in: 1...65_536, default: 8)
    let used = try config.integer("num_experts_per_tok", in: 1...65_536, default: 2)
    guard used <= count else {
      throw .contradiction("`num_experts_per_tok` \(used) is more than the \(count) experts", path: config.path)
    }
    model.mlp.kind = .experts(count: count, perToken: used, normalisesWeights: true)
    return model
  }

  static let qwen2 = FamilyConfiguration(
    "qwen2",
    sizes: [
      "vocab_size": 151_936, "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32,
      "intermediate_size": 22_016, "max_position_embeddings": 32_768,
    ]
  ) { config throws(ConfigurationProblem) in
    var model = try config.qwen("qwen2", headSize: nil)
    // Queries, keys and values have biases whatever the file says.
    model.attention.hasInputBias = true
    config.ignore("attention_bias")
    return model
  }

  static let qwen3 = FamilyConfiguration(
    "qwen3",
    sizes: [
      "vocab_size": 151_936, "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32,
      "intermediate_size": 22_016, "max_position_embeddings": 32_768,
    ]
  ) { config throws(ConfigurationProblem) in
    var model = try config.qwen("qwen3", headSize: 128)
    try config.attentionBias(&model)
    model.attention.queryKeyNorm = .perHead
    return model
  }

  static let phi3 = FamilyConfiguration(
    "phi3",
    sizes: [
      "vocab_size": 32_064, "hidden_size": 3072, "num_hidden_layers": 32, "num_attention_heads": 32,
      "intermediate_size": 8192, "max_position_embeddings": 4096,
    ]
  ) { config throws(ConfigurationProblem) in
    var model = try config.llama(
      "phi3", epsilon: 1e-5, rotary: .init(isPhi3: true), beginning: 1, end: [32000], padding: 32000)
    if let window = try config.optionalInteger("sliding_window") {
      model.attention.windows = Array(repeating: window, count: model.layerCount)
    }
    return model
  }

  static let olmo2 = FamilyConfiguration(
    "olmo2",
    sizes: [
      "vocab_size": 50_304, "hidden_size": 4096, "num_hidden_layers": 32, "num_attention_heads": 32,
      "intermediate_size": 11_008,
    ]
  ) { config throws(ConfigurationProblem) in
    var model = try config.llama("olmo2", epsilon: 1e-5, end: [50279], padding: 1)
    try config.attentionBias(&model)
    model.norm.placement = .output
    model.attention.queryKeyNorm = .fullWidth
    return model
  }
}

extension ConfigurationReader {
  /// A decoder with RMS norms, rotary positions and gated MLPs.
  mutating func llama(
    _ family: String, epsilon: Double, base: Double = 10_000, rotary defaults: RotaryDefaults? = nil,
    headSize: Int? = nil, sharedHeads: Int? = nil, prependsBeginning: Bool = true, beginning: Int? = nil,
    end: [Int] = [], padding: Int? = nil
  ) throws(ConfigurationProblem) -> ModelConfiguration {
    let vocabularySize = try integer("vocab_size")
    let dModel = try integer("hidden_size")
    let headCount = try integer("num_attention_heads")
    let isShared = sharedHeads.map { headCount % $0 == 0 } ?? false
    let keyValueHeadCount = try keyValueHeads(headCount, default: isShared ? sharedHeads : nil)
    let dHead = try self.headSize(dModel, headCount, usual: headSize)
    let contextLength = try integer("max_position_embeddings", default: 2048)
    let rotary = try rotary(
      headSize: dHead, contextLength: contextLength, defaults ?? RotaryDefaults(base: base))
    let isTied = try bool("tie_word_embeddings", default: false)
    return ModelConfiguration(
      family: family, name: "", layerCount: try integer("num_hidden_layers"), headCount: headCount,
      keyValueHeadCount: keyValueHeadCount, dModel: dModel, dHead: dHead, dMLP: try integer("intermediate_size"),
      vocabularySize: vocabularySize, contextLength: contextLength, positions: .rotary(rotary),
      norm: .init(kind: .rms, epsilon: try number("rms_norm_eps", above: 0, default: epsilon)),
      attention: .init(scale: 1 / Double(dHead).squareRoot(), hasInputBias: false, hasOutputBias: false),
      mlp: .init(kind: .gated, activation: try activation("hidden_act", default: "silu"), hasBias: false),
      unembedding: .init(isTied: isTied, head: try tokenHead(isTied: isTied)),
      special: try specialTokens(
        vocabularySize: vocabularySize, prependsBeginning: prependsBeginning, beginning: beginning, end: end,
        padding: padding))
  }

  /// Whether attention's four projections have biases.
  fileprivate mutating func attentionBias(_ model: inout ModelConfiguration) throws(ConfigurationProblem) {
    let hasBias = try bool("attention_bias", default: false)
    (model.attention.hasInputBias, model.attention.hasOutputBias) = (hasBias, hasBias)
  }

  /// Qwen: windows only where they are asked for, and then only from one layer on.
  fileprivate mutating func qwen(_ family: String, headSize: Int?) throws(ConfigurationProblem) -> ModelConfiguration {
    var model = try llama(family, epsilon: 1e-6, headSize: headSize, prependsBeginning: false)
    let isWindowed = try bool("use_sliding_window", default: false)
    let window = try integerOrNull("sliding_window", absent: 4096)
    let firstLayer = try integer("max_window_layers", in: 0...Self.sizeLimit, default: 28)
    model.attention.windows = try windows(isWindowed ? window : nil, layers: model.layerCount) { layer in
      isWindowed && window != nil && layer >= firstLayer
    }
    try demand("use_mrope", is: false)
    return model
  }
}
