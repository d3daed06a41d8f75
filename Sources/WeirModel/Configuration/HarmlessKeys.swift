/// Keys of `config.json` that change no number of a forward pass in evaluation mode.
///
/// Everything else must be understood by the family that reads the file.
enum HarmlessKeys {
  static func contains(_ key: String) -> Bool {
    all.contains(key) || endings.contains { key.hasSuffix($0) } || beginnings.contains { key.hasPrefix($0) }
  }

  /// Dropout acts in training only.
  private static let endings = ["_dropout", "_pdrop", "_dropout_prob", "dropout_rate", "layerdrop"]

  /// `summary_*` belongs to a head for whole texts that language models do not have.
  private static let beginnings = ["summary_", "_attn_implementation", "_experts_implementation"]

  private static let all: Set<String> = [
    // Where the file comes from, and how it was stored.
    "_commit_hash", "_diffusers_version", "_name_or_path", "architectures", "auto_map", "dtype", "model_type",
    "name_or_path",
    "tokenizer_class", "torch_dtype", "transformers_version", "use_bfloat16", "language",
    // Training.
    "attention_dropout", "dropout", "embed_dropout", "finetuning_task", "gradient_checkpointing", "init_std",
    "initializer_factor", "initializer_range", "load_balancing_loss", "output_router_logits", "problem_type",
    "resid_dropout", "router_aux_loss_coef", "router_jitter_noise", "z_loss_coefficient",
    // What a call returns, and how it is computed.
    "chunk_size_feed_forward", "output_attentions", "output_hidden_states", "output_past", "pretraining_tp",
    "return_dict", "return_dict_in_generate", "output_scores", "slow_but_exact", "torchscript", "use_cache",
    // Heads for whole texts.
    "classifier_dropout", "id2label", "label2id", "num_labels", "task_specific_params",
    // Generation.
    "bad_words_ids", "begin_suppress_tokens", "cache_implementation", "diversity_penalty", "do_sample",
    "early_stopping", "encoder_no_repeat_ngram_size", "exponential_decay_length_penalty", "forced_bos_token_id",
    "forced_eos_token_id", "length_penalty", "max_length", "min_length", "no_repeat_ngram_size", "num_beam_groups",
    "num_beams", "num_return_sequences", "prefix", "remove_invalid_values", "repetition_penalty",
    "suppress_tokens", "temperature", "top_k", "top_p", "typical_p",
    // The separator matters to tokenizers only.
    "sep_token_id", "unk_token_id",
  ]
}
