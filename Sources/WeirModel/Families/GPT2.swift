// GPT-2 (Radford et al. 2019) and GPT-Neo (Black et al. 2021).

extension Family {
  static let gpt2 = Family(
    "gpt2",
    TensorNames(
      prefixes: ["transformer.", ""], layout: .inputsByOutputs, tokens: "wte", positions: "wpe", layer: "h.{}",
      norm1: "ln_1", queries: .fused("attn.c_attn"), attentionOutput: "attn.c_proj", norm2: "ln_2",
      mlp: .plain("mlp.c_fc", "mlp.c_proj"), finalNorm: "ln_f", buffers: [".attn.bias", ".attn.masked_bias"]))

  static let gptNeo = Family(
    "gpt_neo",
    TensorNames(
      prefixes: ["transformer.", ""], tokens: "wte", positions: "wpe", layer: "h.{}", norm1: "ln_1",
      queries: .separate("attn.attention.q_proj", "attn.attention.k_proj", "attn.attention.v_proj"),
      attentionOutput: "attn.attention.out_proj", norm2: "ln_2", mlp: .plain("mlp.c_fc", "mlp.c_proj"),
      finalNorm: "ln_f", buffers: [".attn.attention.bias", ".attn.attention.masked_bias"]))
}
