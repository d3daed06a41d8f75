// ViT (Dosovitskiy et al. 2021): patches of an image behind a class position.

import WeirTensor

extension Family {
  static let vit = Family("vit") { c, reader in
    guard let patches = c.embedding.patches else { throw ModelProblem.familyHasNoPass(c.family) }
    reader.choosePrefix(["vit.", ""], by: "embeddings.cls_token")
    let (side, channels) = (patches.patchSize, patches.channels)
    let classToken = try reader.floats("embeddings.cls_token", 1, 1, c.dModel)
    let positions = try reader.floats("embeddings.position_embeddings", 1, c.contextLength, c.dModel)
    let pixels = try reader.floats(
      "embeddings.patch_embeddings.projection.weight", c.dModel, channels, side, side)
    let bias = try reader.floats("embeddings.patch_embeddings.projection.bias", c.dModel)
    let isInMemory = reader.has("layers.0.layernorm_before.weight")
    var weights = try TensorBinding(c, isInMemory ? vitNamesInMemory : vitNames).stack(
      &reader, Factor(classToken, inputs: c.dModel, outputs: 1, isTransposed: true))
    weights.positionEmbedding = positions
    weights.patches = Linear(
      factor: Factor(pixels, inputs: channels * side * side, outputs: c.dModel, isTransposed: true), bias: bias)
    // The pooler serves no class that Weir knows; the mask token belongs to training.
    try reader.finish(ignoring: ["pooler.dense.weight", "pooler.dense.bias", "embeddings.mask_token"])
    return weights
  }

  private static let vitNames = TensorNames(
    layer: "encoder.layer.{}", norm1: "layernorm_before",
    queries: .separate("attention.attention.query", "attention.attention.key", "attention.attention.value"),
    attentionOutput: "attention.output.dense", norm2: "layernorm_after",
    mlp: .plain("intermediate.dense", "output.dense"), finalNorm: "layernorm", unembedding: "classifier")

  /// What transformers 5 calls them once they are loaded, and a state dictionary saved by hand.
  private static let vitNamesInMemory = TensorNames(
    norm1: "layernorm_before", queries: .separate("attention.q_proj", "attention.k_proj", "attention.v_proj"),
    attentionOutput: "attention.o_proj", norm2: "layernorm_after", mlp: .plain("mlp.fc1", "mlp.fc2"),
    finalNorm: "layernorm", unembedding: "classifier")
}
