// GPT-NeoX and Pythia (Black et al. 2022, Biderman et al. 2023), and BLOOM (BigScience 2022): query, key and value of each
// head side by side.

extension Family {
  static let gptNeoX = Family(
    "gpt_neox", gptNeoXNames(unembedding: "embed_out"), inMemory: gptNeoXNames(unembedding: "lm_head"),
    witness: "lm_head.weight")

  private static func gptNeoXNames(unembedding: String) -> TensorNames {
    TensorNames(
      prefixes: ["gpt_neox.", ""], tokens: "embed_in", queries: .fusedByHead("attention.query_key_value"),
      attentionOutput: "attention.dense", mlp: .plain("mlp.dense_h_to_4h", "mlp.dense_4h_to_h"),
      finalNorm: "final_layer_norm", unembedding: unembedding,
      buffers: [".attention.bias", ".attention.masked_bias", ".attention.rotary_emb.inv_freq", "rotary_emb.inv_freq"])
  }

  static let bloom = Family(
    "bloom",
    TensorNames(
      prefixes: ["transformer.", ""], tokens: "word_embeddings", embeddingNorm: "word_embeddings_layernorm",
      layer: "h.{}", queries: .fusedByHead("self_attention.query_key_value"), attentionOutput: "self_attention.dense",
      mlp: .plain("mlp.dense_h_to_4h", "mlp.dense_4h_to_h"), finalNorm: "ln_f", buffers: []))
}
