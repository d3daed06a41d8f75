// Gemma 1 to 3 (Gemma Team 2024, 2025); `GemmaConfig`, `Gemma2Config` and `Gemma3TextConfig` in transformers.

extension FamilyConfiguration {
  static let gemma = FamilyConfiguration(
    "gemma",
    sizes: [
      "vocab_size": 256_000, "hidden_size": 3072, "num_hidden_layers": 28, "num_attention_heads": 16,
      "intermediate_size": 24_576,
    ]
  ) { config throws(ConfigurationProblem) in
    var model = try config.gemma("gemma", sharedHeads: 16)
    // The first files say `gelu` and mean the approximation by tanh.
    let activation = try config.activation("hidden_act", default: "gelu_pytorch_tanh")
    model.mlp.activation = activation == .gelu ? .geluTanh : activation
    config.ignore("hidden_activation")
    return model
  }

  static let gemma2 = FamilyConfiguration(
    "gemma2",
    sizes: [
      "vocab_size": 256_000, "hidden_size": 2304, "num_hidden_layers": 26, "num_attention_heads": 8,
      "intermediate_size": 9216,
    ]
  ) { config throws(ConfigurationProblem) in
    var model = try config.gemma("gemma2", sharedHeads: 4)
    model.mlp.activation = try config.activation("hidden_activation", default: "gelu_pytorch_tanh")
    model.norm.placement = .preAndOutput
    let window = try config.integerOrNull("sliding_window", absent: 4096)
    model.attention.windows = try config.windows(window, layers: model.layerCount) { $0 % 2 == 0 }
    model.attention.scale = try config.queryScale()
    model.attention.softCap = try config.numberOrNull("attn_logit_softcapping", absent: 50)
    model.unembedding.softCap = try config.numberOrNull("final_logit_softcapping", absent: 30)
    config.ignore("hidden_act")
    return model
  }

  static let gemma3 = FamilyConfiguration(
    "gemma3_text",
    sizes: [
      "vocab_size": 262_208, "hidden_size": 2304, "num_hidden_layers": 26, "num_attention_heads": 8,
      "intermediate_size": 9216, "max_position_embeddings": 131_072,
    ]
  ) { config throws(ConfigurationProblem) in
    var model = try config.gemma("gemma3_text", sharedHeads: 4, readsRotary: false)
    model.mlp.activation = try config.activation("hidden_activation", default: "gelu_pytorch_tanh")
    model.norm.placement = .preAndOutput
    model.attention.queryKeyNorm = .perHead
    let window = try config.integerOrNull("sliding_window", absent: 4096)
    let period = try config.integer("sliding_window_pattern", "_sliding_window_pattern", default: 6)
    model.attention.windows = try config.windows(window, layers: model.layerCount) { ($0 + 1) % period != 0 }
    model.attention.scale = try config.queryScale()
    model.unembedding.softCap = try config.numberOrNull("final_logit_softcapping", absent: nil)
    model.positions = .rotary(try config.gemma3Rotary(headSize: model.dHead, contextLength: model.contextLength))
    // Scores are not capped, whatever the file says; queries and keys have norms instead.
    config.ignore("hidden_act", "attn_logit_softcapping")
    return model
  }
}

extension ConfigurationReader {
  /// What the three have in common: scaled embeddings, gains stored less one, gated MLPs, tied unembedding.
  fileprivate mutating func gemma(
    _ family: String, sharedHeads: Int, readsRotary: Bool = true
  ) throws(ConfigurationProblem) -> ModelConfiguration {
    let vocabularySize = try integer("vocab_size")
    let dModel = try integer("hidden_size")
    let headCount = try integer("num_attention_heads")
    let dHead = try integer("head_dim", default: 256)
    let contextLength = try integer("max_position_embeddings", default: 8192)
    try demand("use_bidirectional_attention", is: false)
    let hasBias = try bool("attention_bias", default: false)
    let rotary =
      readsRotary
      ? try rotary(headSize: dHead, contextLength: contextLength) : ModelConfiguration.Rotary(dimensions: 2, base: 1)
    return ModelConfiguration(
      family: family, name: "", layerCount: try integer("num_hidden_layers"), headCount: headCount,
      keyValueHeadCount: try keyValueHeads(headCount, default: headCount % sharedHeads == 0 ? sharedHeads : nil),
      dModel: dModel, dHead: dHead, dMLP: try integer("intermediate_size"), vocabularySize: vocabularySize,
      contextLength: contextLength, embedding: .init(scale: Double(dModel).squareRoot()), positions: .rotary(rotary),
      norm: .init(kind: .rms, epsilon: try number("rms_norm_eps", above: 0, default: 1e-6), gainOffset: 1),
      attention: .init(scale: 1 / Double(dHead).squareRoot(), hasInputBias: hasBias, hasOutputBias: hasBias),
      mlp: .init(kind: .gated, activation: .geluTanh, hasBias: false),
      unembedding: .init(isTied: try bool("tie_word_embeddings", default: true)),
      special: try specialTokens(
        vocabularySize: vocabularySize, prependsBeginning: true, beginning: 2, end: [1], padding: 0))
  }

  /// Scores are divided by the square root of a number of their own.
  fileprivate mutating func queryScale() throws(ConfigurationProblem) -> Double {
    1 / (try number("query_pre_attn_scalar", above: 0, default: 256)).squareRoot()
  }

  /// Two kinds of angles: one for layers that read everything, one for those with a window.
  fileprivate mutating func gemma3Rotary(
    headSize: Int, contextLength: Int
  ) throws(ConfigurationProblem) -> ModelConfiguration.Rotary {
    let outerBase = try optionalPositive(["rope_theta"])
    let outerLocalBase = try optionalPositive(["rope_local_base_freq"])
    let dimensions = try turning(headSize, 1)
    var base = outerBase ?? 1e6
    var local = ModelConfiguration.Rotary.Local(base: outerLocalBase ?? 1e4)
    var scaling = ModelConfiguration.Rotary.Scaling.none
    if var nested = try object("rope_parameters") {
      if var full = try nested.object("full_attention") {
        base = try full.optionalPositive(["rope_theta"]) ?? base
        scaling = try full.scaling(contextLength: contextLength, original: nil, dimensions: dimensions)
        try full.finish()
      }
      if var sliding = try nested.object("sliding_attention") {
        local.base = try sliding.optionalPositive(["rope_theta"]) ?? local.base
        local.scaling = try sliding.scaling(contextLength: contextLength, original: nil, dimensions: dimensions)
        try sliding.finish()
      }
      try nested.finish()
    }
    if var old = try object("rope_scaling") {
      base = try old.optionalPositive(["rope_theta"]) ?? base
      scaling = try old.scaling(contextLength: contextLength, original: nil, dimensions: dimensions)
      try old.finish()
    }
    return ModelConfiguration.Rotary(dimensions: dimensions, base: base, scaling: scaling, local: local)
  }
}
