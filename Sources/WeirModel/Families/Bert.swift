// BERT (Devlin et al. 2019), RoBERTa (Liu et al. 2019) and DistilBERT (Sanh et al. 2019). Heads for whole texts (pooler,
// next sentence, classes) say nothing about hidden states, patterns or tokens, and are left alone.

extension Family {
  static let bert = Family(
    "bert",
    TensorNames(
      bert: ["bert.", ""], head: ("cls.predictions.transform.dense", "cls.predictions.transform.LayerNorm"),
      unembedding: "cls.predictions.decoder", bias: "cls.predictions.bias"))

  static let roberta = Family(
    "roberta",
    TensorNames(
      bert: ["roberta.", ""], head: ("lm_head.dense", "lm_head.layer_norm"), unembedding: "lm_head.decoder",
      bias: "lm_head.bias"))

  static let distilbert = Family(
    "distilbert",
    TensorNames(
      prefixes: ["distilbert.", ""], tokens: "embeddings.word_embeddings",
      positions: "embeddings.position_embeddings", embeddingNorm: "embeddings.LayerNorm", layer: "transformer.layer.{}",
      norm1: "sa_layer_norm", queries: .separate("attention.q_lin", "attention.k_lin", "attention.v_lin"),
      attentionOutput: "attention.out_lin", norm2: "output_layer_norm", mlp: .plain("ffn.lin1", "ffn.lin2"),
      head: ("vocab_transform", "vocab_layer_norm"), unembedding: "vocab_projector",
      buffers: TensorNames.textHeads))
}

extension TensorNames {
  /// The names that BERT and RoBERTa share.
  init(bert prefixes: [String], head: (dense: String, norm: String), unembedding: String, bias: String) {
    self.init(
      prefixes: prefixes, tokens: "embeddings.word_embeddings", positions: "embeddings.position_embeddings",
      segments: "embeddings.token_type_embeddings", embeddingNorm: "embeddings.LayerNorm", layer: "encoder.layer.{}",
      norm1: "attention.output.LayerNorm",
      queries: .separate("attention.self.query", "attention.self.key", "attention.self.value"),
      attentionOutput: "attention.output.dense", norm2: "output.LayerNorm",
      mlp: .plain("intermediate.dense", "output.dense"), head: head, unembedding: unembedding,
      unembeddingBias: bias, buffers: Self.textHeads + [unembedding + ".bias"])
  }

  /// Endings of the tensors of heads for whole texts, and of tables that old versions stored.
  static let textHeads =
    ["embeddings.position_ids"]
    + [
      "pooler.dense", "seq_relationship", "classifier", "pre_classifier", "classifier.dense", "classifier.out_proj",
      "qa_outputs",
    ].flatMap { ["\($0).weight", "\($0).bias"] }
}
