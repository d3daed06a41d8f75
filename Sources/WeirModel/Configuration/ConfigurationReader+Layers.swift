// Windows of layers, heads that share keys, and what the weights were saved for.

extension ConfigurationReader {
  /// The number of key-value heads, which must divide the number of heads.
  mutating func keyValueHeads(_ heads: Int, default fallback: Int? = nil) throws(ConfigurationProblem) -> Int {
    let shared = try optionalInteger("num_key_value_heads") ?? fallback ?? heads
    guard heads % shared == 0 else {
      throw .contradiction("`num_key_value_heads` \(shared) does not divide `num_attention_heads` \(heads)", path: path)
    }
    return shared
  }

  /// The size of a head: its own key, what is usual in the family, or the model's width cut evenly.
  mutating func headSize(_ width: Int, _ heads: Int, usual: Int? = nil) throws(ConfigurationProblem) -> Int {
    if let size = try optionalInteger("head_dim") ?? usual { return size }
    return try evenHeadSize(width, "hidden_size", heads, "num_attention_heads")
  }

  /// The windows of layers whose kinds are listed in `layer_types`; `usual` says which have one where nothing is listed.
  mutating func windows(
    _ window: Int?, layers: Int, usual: (Int) -> Bool
  ) throws(ConfigurationProblem) -> [Int?] {
    var isLocal = (0..<layers).map(usual)
    if let kinds = try strings("layer_types") {
      guard kinds.count == layers else {
        throw .contradiction("`layer_types` lists \(kinds.count) layers, and there are \(layers)", path: path)
      }
      for (layer, kind) in kinds.enumerated() {
        guard kind == "full_attention" || kind == "sliding_attention" else {
          throw .unsupported(
            "layer_types", found: "`\(kind)`", allowed: ["full_attention", "sliding_attention"], path: path)
        }
        isLocal[layer] = kind == "sliding_attention"
      }
    }
    guard isLocal.contains(true) else { return [] }
    guard let window else {
      throw .contradiction("`layer_types` asks for windows, and `sliding_window` gives none", path: path)
    }
    return isLocal.map { $0 ? window : nil }
  }

  /// A whole number that is `fallback` where the key is absent, and none where it is null.
  mutating func integerOrNull(_ key: String, absent fallback: Int?) throws(ConfigurationProblem) -> Int? {
    let number = try optionalInteger(key)
    return isNull(key) ? nil : number ?? fallback
  }

  /// A number that is `fallback` where the key is absent, and none where it is null.
  mutating func numberOrNull(_ key: String, absent fallback: Double?) throws(ConfigurationProblem) -> Double? {
    let number = try optionalNumber(key, above: 0)
    return isNull(key) ? nil : number ?? fallback
  }

  /// The head that the weights were saved with, by the name of the class in `architectures`.
  ///
  /// A bare `...Model` has no head of its own; where the unembedding is the embedding, that does not matter.
  mutating func tokenHead(isTied: Bool) throws(ConfigurationProblem) -> ModelConfiguration.Unembedding.Head {
    guard let name = try strings("architectures")?.first, name.hasSuffix("Model"), !name.hasSuffix("LMHeadModel") else {
      return .tokens
    }
    return isTied ? .tokens : .none
  }

  /// The head of an encoder: only classes for masked tokens and for pre-training have one for the vocabulary.
  mutating func maskedHead() throws(ConfigurationProblem) -> ModelConfiguration.Unembedding.Head {
    guard let name = try strings("architectures")?.first else { return .maskedTokens }
    return name.hasSuffix("ForMaskedLM") || name.hasSuffix("ForPreTraining") ? .maskedTokens : .none
  }
}
