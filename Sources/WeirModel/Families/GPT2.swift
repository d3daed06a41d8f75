// GPT-2 (Radford et al. 2019): weights stored as [input, output], query, key and value side by side in `c_attn`.

extension Family {
  static let gpt2 = Family(name: "gpt2") { configuration, reader in
    let c = configuration
    reader.choosePrefix(["transformer.", ""], by: "wte.weight")
    let tokenEmbedding = try reader.floats("wte.weight", c.vocabularySize, c.dModel)
    let positionEmbedding = try reader.floats("wpe.weight", c.contextLength, c.dModel)
    var blocks: [BlockWeights] = []
    for layer in 0..<c.layerCount {
      let name = "h.\(layer)"
      let width = c.headCount * c.dHead
      let fused = try reader.convolution("\(name).attn.c_attn", inputs: c.dModel, outputs: 3 * width)
      blocks.append(
        BlockWeights(
          norm1: try reader.norm("\(name).ln_1", width: c.dModel, bias: true),
          norm2: try reader.norm("\(name).ln_2", width: c.dModel, bias: true),
          attention: AttentionWeights(
            query: fused.outputs(0..<width), key: fused.outputs(width..<(2 * width)),
            value: fused.outputs((2 * width)..<(3 * width)), fused: fused,
            output: try reader.convolution("\(name).attn.c_proj", inputs: width, outputs: c.dModel)),
          mlp: MLPWeights(
            input: try reader.convolution("\(name).mlp.c_fc", inputs: c.dModel, outputs: c.dMLP),
            output: try reader.convolution("\(name).mlp.c_proj", inputs: c.dMLP, outputs: c.dModel))))
    }
    let finalNorm = try reader.norm("ln_f", width: c.dModel, bias: true)
    let unembedding = try reader.unembedding(c, tied: tokenEmbedding, name: "lm_head.weight")
    // The masks are buffers of old files; a tied unembedding may be stored twice.
    try reader.finish { name in
      name.hasSuffix(".attn.bias") || name.hasSuffix(".attn.masked_bias") || name.hasSuffix("lm_head.weight")
    }
    return Weights(
      tokenEmbedding: tokenEmbedding, positionEmbedding: positionEmbedding, embeddingNorm: nil, blocks: blocks,
      finalNorm: finalNorm, unembedding: unembedding, keeper: reader.keeper)
  }
}
