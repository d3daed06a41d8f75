// GPT-NeoX and Pythia (Biderman et al. 2023); `GPTNeoXConfig` in transformers.

extension FamilyConfiguration {
  static let gptNeoX = FamilyConfiguration(
    "gpt_neox",
    sizes: [
      "vocab_size": 50_432, "hidden_size": 6144, "num_hidden_layers": 44, "num_attention_heads": 64,
      "intermediate_size": 24_576,
    ]
  ) { config throws(ConfigurationProblem) in
    let vocabularySize = try config.integer("vocab_size")
    let dModel = try config.integer("hidden_size")
    let headCount = try config.integer("num_attention_heads")
    let dHead = try config.evenHeadSize(dModel, "hidden_size", headCount, "num_attention_heads")
    let contextLength = try config.integer("max_position_embeddings", default: 2048)
    let rotary = try config.rotary(
      headSize: dHead, contextLength: contextLength,
      .init(
        part: 0.25, baseKeys: ["rotary_emb_base", "rope_theta"], partKeys: ["rotary_pct", "partial_rotary_factor"]))
    let isParallel = try config.bool("use_parallel_residual", default: true)
    let isTied = try config.bool("tie_word_embeddings", default: false)
    let hasBias = try config.bool("attention_bias", default: true)
    return ModelConfiguration(
      family: "gpt_neox", name: "", layerCount: try config.integer("num_hidden_layers"), headCount: headCount,
      dModel: dModel, dHead: dHead, dMLP: try config.integer("intermediate_size"), vocabularySize: vocabularySize,
      contextLength: contextLength, positions: .rotary(rotary),
      norm: .init(kind: .layer, epsilon: try config.number("layer_norm_eps", above: 0, default: 1e-5)),
      attention: .init(scale: 1 / Double(dHead).squareRoot(), hasInputBias: hasBias, hasOutputBias: hasBias),
      mlp: .init(activation: try config.activation("hidden_act", default: "gelu")),
      order: isParallel ? .parallel(sharedNorm: false) : .sequential,
      unembedding: .init(isTied: isTied, head: try config.tokenHead(isTied: isTied)),
      special: try config.specialTokens(
        vocabularySize: vocabularySize, prependsBeginning: false, beginning: 0, end: [2]))
  }
}
