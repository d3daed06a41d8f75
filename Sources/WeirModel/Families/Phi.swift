// Phi-1, 1.5 and 2 (Li et al. 2023) and Phi-3 (Abdin et al. 2024).

extension Family {
  static let phi = Family(
    "phi",
    TensorNames(
      queryNorm: "self_attn.q_layernorm", keyNorm: "self_attn.k_layernorm", attentionOutput: "self_attn.dense",
      norm2: nil, mlp: .plain("mlp.fc1", "mlp.fc2"), finalNorm: "final_layernorm"))

  static let phi3 = Family(
    "phi3",
    TensorNames(
      queries: .fused("self_attn.qkv_proj"), mlp: .fusedGate("mlp.gate_up_proj", "mlp.down_proj")))
}
