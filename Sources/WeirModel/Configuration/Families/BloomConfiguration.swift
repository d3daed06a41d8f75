// BLOOM (BigScience 2022); `BloomConfig` in transformers.

extension FamilyConfiguration {
  static let bloom = FamilyConfiguration(
    "bloom",
    sizes: [
      "vocab_size": 250_880, "n_embed": 64, "n_layer": 2, "n_head": 8,
    ]
  ) { config throws(ConfigurationProblem) in
    let vocabularySize = try config.integer("vocab_size")
    let dModel = try config.integer("n_embed", "hidden_size", "n_embd")
    let headCount = try config.integer("n_head", "num_attention_heads")
    let dHead = try config.evenHeadSize(dModel, "hidden_size", headCount, "n_head")
    let normsStream = try config.bool("apply_residual_connection_post_layernorm", default: false)
    // Settings of the training program; the MLP is four times as wide as the model whatever `n_inner` says.
    config.ignore(
      "attention_softmax_in_fp32", "masked_softmax_fusion", "n_inner", "offset_alibi", "skip_bias_add",
      "skip_bias_add_qkv")
    return ModelConfiguration(
      family: "bloom", name: "", layerCount: try config.integer("n_layer", "num_hidden_layers"), headCount: headCount,
      dModel: dModel, dHead: dHead, dMLP: 4 * dModel, vocabularySize: vocabularySize,
      // The bias has no longest distance; this is what the model was trained with.
      contextLength: try config.integer("seq_length", default: 2048), embedding: .init(hasNorm: true),
      positions: .alibi,
      norm: .init(
        kind: .layer, epsilon: try config.number("layer_norm_epsilon", above: 0, default: 1e-5),
        placement: normsStream ? .stream : .pre),
      attention: .init(scale: 1 / Double(dHead).squareRoot()), mlp: .init(activation: .geluTanh),
      unembedding: .init(isTied: try config.bool("tie_word_embeddings", default: true)),
      special: try config.specialTokens(
        vocabularySize: vocabularySize, prependsBeginning: false, beginning: 1, end: [2]))
  }
}
