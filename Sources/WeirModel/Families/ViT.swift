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
    let names = TensorNames(
      layer: "encoder.layer.{}", norm1: "layernorm_before",
      queries: .separate(
        "attention.attention.query", "attention.attention.key", "attention.attention.value"),
      attentionOutput: "attention.output.dense", norm2: "layernorm_after",
      mlp: .plain("intermediate.dense", "output.dense"), finalNorm: "layernorm", unembedding: "classifier")
    var weights = try TensorBinding(c, names).stack(
      &reader, Factor(classToken, inputs: c.dModel, outputs: 1, isTransposed: true))
    weights.positionEmbedding = positions
    weights.patches = Linear(
      factor: Factor(pixels, inputs: channels * side * side, outputs: c.dModel, isTransposed: true), bias: bias)
    // The pooler serves no class that Weir knows; the mask token belongs to training.
    try reader.finish(ignoring: ["pooler.dense.weight", "pooler.dense.bias", "embeddings.mask_token"])
    return weights
  }
}
