// Llama (Touvron et al. 2023) and the families that store their weights as it does.

extension Family {
  static let llama = Family("llama", TensorNames())
  static let mistral = Family("mistral", TensorNames())
  static let qwen2 = Family("qwen2", TensorNames())
  static let qwen3 = Family(
    "qwen3", TensorNames(queryNorm: "self_attn.q_norm", keyNorm: "self_attn.k_norm"))

  static let mixtral = Family(
    "mixtral",
    TensorNames(
      mlp: .experts(
        "block_sparse_moe.gate", "block_sparse_moe.experts.{}", gate: "w1", input: "w3", output: "w2")),
    inMemory: TensorNames(
      mlp: .stackedExperts("mlp.gate", gateAndInput: "mlp.experts.gate_up_proj", output: "mlp.experts.down_proj")),
    witness: "model.layers.0.mlp.experts.gate_up_proj")

  /// Both norms of a block stand on what attention and MLP put out.
  static let olmo2 = Family(
    "olmo2",
    TensorNames(
      norm1: nil, norm1Post: "post_attention_layernorm", queryNorm: "self_attn.q_norm", keyNorm: "self_attn.k_norm",
      norm2: nil, norm2Post: "post_feedforward_layernorm"))
}
