// T5 and T5 1.1 (Raffel et al. 2020): an encoder and a decoder that share the token embedding.

extension Family {
  static let t5 = Family("t5") { c, reader in
    let copies = ["shared", "encoder.embed_tokens", "decoder.embed_tokens"]
    let name = copies.first { reader.has($0 + ".weight") } ?? copies[0]
    let tokens = try reader.table(name, rows: c.vocabularySize, width: c.dModel)
    var weights = try TensorBinding(c, TensorNames(t5: "decoder", c, hasCross: true)).stack(&reader, tokens)
    if let encoder = c.encoder {
      weights.encoder = EncoderWeights(
        try TensorBinding(encoder, TensorNames(t5: "encoder", c, hasCross: false)).stack(&reader, tokens))
    }
    // The bias of cross attention is an accident of old files; no version reads it.
    try reader.finish(
      ignoring: copies.map { $0 + ".weight" } + [".EncDecAttention.relative_attention_bias.weight"])
    return weights
  }
}

extension TensorNames {
  /// The names of one of T5's stacks.
  fileprivate init(t5 stack: String, _ c: ModelConfiguration, hasCross: Bool) {
    let last = "layer.\(hasCross ? 2 : 1)"
    let dense = last + ".DenseReluDense"
    self.init(
      relativeBias: "\(stack).block.0.layer.0.SelfAttention.relative_attention_bias", layer: "\(stack).block.{}",
      norm1: "layer.0.layer_norm",
      queries: .separate("layer.0.SelfAttention.q", "layer.0.SelfAttention.k", "layer.0.SelfAttention.v"),
      attentionOutput: "layer.0.SelfAttention.o",
      cross: hasCross
        ? Cross(
          norm: "layer.1.layer_norm", query: "layer.1.EncDecAttention.q", key: "layer.1.EncDecAttention.k",
          value: "layer.1.EncDecAttention.v", output: "layer.1.EncDecAttention.o") : nil, norm2: "\(last).layer_norm",
      mlp: c.isGated ? .gated("\(dense).wi_0", "\(dense).wi_1", "\(dense).wo") : .plain("\(dense).wi", "\(dense).wo"),
      finalNorm: "\(stack).final_layer_norm")
  }
}
