// ViT (Dosovitskiy et al. 2021); `ViTConfig` in transformers.

extension FamilyConfiguration {
  static let vit = FamilyConfiguration(
    "vit",
    sizes: [
      "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 3072,
    ]
  ) { config throws(ConfigurationProblem) in
    let dModel = try config.integer("hidden_size")
    let headCount = try config.integer("num_attention_heads")
    let dHead = try config.evenHeadSize(dModel, "hidden_size", headCount, "num_attention_heads")
    let imageSize = try config.side("image_size", default: 224)
    let patchSize = try config.side("patch_size", default: 16)
    guard imageSize % patchSize == 0 else {
      throw .contradiction(
        "`image_size` \(imageSize) cannot be cut into patches of `patch_size` \(patchSize)", path: config.path)
    }
    let side = imageSize / patchSize
    let hasInputBias = try config.bool("qkv_bias", default: true)
    let head = try config.classHead()
    config.ignore("encoder_stride", "pooler_act", "pooler_output_size")
    return ModelConfiguration(
      family: "vit", name: "", layerCount: try config.integer("num_hidden_layers"), headCount: headCount,
      dModel: dModel, dHead: dHead, dMLP: try config.integer("intermediate_size"),
      vocabularySize: head.classCount,
      contextLength: side * side + 1, stack: .encoder,
      embedding: .init(
        patches: .init(
          imageSize: imageSize, patchSize: patchSize,
          channels: try config.integer("num_channels", in: 1...1024, default: 3))), positions: .learned(offset: 0),
      norm: .init(kind: .layer, epsilon: try config.number("layer_norm_eps", above: 0, default: 1e-12)),
      attention: .init(scale: 1 / Double(dHead).squareRoot(), hasInputBias: hasInputBias),
      mlp: .init(activation: try config.activation("hidden_act", default: "gelu")),
      unembedding: .init(isTied: false, head: head, hasBias: true))
  }
}

extension ConfigurationReader {
  /// A side in pixels; two equal ones may stand in a list.
  fileprivate mutating func side(_ key: String, default fallback: Int) throws(ConfigurationProblem) -> Int {
    let sides = try integers(key, in: 1...65_536)
    guard let first = sides.first else { return fallback }
    guard sides.allSatisfy({ $0 == first }), sides.count <= 2 else {
      throw .unsupported(key, found: "\(sides)", allowed: ["squares"], path: path)
    }
    return first
  }

  /// The classes of an image classifier, or no head.
  fileprivate mutating func classHead() throws(ConfigurationProblem) -> ModelConfiguration.Unembedding.Head {
    guard try strings("architectures")?.first?.hasSuffix("ForImageClassification") == true else { return .none }
    let labels = try value(["id2label"])?.value.count ?? 0
    let named = try optionalInteger("num_labels") ?? 2
    return .classes(labels > 0 ? labels : named)
  }
}
