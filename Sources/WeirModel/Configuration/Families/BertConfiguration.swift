// BERT (Devlin et al. 2019), RoBERTa (Liu et al. 2019) and DistilBERT (Sanh et al. 2019): encoders whose norms stand
// after each sum.

extension FamilyConfiguration {
  static let bert = FamilyConfiguration(
    "bert",
    sizes: [
      "vocab_size": 30_522, "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12,
      "intermediate_size": 3072,
    ]
  ) { config throws(ConfigurationProblem) in
    let contextLength = try config.integer("max_position_embeddings", default: 512)
    return try config.bert("bert", contextLength: contextLength, positions: .learned(offset: 0), padding: 0)
  }

  static let roberta = FamilyConfiguration(
    "roberta",
    sizes: [
      "vocab_size": 50_265, "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12,
      "intermediate_size": 3072,
    ]
  ) { config throws(ConfigurationProblem) in
    // Positions are counted from the one after the padding token's number, so that many rows are never used.
    let padding = try config.integer("pad_token_id", in: 0...ConfigurationReader.sizeLimit, default: 1)
    let rows = try config.integer("max_position_embeddings", default: 512)
    guard rows > padding + 1 else {
      throw .contradiction(
        "`max_position_embeddings` \(rows) leaves no position after `pad_token_id` \(padding)", path: config.path)
    }
    var model = try config.bert(
      "roberta", contextLength: rows - padding - 1, positions: .learned(offset: padding + 1), beginning: 0, end: [2],
      padding: padding)
    model.unembedding.headActivation = .gelu
    return model
  }

  static let distilbert = FamilyConfiguration(
    "distilbert",
    sizes: [
      "vocab_size": 30_522, "dim": 768, "n_layers": 6, "n_heads": 12, "hidden_dim": 3072,
    ]
  ) { config throws(ConfigurationProblem) in
    let vocabularySize = try config.integer("vocab_size")
    let dModel = try config.integer("dim", "hidden_size")
    let headCount = try config.integer("n_heads", "num_attention_heads")
    let dHead = try config.evenHeadSize(dModel, "dim", headCount, "n_heads")
    // Sinusoidal positions are only how the table begins; the stored table is used either way.
    config.ignore("sinusoidal_pos_embds", "tie_weights_")
    return ModelConfiguration(
      family: "distilbert", name: "", layerCount: try config.integer("n_layers", "num_hidden_layers"),
      headCount: headCount, dModel: dModel, dHead: dHead, dMLP: try config.integer("hidden_dim"),
      vocabularySize: vocabularySize, contextLength: try config.integer("max_position_embeddings", default: 512),
      stack: .encoder, embedding: .init(hasNorm: true), positions: .learned(offset: 0),
      norm: .init(kind: .layer, epsilon: 1e-12, placement: .post, hasFinal: false),
      attention: .init(scale: 1 / Double(dHead).squareRoot()),
      mlp: .init(activation: try config.activation("activation", default: "gelu")),
      unembedding: .init(
        isTied: try config.bool("tie_word_embeddings", default: true), head: try config.maskedHead(), hasBias: true),
      special: try config.specialTokens(vocabularySize: vocabularySize, prependsBeginning: true, padding: 0))
  }
}

extension ConfigurationReader {
  fileprivate mutating func bert(
    _ family: String, contextLength: Int, positions: ModelConfiguration.Positions, beginning: Int? = nil,
    end: [Int] = [], padding: Int
  ) throws(ConfigurationProblem) -> ModelConfiguration {
    let vocabularySize = try integer("vocab_size")
    let dModel = try integer("hidden_size")
    let headCount = try integer("num_attention_heads")
    let dHead = try evenHeadSize(dModel, "hidden_size", headCount, "num_attention_heads")
    try demand("is_decoder", is: false)
    let kind = try string("position_embedding_type", default: "absolute")
    guard kind == "absolute" else {
      throw .unsupported("position_embedding_type", found: "`\(kind)`", allowed: ["absolute"], path: path)
    }
    return ModelConfiguration(
      family: family, name: "", layerCount: try integer("num_hidden_layers"), headCount: headCount, dModel: dModel,
      dHead: dHead, dMLP: try integer("intermediate_size"), vocabularySize: vocabularySize,
      contextLength: contextLength, stack: .encoder,
      embedding: .init(hasNorm: true, segmentCount: try integer("type_vocab_size", default: 2)), positions: positions,
      norm: .init(
        kind: .layer, epsilon: try number("layer_norm_eps", above: 0, default: 1e-12), placement: .post,
        hasFinal: false), attention: .init(scale: 1 / Double(dHead).squareRoot()),
      mlp: .init(activation: try activation("hidden_act", default: "gelu")),
      unembedding: .init(isTied: try bool("tie_word_embeddings", default: true), head: try maskedHead(), hasBias: true),
      special: try specialTokens(
        vocabularySize: vocabularySize, prependsBeginning: true, beginning: beginning, end: end, padding: padding))
  }
}
