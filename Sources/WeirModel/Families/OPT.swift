// OPT (Zhang et al. 2022).

extension Family {
  static let opt = Family(
    "opt",
    TensorNames(
      prefixes: ["model.decoder.", "decoder.", ""], tokens: "embed_tokens", positions: "embed_positions",
      projectionIn: "project_in", projectionOut: "project_out", norm1: "self_attn_layer_norm",
      attentionOutput: "self_attn.out_proj", norm2: "final_layer_norm", mlp: .plain("fc1", "fc2"),
      finalNorm: "final_layer_norm", buffers: []))
}
