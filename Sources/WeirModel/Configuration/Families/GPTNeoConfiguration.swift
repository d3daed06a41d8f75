// GPT-Neo (Black et al. 2021); `GPTNeoConfig` in transformers.

extension FamilyConfiguration {
  static let gptNeo = FamilyConfiguration(
    "gpt_neo",
    sizes: [
      "vocab_size": 50_257, "hidden_size": 2048, "num_layers": 24, "num_heads": 16,
    ]
  ) { config throws(ConfigurationProblem) in
    let vocabularySize = try config.integer("vocab_size")
    let dModel = try config.integer("hidden_size")
    let layerCount = try config.integer("num_layers", "num_hidden_layers")
    let headCount = try config.integer("num_heads", "num_attention_heads")
    let dHead = try config.evenHeadSize(dModel, "hidden_size", headCount, "num_heads")
    let window = try config.integer("window_size", default: 256)
    return ModelConfiguration(
      family: "gpt_neo", name: "", layerCount: layerCount, headCount: headCount, dModel: dModel, dHead: dHead,
      dMLP: try config.optionalInteger("intermediate_size") ?? 4 * dModel, vocabularySize: vocabularySize,
      contextLength: try config.integer("max_position_embeddings", default: 2048), positions: .learned(offset: 0),
      norm: .init(kind: .layer, epsilon: try config.number("layer_norm_epsilon", above: 0, default: 1e-5)),
      // Scores are not divided by the square root of d_head.
      attention: .init(scale: 1, windows: try config.neoWindows(window, layers: layerCount), hasInputBias: false),
      mlp: .init(activation: try config.activation("activation_function", default: "gelu_new")),
      unembedding: .init(isTied: try config.bool("tie_word_embeddings", default: true)),
      special: try config.specialTokens(
        vocabularySize: vocabularySize, prependsBeginning: true, beginning: 50256, end: [50256]))
  }
}

extension ConfigurationReader {
  /// The windows by `attention_types`, a list of [kinds, repetitions]; `attention_layers` is the same written out.
  fileprivate mutating func neoWindows(_ window: Int, layers: Int) throws(ConfigurationProblem) -> [Int?] {
    var kinds: [String] = []
    if let (key, types) = try value(["attention_types"]) {
      for item in types.elements {
        let parts = Array(item.elements)
        guard parts.count == 2, let times = parts[1].integer, (0...layers).contains(times) else {
          throw wrongType(key, types, "a list of [[kinds], repetitions]")
        }
        for _ in 0..<times where kinds.count <= layers { kinds += parts[0].elements.map { $0.string ?? "" } }
      }
    } else {
      kinds = try strings("attention_layers") ?? (0..<24).map { $0 % 2 == 0 ? "global" : "local" }
    }
    ignore("attention_layers")
    guard kinds.count == layers, kinds.allSatisfy({ $0 == "global" || $0 == "local" }) else {
      throw .contradiction(
        "`attention_types` describes \(kinds.count) layers (global or local), and there are \(layers)", path: path)
    }
    return kinds.contains("local") ? kinds.map { $0 == "local" ? window : nil } : []
  }
}
