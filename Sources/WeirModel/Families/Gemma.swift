// Gemma 1 to 3 (Gemma Team 2024, 2025). In the second, norms stand before and behind each half of a block.

extension Family {
  static let gemma = Family("gemma", TensorNames())

  static let gemma2 = Family(
    "gemma2",
    TensorNames(
      norm1Post: "post_attention_layernorm", norm2: "pre_feedforward_layernorm",
      norm2Post: "post_feedforward_layernorm"))

  static let gemma3 = Family(
    "gemma3_text",
    TensorNames(
      norm1Post: "post_attention_layernorm", queryNorm: "self_attn.q_norm", keyNorm: "self_attn.k_norm",
      norm2: "pre_feedforward_layernorm", norm2Post: "post_feedforward_layernorm"))
}
