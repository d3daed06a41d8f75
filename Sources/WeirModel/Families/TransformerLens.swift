// Models in TransformerLens's own form: `blocks.0.attn.W_Q` is [head, d_model, d_head], matrices are [input, output].

import WeirTensor

extension Family {
  static let transformerLens = Family("transformer_lens") { c, reader in
    let d = c.dModel
    func norm(_ name: String, _ width: Int, _ reader: inout WeightReader) throws -> NormWeights? {
      // Norms whose gains were folded into what reads them ("LNPre") have no tensors.
      guard c.norm.kind != .none, reader.has(name + ".w") else { return nil }
      return NormWeights(
        gain: try reader.floats(name + ".w", width),
        bias: c.norm.kind == .layer ? try reader.floats(name + ".b", width) : nil)
    }
    func matrix(_ name: String, _ bias: String, _ inputs: Int, _ outputs: Int, _ reader: inout WeightReader) throws
      -> Linear
    {
      Linear(
        factor: Factor(try reader.floats(name, inputs, outputs), inputs: inputs, outputs: outputs),
        bias: reader.has(bias) ? try reader.floats(bias, outputs) : nil)
    }
    let addsPositions =
      switch c.positions {
      case .learned, .shortformer: true
      default: false
      }
    let tokens = try reader.floats("embed.W_E", c.vocabularySize, d)
    let positions = addsPositions ? try reader.floats("pos_embed.W_pos", c.contextLength, d) : nil
    let embeddingNorm = c.embedding.hasNorm ? try norm("embed.ln", d, &reader) : nil
    let blocks = try (0..<c.layerCount).map { layer in
      let name = "blocks.\(layer)"
      var block = BlockWeights(
        norm1: try norm("\(name).ln1", d, &reader), norm2: try norm("\(name).ln2", d, &reader),
        norm1Post: c.hasPostNorms ? try norm("\(name).ln1_post", d, &reader) : nil,
        norm2Post: c.hasPostNorms ? try norm("\(name).ln2_post", d, &reader) : nil,
        attention: AttentionWeights(
          query: try reader.heads(name + ".attn", "Q", c.headCount, c),
          key: try reader.heads(name + ".attn", "K", c.keyValueHeadCount, c),
          value: try reader.heads(name + ".attn", "V", c.keyValueHeadCount, c),
          output: Linear(
            factor: Factor(
              try reader.floats("\(name).attn.W_O", c.headCount, c.dHead, d), inputs: c.headCount * c.dHead, outputs: d),
            bias: reader.has("\(name).attn.b_O") ? try reader.floats("\(name).attn.b_O", d) : nil)), mlp: nil)
      if c.hasMLP {
        let input = try matrix("\(name).mlp.W_in", "\(name).mlp.b_in", d, c.dMLP, &reader)
        // TransformerLens adds this bias behind the product with the gate, where no other family has one.
        if c.isGated, let bias = input.bias, (0..<c.dMLP).contains(where: { bias[$0] != 0 }) {
          throw ModelProblem.notSupported("a bias behind a gate", model: c.name, family: c.family)
        }
        block.mlp = MLPWeights(
          gate: c.isGated ? try matrix("\(name).mlp.W_gate", "\(name).mlp.b_gate", d, c.dMLP, &reader) : nil,
          input: input, output: try matrix("\(name).mlp.W_out", "\(name).mlp.b_out", c.dMLP, d, &reader),
          norm: c.hasHiddenNorm ? try norm("\(name).mlp.ln", c.dMLP, &reader) : nil)
      }
      return block
    }
    let weights = Weights(
      tokenEmbedding: Factor(tokens, inputs: d, outputs: c.vocabularySize, isTransposed: true),
      positionEmbedding: positions, embeddingNorm: embeddingNorm, blocks: blocks,
      finalNorm: try norm("ln_final", d, &reader),
      unembedding: try matrix("unembed.W_U", "unembed.b_U", d, c.vocabularySize, &reader), keeper: reader.keeper)
    try reader.finish(ignoring: [
      ".attn.mask", ".attn.IGNORE", ".attn.rotary_sin", ".attn.rotary_cos", ".attn.alibi", "._W_K", "._W_V",
    ])
    return weights
  }
}

extension WeightReader {
  /// `W_Q` stored as `[head, d_model, d_head]`, laid out as `[d_model, head · d_head]`, with its bias `[head, d_head]`.
  fileprivate mutating func heads(
    _ prefix: String, _ letter: String, _ count: Int, _ c: ModelConfiguration
  ) throws -> Linear {
    // Where heads share keys and values, the groups' own matrices have an underscore in front.
    let grouped = "\(prefix)._W_\(letter)"
    let name = has(grouped) ? grouped : "\(prefix).W_\(letter)"
    let (d, e) = (c.dModel, c.dHead)
    let stored = try floats(name, count, d, e)
    let laid = keeper.buffer(d * count * e)
    if !isExamining {
      for head in 0..<count {
        for row in 0..<d {
          (laid.base + row * count * e + head * e).update(from: stored + (head * d + row) * e, count: e)
        }
      }
    }
    let bias = has(grouped) ? "\(prefix)._b_\(letter)" : "\(prefix).b_\(letter)"
    return Linear(
      factor: Factor(laid.base, inputs: d, outputs: count * e), bias: has(bias) ? try floats(bias, count, e) : nil)
  }
}
