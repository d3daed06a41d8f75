// GPT-2 (Radford et al. 2019); `GPT2Config` in transformers.

extension FamilyConfiguration {
  static let gpt2 = FamilyConfiguration(
    "gpt2",
    sizes: [
      "vocab_size": 50_257, "n_embd": 768, "n_layer": 12, "n_head": 12,
    ]
  ) { config throws(ConfigurationProblem) in
    let vocabularySize = try config.integer("vocab_size")
    let dModel = try config.integer("n_embd", "hidden_size")
    let layerCount = try config.integer("n_layer", "num_hidden_layers")
    let headCount = try config.integer("n_head", "num_attention_heads")
    let contextLength = try config.integer("n_positions", "max_position_embeddings", default: 1024)
    let dHead = try config.evenHeadSize(dModel, "n_embd", headCount, "n_head")
    let scales = try config.bool("scale_attn_weights", default: true)
    // The first asks for more exact float16, which float32 is anyway; the second repeats `n_positions` in old files.
    config.ignore("reorder_and_upcast_attn", "n_ctx")
    return ModelConfiguration(
      family: "gpt2", name: "", layerCount: layerCount, headCount: headCount, dModel: dModel, dHead: dHead,
      dMLP: try config.optionalInteger("n_inner", "intermediate_size") ?? 4 * dModel, vocabularySize: vocabularySize,
      contextLength: contextLength, positions: .learned(offset: 0),
      norm: .init(kind: .layer, epsilon: try config.number("layer_norm_epsilon", above: 0, default: 1e-5)),
      attention: .init(
        scale: scales ? 1 / Double(dHead).squareRoot() : 1,
        dividesByLayer: try config.bool("scale_attn_by_inverse_layer_idx", default: false)),
      mlp: .init(activation: try config.activation("activation_function", default: "gelu_new")),
      unembedding: .init(isTied: try config.bool("tie_word_embeddings", default: true)),
      special: try config.specialTokens(
        vocabularySize: vocabularySize, prependsBeginning: true, beginning: 50256, end: [50256]))
  }
}
