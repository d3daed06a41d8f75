// GPT-J (Wang and Komatsuzaki 2021); `GPTJConfig` in transformers.

extension FamilyConfiguration {
  static let gptJ = FamilyConfiguration(
    "gptj",
    sizes: [
      "vocab_size": 50_400, "n_embd": 4096, "n_layer": 28, "n_head": 16,
    ]
  ) { config throws(ConfigurationProblem) in
    let vocabularySize = try config.integer("vocab_size")
    let dModel = try config.integer("n_embd", "hidden_size")
    let headCount = try config.integer("n_head", "num_attention_heads")
    let dHead = try config.evenHeadSize(dModel, "n_embd", headCount, "n_head")
    let dimensions = try config.integer("rotary_dim", default: 64)
    guard dimensions <= dHead, dimensions % 2 == 0, !config.isNull("rotary_dim") else {
      throw .contradiction(
        "`rotary_dim` \(dimensions) is no even part of a head's \(dHead) dimensions", path: config.path)
    }
    let isTied = try config.bool("tie_word_embeddings", default: false)
    try config.demand("rotary", is: true)
    try config.demand("scale_attn_weights", is: true)
    config.ignore("n_ctx")
    return ModelConfiguration(
      family: "gptj", name: "", layerCount: try config.integer("n_layer", "num_hidden_layers"), headCount: headCount,
      dModel: dModel, dHead: dHead, dMLP: try config.optionalInteger("n_inner") ?? 4 * dModel,
      vocabularySize: vocabularySize,
      contextLength: try config.integer("n_positions", "max_position_embeddings", default: 2048),
      positions: .rotary(.init(dimensions: dimensions, base: 10_000, pairing: .adjacent)),
      norm: .init(kind: .layer, epsilon: try config.number("layer_norm_epsilon", above: 0, default: 1e-5)),
      attention: .init(scale: 1 / Double(dHead).squareRoot(), hasInputBias: false, hasOutputBias: false),
      mlp: .init(activation: try config.activation("activation_function", default: "gelu_new")),
      order: .parallel(sharedNorm: true),
      unembedding: .init(isTied: isTied, head: try config.tokenHead(isTied: isTied), hasBias: true),
      special: try config.specialTokens(
        vocabularySize: vocabularySize, prependsBeginning: true, beginning: 50256, end: [50256]))
  }
}
