// OPT (Zhang et al. 2022); `OPTConfig` in transformers.

extension FamilyConfiguration {
  static let opt = FamilyConfiguration(
    "opt",
    sizes: [
      "vocab_size": 50_272, "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12,
      "ffn_dim": 3072,
    ]
  ) { config throws(ConfigurationProblem) in
    let vocabularySize = try config.integer("vocab_size")
    let dModel = try config.integer("hidden_size")
    let headCount = try config.integer("num_attention_heads")
    let dHead = try config.evenHeadSize(dModel, "hidden_size", headCount, "num_attention_heads")
    let embeddingWidth = try config.optionalInteger("word_embed_proj_dim") ?? dModel
    // The 350m model alone keeps its norms after the sum, and none at the end.
    let isBefore = try config.bool("do_layer_norm_before", default: true)
    let isRemoved = try config.bool("_remove_final_layer_norm", default: false)
    let hasBias = try config.bool("enable_bias", default: true)
    let isAffine = try config.bool("layer_norm_elementwise_affine", default: true)
    return ModelConfiguration(
      family: "opt", name: "", layerCount: try config.integer("num_hidden_layers"), headCount: headCount,
      dModel: dModel, dHead: dHead, dMLP: try config.integer("ffn_dim"), vocabularySize: vocabularySize,
      contextLength: try config.integer("max_position_embeddings", default: 2048),
      embedding: .init(projectedFrom: embeddingWidth == dModel ? nil : embeddingWidth),
      positions: .learned(offset: 2),
      norm: .init(
        kind: .layer, epsilon: 1e-5, placement: isBefore ? .pre : .post, hasFinal: isBefore && !isRemoved,
        isAffine: isAffine),
      attention: .init(scale: 1 / Double(dHead).squareRoot(), hasInputBias: hasBias, hasOutputBias: hasBias),
      mlp: .init(activation: try config.activation("activation_function", default: "relu"), hasBias: hasBias),
      unembedding: .init(isTied: try config.bool("tie_word_embeddings", default: true)),
      special: try config.specialTokens(
        vocabularySize: vocabularySize, prependsBeginning: true, beginning: 2, end: [2], padding: 1))
  }
}
