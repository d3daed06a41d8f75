// GPT-J (Wang and Komatsuzaki 2021): attention and MLP read the same norm.

extension Family {
  static let gptJ = Family(
    "gptj",
    TensorNames(
      prefixes: ["transformer.", ""], tokens: "wte", layer: "h.{}", norm1: "ln_1",
      queries: .separate("attn.q_proj", "attn.k_proj", "attn.v_proj"), attentionOutput: "attn.out_proj", norm2: nil,
      mlp: .plain("mlp.fc_in", "mlp.fc_out"), finalNorm: "ln_f",
      buffers: [".attn.bias", ".attn.masked_bias", ".attn.embed_positions"]))
}
