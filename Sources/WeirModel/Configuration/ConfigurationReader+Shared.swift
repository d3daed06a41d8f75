// What many families say in the same words.

extension ConfigurationReader {
  /// The MLP's non-linear function by its name in transformers.
  mutating func activation(
    _ keys: String..., default fallback: String? = nil
  ) throws(ConfigurationProblem) -> ModelConfiguration.Activation {
    var name = fallback
    var key = keys[0]
    if let found = try value(keys) {
      guard let text = found.value.string else { throw wrongType(found.key, found.value, "a text") }
      (key, name) = (found.key, text)
    }
    guard let name else { throw .missingKey(keys, path: path) }
    guard let activation = Self.activations[name] else {
      throw .unsupported(key, found: "`\(name)`", allowed: Self.activations.keys.sorted(), path: path)
    }
    return activation
  }

  /// Spellings of one function differ in the last bits only, far below the tolerance of any comparison.
  private static let activations: [String: ModelConfiguration.Activation] = [
    "gelu": .gelu, "gelu_python": .gelu, "gelu_new": .geluTanh, "gelu_fast": .geluTanh, "gelu_accurate": .geluTanh,
    "gelu_pytorch_tanh": .geluTanh, "gelu_python_tanh": .geluTanh, "quick_gelu": .quickGelu, "relu": .relu,
    "relu2": .reluSquared, "silu": .silu, "swish": .silu, "solu_ln": .solu, "tanh": .tanh,
  ]

  /// Tokens with a role; identifiers outside the vocabulary, which some files carry, count as absent.
  mutating func specialTokens(
    vocabularySize: Int, prependsBeginning: Bool, beginning: Int? = nil, end: [Int] = [], padding: Int? = nil
  ) throws(ConfigurationProblem) -> ModelConfiguration.SpecialTokens {
    let anyToken = -Self.sizeLimit...Self.sizeLimit
    func inVocabulary(_ token: Int?) -> Int? { token.flatMap { (0..<vocabularySize).contains($0) ? $0 : nil } }
    let ends = try integers("eos_token_id", in: anyToken)
    return ModelConfiguration.SpecialTokens(
      beginning: inVocabulary(try optionalInteger("bos_token_id", in: anyToken) ?? beginning),
      end: (ends.isEmpty ? end : ends).compactMap { inVocabulary($0) },
      padding: inVocabulary(try optionalInteger("pad_token_id", in: anyToken) ?? padding),
      decoderStart: inVocabulary(try optionalInteger("decoder_start_token_id", in: anyToken)),
      prependsBeginning: prependsBeginning)
  }

  /// The size of a head where the model's width is cut evenly.
  func evenHeadSize(_ width: Int, _ widthKey: String, _ heads: Int, _ headKey: String) throws(ConfigurationProblem)
    -> Int
  {
    guard width % heads == 0 else {
      throw .contradiction("`\(widthKey)` \(width) cannot be cut into `\(headKey)` \(heads) equal heads", path: path)
    }
    return width / heads
  }

  /// Keys that name another computation whatever the family.
  mutating func refuseQuantisation() throws(ConfigurationProblem) {
    for key in ["quantization_config", "compression_config", "sparsity_config"] {
      if let (_, value) = try value([key]) {
        throw .unsupported(
          key, found: value["quant_method"]?.excerpt() ?? "set", allowed: ["weights that are not quantised"], path: path
        )
      }
    }
    if let (_, value) = try value(["pruned_heads"]), value.count > 0 {
      throw .unsupported("pruned_heads", found: value.excerpt(), allowed: ["{}"], path: path)
    }
    try demandUnlessRead("add_cross_attention", is: false)
    try demandUnlessRead("attention_bias", is: false)
    try demandUnlessRead("mlp_bias", is: false)
    try demandUnlessRead("is_encoder_decoder", is: false)
    try demandUnlessRead("tie_encoder_decoder", is: false)
    ignore("cross_attention_hidden_size", "is_decoder")
  }

  private mutating func demandUnlessRead(_ key: String, is allowed: Bool) throws(ConfigurationProblem) {
    if !wasAsked(key) { try demand(key, is: allowed) }
  }
}
