// Phi-1, 1.5 and 2 (Li et al. 2023); `PhiConfig` in transformers.

extension FamilyConfiguration {
  static let phi = FamilyConfiguration(
    "phi",
    sizes: [
      "vocab_size": 51_200, "hidden_size": 2048, "num_hidden_layers": 24, "num_attention_heads": 32,
      "intermediate_size": 8192,
    ]
  ) { config throws(ConfigurationProblem) in
    let vocabularySize = try config.integer("vocab_size")
    let dModel = try config.integer("hidden_size")
    let headCount = try config.integer("num_attention_heads")
    let dHead = try config.headSize(dModel, headCount)
    let contextLength = try config.integer("max_position_embeddings", default: 2048)
    let rotary = try config.rotary(headSize: dHead, contextLength: contextLength, .init(part: 0.5))
    let isTied = try config.bool("tie_word_embeddings", default: false)
    let normsHeads = try config.bool("qk_layernorm", default: false)
    return ModelConfiguration(
      family: "phi", name: "", layerCount: try config.integer("num_hidden_layers"), headCount: headCount,
      keyValueHeadCount: try config.keyValueHeads(headCount), dModel: dModel, dHead: dHead,
      dMLP: try config.isNull("intermediate_size") ? 4 * dModel : config.integer("intermediate_size"),
      vocabularySize: vocabularySize,
      contextLength: contextLength, positions: .rotary(rotary),
      norm: .init(kind: .layer, epsilon: try config.number("layer_norm_eps", above: 0, default: 1e-5)),
      attention: .init(scale: 1 / Double(dHead).squareRoot(), queryKeyNorm: normsHeads ? .perHead : .none),
      mlp: .init(activation: try config.activation("hidden_act", default: "gelu_new")),
      order: .parallel(sharedNorm: true),
      unembedding: .init(isTied: isTied, head: try config.tokenHead(isTied: isTied), hasBias: true),
      special: try config.specialTokens(
        vocabularySize: vocabularySize, prependsBeginning: false, beginning: 1, end: [2]))
  }
}
