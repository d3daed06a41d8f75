// Models in TransformerLens's own form (Nanda and Bloom 2022): the dictionary of `HookedTransformerConfig`, and the older
// files of its toy models. They have no `model_type`.

extension FamilyConfiguration {
  static let transformerLens = FamilyConfiguration("transformer_lens") { config throws(ConfigurationProblem) in
    config.ignoreTraining()
    let dModel = try config.integer("d_model")
    let headCount = try config.integer("n_heads")
    let dHead = try config.integer("d_head", default: max(1, dModel / headCount))
    let vocabularySize = try config.integer("d_vocab")
    let outputs = try config.wholeOrNegative("d_vocab_out") ?? vocabularySize
    guard outputs == vocabularySize else {
      throw .unsupported(
        "d_vocab_out", found: "\(outputs)", allowed: ["`d_vocab`, \(vocabularySize)"], path: config.path)
    }
    let contextLength = try config.integer("n_ctx")
    let isAttentionOnly = try config.bool("attn_only", default: false)
    if isAttentionOnly { config.ignore("act_fn", "d_mlp") }
    let norm = try config.lensNorm()
    let direction = try config.string("attention_dir", default: "causal")
    guard ["causal", "bidirectional"].contains(direction) else {
      throw .unsupported(
        "attention_dir", found: "`\(direction)`", allowed: ["causal", "bidirectional"], path: config.path)
    }
    try config.demand("load_in_4bit", is: false)
    for key in ["num_experts", "experts_per_token"] {
      if let number = try config.optionalInteger(key) {
        throw .unsupported(key, found: "\(number)", allowed: ["null"], path: config.path)
      }
    }
    let isGated = try config.bool("gated_mlp", default: false)
    let isParallel = try config.bool("parallel_attn_mlp", default: false)
    return ModelConfiguration(
      family: "transformer_lens", name: "", layerCount: try config.integer("n_layers"), headCount: headCount,
      keyValueHeadCount: try config.optionalInteger("n_key_value_heads"), dModel: dModel, dHead: dHead,
      dMLP: isAttentionOnly ? 0 : try config.wholeOrNegative("d_mlp") ?? 4 * dModel, vocabularySize: vocabularySize,
      contextLength: contextLength, stack: direction == "causal" ? .decoder : .encoder,
      embedding: .init(hasNorm: try config.bool("post_embedding_ln", default: false)),
      positions: try config.lensPositions(dHead: dHead), norm: norm, attention: try config.lensAttention(dHead: dHead),
      mlp: .init(
        kind: isAttentionOnly ? .none : isGated ? .gated : .plain,
        activation: isAttentionOnly ? .relu : try config.activation("act_fn")),
      order: isParallel ? .parallel(sharedNorm: false) : .sequential,
      unembedding: .init(
        isTied: false, softCap: try config.positive("output_logits_soft_cap"), hasBias: true),
      special: .init(prependsBeginning: try config.bool("default_prepend_bos", default: true)))
  }
}

extension ConfigurationReader {
  /// TransformerLens writes -1 for what it works out itself.
  fileprivate mutating func wholeOrNegative(_ key: String) throws(ConfigurationProblem) -> Int? {
    let number = try optionalInteger(key, in: -1...Self.sizeLimit)
    return number.flatMap { $0 > 0 ? $0 : nil }
  }

  /// A number that is switched off by being 0 or less.
  fileprivate mutating func positive(_ key: String) throws(ConfigurationProblem) -> Double? {
    try optionalNumber(key).flatMap { $0 > 0 ? $0 : nil }
  }

  fileprivate mutating func lensNorm() throws(ConfigurationProblem) -> ModelConfiguration.Norm {
    let isNull = isNull("normalization_type") || isNull("normalization")
    let name = try string("normalization_type", "normalization", default: isNull ? "none" : "LN")
    let kinds: [String: ModelConfiguration.Norm.Kind] = [
      "LN": .layer, "LNPre": .layer, "RMS": .rms, "RMSPre": .rms, "none": .none,
    ]
    guard let kind = kinds[name] else {
      throw .unsupported("normalization_type", found: "`\(name)`", allowed: kinds.keys.sorted(), path: path)
    }
    try demand("final_rms", is: false)
    let isDouble = try bool("use_normalization_before_and_after", default: false)
    return ModelConfiguration.Norm(
      kind: kind, epsilon: try number("eps", "layer_norm_eps", above: 0, default: 1e-5),
      placement: isDouble ? .preAndOutput : .pre, hasFinal: kind != .none)
  }

