// T5 and T5 1.1 (Raffel et al. 2020); `T5Config` in transformers.

extension FamilyConfiguration {
  static let t5 = FamilyConfiguration(
    "t5",
    sizes: [
      "vocab_size": 32_128, "d_model": 512, "num_layers": 6, "num_heads": 8, "d_ff": 2048,
    ]
  ) { config throws(ConfigurationProblem) in
    let vocabularySize = try config.integer("vocab_size")
    let dModel = try config.integer("d_model", "hidden_size")
    let encoderLayers = try config.integer("num_layers", "num_hidden_layers")
    let feedForward = try config.string("feed_forward_proj", default: "relu")
    let isTied = try config.bool("tie_word_embeddings", default: true)
    // Files of version 1.1 said by `tie_word_embeddings` that the last residual is not scaled; today's say it openly.
    let scales = try config.bool("scale_decoder_outputs", default: isTied)
    try config.demand("is_encoder_decoder", is: true)
    config.ignore("is_gated_act", "dense_act_fn", "n_positions")
    let buckets = try config.integer("relative_attention_num_buckets", in: 4...65_536, default: 32)
    let distance = try config.integer("relative_attention_max_distance", default: 128)
    guard distance > buckets / 2 else {
      throw .contradiction(
        "`relative_attention_max_distance` \(distance) is within the \(buckets / 2) distances that have a bucket alone",
        path: config.path)
    }
    return ModelConfiguration(
      family: "t5", name: "", layerCount: try config.integer("num_decoder_layers", default: encoderLayers),
      headCount: try config.integer("num_heads", "num_attention_heads"), dModel: dModel,
      dHead: try config.integer("d_kv", "head_dim", default: 64), dMLP: try config.integer("d_ff"),
      vocabularySize: vocabularySize,
      // Distances are put into buckets, so there is no longest text; this one keeps the work finite.
      contextLength: 1 << 16, stack: .encoderDecoder(encoderLayerCount: encoderLayers),
      positions: .relative(bucketCount: buckets, maximumDistance: distance),
      norm: .init(kind: .rms, epsilon: try config.number("layer_norm_epsilon", above: 0, default: 1e-6)),
      attention: .init(scale: 1, hasInputBias: false, hasOutputBias: false), mlp: try config.t5MLP(feedForward),
      unembedding: .init(isTied: true, scale: scales ? 1 / Double(dModel).squareRoot() : 1),
      special: try config.startingTokens(vocabularySize: vocabularySize))
  }
}

extension ConfigurationReader {
  /// Decoders start from the padding token unless the file says otherwise.
  fileprivate mutating func startingTokens(
    vocabularySize: Int
  ) throws(ConfigurationProblem) -> ModelConfiguration.SpecialTokens {
    var special = try specialTokens(vocabularySize: vocabularySize, prependsBeginning: false, end: [1], padding: 0)
    special.decoderStart = special.decoderStart ?? special.padding ?? 0
    return special
  }

  /// `relu`, `gated-gelu`, `gated-silu`: the kind and the function in one word.
  fileprivate func t5MLP(_ text: String) throws(ConfigurationProblem) -> ModelConfiguration.MLP {
    let known: [String: ModelConfiguration.MLP] = [
      "relu": .init(kind: .plain, activation: .relu), "gelu": .init(kind: .plain, activation: .gelu),
      "silu": .init(kind: .plain, activation: .silu), "gated-gelu": .init(kind: .gated, activation: .geluTanh),
      "gated-gelu_new": .init(kind: .gated, activation: .geluTanh),
      "gated-silu": .init(kind: .gated, activation: .silu),
      "gated-relu": .init(kind: .gated, activation: .relu),
    ]
    guard var mlp = known[text] else {
      throw .unsupported("feed_forward_proj", found: "`\(text)`", allowed: known.keys.sorted(), path: path)
    }
    mlp.hasBias = false
    return mlp
  }
}