  fileprivate mutating func lensPositions(dHead: Int) throws(ConfigurationProblem) -> ModelConfiguration.Positions {
    let isOldShortformer = try bool("shortformer_pos", default: false)
    let name = try string("positional_embedding_type", default: isOldShortformer ? "shortformer" : "standard")
    let dimensions = try wholeOrNegative("rotary_dim") ?? dHead
    let base = try number("rotary_base", above: 0, default: 10_000)
    let isAdjacent = try bool("rotary_adjacent_pairs", default: false)
    try demand("use_NTK_by_parts_rope", is: false)
    try demand("use_yarn_rope", is: false)
    switch name {
    case "standard": return .learned(offset: 0)
    case "shortformer": return .shortformer
    case "alibi": return .alibi
    case "rotary":
      guard dimensions % 2 == 0, dimensions <= dHead else {
        throw .contradiction("`rotary_dim` \(dimensions) is no even part of `d_head` \(dHead)", path: path)
      }
      return .rotary(.init(dimensions: dimensions, base: base, pairing: isAdjacent ? .adjacent : .halves))
    default:
      throw .unsupported(
        "positional_embedding_type", found: "`\(name)`", allowed: ["alibi", "rotary", "shortformer", "standard"],
        path: path)
    }
  }

  fileprivate mutating func lensAttention(dHead: Int) throws(ConfigurationProblem) -> ModelConfiguration.Attention {
    let divides = try bool("use_attn_scale", default: true)
    let divisor = try positive("attn_scale") ?? Double(dHead).squareRoot()
    let window = try wholeOrNegative("window_size")
    let isLocal = try bool("use_local_attn", default: false)
    let kinds = try strings("attn_types") ?? []
    if isLocal, window == nil || kinds.isEmpty { throw .missingKey(["window_size", "attn_types"], path: path) }
    try demand("use_qk_norm", is: false)
    return ModelConfiguration.Attention(
      scale: divides ? 1 / divisor : 1,
      dividesByLayer: try bool("scale_attn_by_inverse_layer_idx", default: false),
      softCap: try positive("attn_scores_soft_cap"), windows: isLocal ? kinds.map { $0 == "local" ? window : nil } : [])
  }

  /// What training, hooks and devices were: none of it changes a number of a forward pass.
  fileprivate mutating func ignoreTraining() {
    ignore(
      "model_name", "use_attn_result", "use_split_qkv_input", "use_hook_mlp_in", "use_attn_in",
      "ungroup_grouped_query_attention", "original_architecture", "from_checkpoint", "checkpoint_index",
      "checkpoint_label_type", "checkpoint_value", "tokenizer_name", "init_mode", "device", "n_devices", "seed",
      "init_weights", "n_params", "use_hook_tokens", "tokenizer_prepends_bos", "trust_remote_code",
      "decoder_start_token_id", "tie_word_embeddings", "relative_attention_max_distance",
      "relative_attention_num_buckets", "NTK_by_parts_low_freq_factor", "NTK_by_parts_high_freq_factor",
      "NTK_by_parts_factor", "NTK_original_ctx_len", "default_padding_side", "rotary_base_local")
    ignore(
      "lr", "lr_min", "lr_schedule", "batch_size", "batch_size_per_device", "batches_per_step", "tokens_per_step",
      "max_tokens", "max_steps", "warmup_tokens", "weight_decay", "beta1", "beta2", "grad_norm_clip", "dataset_name",
      "data_seed", "train_loss_ewma_beta", "save_checkpoints", "save_checkpoints_to_bfloat16", "checkpoint_interval",
      "checkpoint_interval_ratio", "checkpoint_every_tokens", "use_bfloat16_matmul", "use_pos_resid", "hf_username",
      "version", "version_name", "model_checkpoint_name", "right_multiply_matrices", "debug", "debug_batch",
      "debug_overfit", "log_interval", "control", "overfit", "truncate_tokens", "weight_init_scale", "name", "run_name",
      "wandb", "apply_anthropic_hyper_params", "use_float16_reduction", "W_O_init_scale", "n_warmup", "accelerator")
  }
}
