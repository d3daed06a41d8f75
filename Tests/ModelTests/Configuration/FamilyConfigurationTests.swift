import Testing

@testable import WeirModel

/// The families: what each file says in Weir's terms, in today's spelling and in older ones.
struct FamilyConfigurationTests {
  private func read(_ text: String) throws -> ModelConfiguration { try ConfigurationTests.read(text) }

  private func fixture(_ name: String) throws -> ModelConfiguration {
    try ModelConfiguration(path: Fixtures.path("models/\(name)/config.json"), name: name)
  }

  @Test(arguments: Fixtures.families) func everyReferenceConfigurationIsUnderstood(family: String) throws {
    let model = try fixture(family)
    #expect(model.dModel == 32)
    #expect(model.headCount == 4)
    #expect(model.layerCount == (family == "gpt_neo" ? 4 : 3))
    let weights = try Checkpoint(folder: Fixtures.path("models/\(family)"))
    let sizes = Set(weights.tensors.flatMap(\.shape))
    #expect(sizes.contains(model.dMLP) || model.mlp.kind == .none)
    #expect(model.vocabularySize == (family == "vit" ? 0 : 96))
  }

  @Test func positionsAreThoseOfTheFamilies() throws {
    #expect(try fixture("opt").positions == .learned(offset: 2))
    #expect(try fixture("roberta").positions == .learned(offset: 2))
    #expect(try fixture("roberta").contextLength == 62)
    #expect(try fixture("bloom").positions == .alibi)
    #expect(try fixture("t5").positions == .relative(bucketCount: 8, maximumDistance: 16))
    #expect(try fixture("gptj").positions == .rotary(.init(dimensions: 4, base: 10_000, pairing: .adjacent)))
    #expect(try fixture("gpt_neox").positions == .rotary(.init(dimensions: 2, base: 10_000)))
    #expect(try fixture("phi").positions == .rotary(.init(dimensions: 4, base: 10_000)))
    #expect(
      try fixture("llama3_rope").positions
        == .rotary(
          .init(
            dimensions: 8, base: 500_000,
            scaling: .llama3(factor: 8, lowFrequency: 1, highFrequency: 4, originalContext: 16))))
    #expect(
      try fixture("gemma3_text").positions
        == .rotary(.init(dimensions: 12, base: 1e6, local: .init(base: 1e4))))
  }

  @Test func windowsStandWhereTheFamiliesHaveThem() throws {
    #expect(try fixture("gpt_neo").attention.windows == [nil, 4, nil, 4])
    #expect(try fixture("mistral").attention.windows == [4, 4, 4])
    #expect(try fixture("gemma2").attention.windows == [4, nil, 4])
    #expect(try fixture("gemma3_text").attention.windows == [4, 4, 4])
    for name in ["llama", "mixtral", "qwen2", "qwen3", "phi3", "gpt2"] {
      #expect(try fixture(name).attention.windows.isEmpty)
    }
  }

  @Test func theRestOfTheDifferencesIsThere() throws {
    #expect(try fixture("gpt_neo").attention.scale == 1)
    #expect(try fixture("gemma2").attention.scale == 0.25)
    #expect(try fixture("gemma2").attention.softCap == 50)
    #expect(try fixture("gemma2").unembedding.softCap == 30)
    #expect(try fixture("gemma3_text").attention.softCap == nil)
    #expect(try fixture("gemma").norm.gainOffset == 1)
    #expect(try fixture("gemma").embedding.scale == Double(32).squareRoot())
    #expect(try fixture("qwen3").attention.queryKeyNorm == .perHead)
    #expect(try fixture("qwen3").dHead == 12)
    #expect(try fixture("olmo2").attention.queryKeyNorm == .fullWidth)
    #expect(try fixture("olmo2").norm.placement == .output)
    #expect(try fixture("mixtral").mlp.kind == .experts(count: 4, perToken: 2, normalisesWeights: true))
    #expect(try fixture("gpt_neox").order == .parallel(sharedNorm: false))
    #expect(try fixture("phi").order == .parallel(sharedNorm: true))
    #expect(try fixture("bert").norm.placement == .post)
    #expect(try fixture("bert").unembedding.head == .maskedTokens)
    #expect(try fixture("t5").unembedding.scale == 1 / Double(32).squareRoot())
    #expect(try fixture("t5_gated").unembedding.scale == 1)
    #expect(try fixture("t5_gated").mlp == .init(kind: .gated, activation: .geluTanh, hasBias: false))
    #expect(try fixture("vit").unembedding.head == .none)
    #expect(try fixture("vit").contextLength == 5)
    #expect(try fixture("llama").keyValueHeadCount == 2)
  }

  /// Layers, heads, d_model, d_head, d_mlp, vocabulary and context of transformers' configuration classes.
  static let usual: [(String, [Int])] = [
    ("bert", [12, 12, 768, 64, 3072, 30522, 512]), ("bloom", [2, 8, 64, 8, 256, 250880, 2048]),
    ("distilbert", [6, 12, 768, 64, 3072, 30522, 512]), ("gemma", [28, 16, 3072, 256, 24576, 256000, 8192]),
    ("gemma2", [26, 8, 2304, 256, 9216, 256000, 8192]), ("gemma3_text", [26, 8, 2304, 256, 9216, 262208, 131072]),
    ("gpt2", [12, 12, 768, 64, 3072, 50257, 1024]), ("gpt_neo", [24, 16, 2048, 128, 8192, 50257, 2048]),
    ("gpt_neox", [44, 64, 6144, 96, 24576, 50432, 2048]), ("gptj", [28, 16, 4096, 256, 16384, 50400, 2048]),
    ("llama", [32, 32, 4096, 128, 11008, 32000, 2048]), ("mistral", [32, 32, 4096, 128, 14336, 32000, 131072]),
    ("mixtral", [32, 32, 4096, 128, 14336, 32000, 131072]), ("olmo2", [32, 32, 4096, 128, 11008, 50304, 2048]),
    ("opt", [12, 12, 768, 64, 3072, 50272, 2048]), ("phi", [24, 32, 2048, 64, 8192, 51200, 2048]),
    ("phi3", [32, 32, 3072, 96, 8192, 32064, 4096]), ("qwen2", [32, 32, 4096, 128, 22016, 151936, 32768]),
    ("qwen3", [32, 32, 4096, 128, 22016, 151936, 32768]), ("roberta", [12, 12, 768, 64, 3072, 50265, 510]),
    ("t5", [6, 8, 512, 64, 2048, 32128, 65536]), ("vit", [12, 12, 768, 64, 3072, 0, 197]),
  ]

  @Test(arguments: usual) func sizesThatAFileLeavesOutAreThoseOfTransformers(family: String, sizes: [Int]) throws {
    let c = try read(#"{"model_type": "\#(family)"}"#)
    #expect(
      [c.layerCount, c.headCount, c.dModel, c.dHead, c.dMLP, c.vocabularySize, c.contextLength] == sizes)
  }

  private static let llama =
    #""model_type": "llama", "vocab_size": 96, "hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 48, "max_position_embeddings": 64"#

  static let scalings: [(String, ModelConfiguration.Rotary)] = [
    ("", .init(dimensions: 8, base: 10_000)), (#", "rope_theta": 500000.0"#, .init(dimensions: 8, base: 500_000)),
    (
      #", "rope_theta": 5000, "rope_scaling": {"type": "linear", "factor": 2.0}"#,
      .init(dimensions: 8, base: 5000, scaling: .linear(factor: 2))
    ),
    (
      #", "rope_scaling": {"rope_type": "dynamic", "factor": 4}"#,
      .init(dimensions: 8, base: 10_000, scaling: .dynamic(factor: 4, originalContext: 64))
    ),
    (
      #", "rope_parameters": {"rope_type": "yarn", "rope_theta": 100, "factor": 1.0, "original_max_position_embeddings": 32}"#,
      .init(
        dimensions: 8, base: 100,
        scaling: .yarn(
          factor: 1, betaFast: 32, betaSlow: 1, magnitude: 1, originalContext: 32, truncates: true))
    ),
    (
      #", "rope_scaling": {"rope_type": "yarn", "factor": 4.0, "attention_factor": 1.5, "beta_fast": 16, "truncate": false}"#,
      .init(
        dimensions: 8, base: 10_000,
        scaling: .yarn(
          factor: 4, betaFast: 16, betaSlow: 1, magnitude: 1.5, originalContext: 64, truncates: false))
    ),
    (
      #", "rope_scaling": {"rope_type": "longrope", "factor": 1, "short_factor": [1, 1, 1, 1], "long_factor": [1, 2, 3, 4]}"#,
      .init(
        dimensions: 8, base: 10_000,
        scaling: .long(short: [1, 1, 1, 1], long: [1, 2, 3, 4], magnitude: 1, originalContext: 64))
    ),
  ]

  @Test(arguments: scalings) func rotaryScalingIsReadInEverySpelling(keys: String, rotary: ModelConfiguration.Rotary)
    throws
  {
    #expect(try read("{\(Self.llama)\(keys)}").positions == .rotary(rotary))
  }

  static let pairs: [(String, String)] = [
    (
      #"{"model_type": "gpt_neox", "vocab_size": 96, "hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 48, "rotary_pct": 0.5, "rotary_emb_base": 5000}"#,
      #"{"model_type": "gpt_neox", "vocab_size": 96, "hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 48, "rope_parameters": {"partial_rotary_factor": 0.5, "rope_theta": 5000, "rope_type": "default"}}"#
    ),
    (
      #"{"model_type": "t5", "vocab_size": 96, "d_model": 32, "num_layers": 3, "num_heads": 4, "d_ff": 48, "feed_forward_proj": "gated-gelu", "tie_word_embeddings": false}"#,
      #"{"model_type": "t5", "vocab_size": 96, "d_model": 32, "num_layers": 3, "num_heads": 4, "d_ff": 48, "feed_forward_proj": "gated-gelu", "tie_word_embeddings": true, "scale_decoder_outputs": false}"#
    ),
    (
      #"{"model_type": "gemma3_text", "vocab_size": 96, "hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 48, "rope_theta": 70, "rope_local_base_freq": 7, "rope_scaling": {"rope_type": "linear", "factor": 8.0}, "sliding_window_pattern": 2}"#,
      #"{"model_type": "gemma3_text", "vocab_size": 96, "hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 4, "intermediate_size": 48, "layer_types": ["sliding_attention", "full_attention", "sliding_attention"], "rope_parameters": {"full_attention": {"rope_theta": 70, "rope_type": "linear", "factor": 8.0}, "sliding_attention": {"rope_theta": 7}}}"#
    ),
  ]

  @Test(arguments: pairs) func olderSpellingsMeanTheSame(old: String, new: String) throws {
    #expect(try read(old) == read(new))
  }

  static let faults: [(String, String, String)] = [
    (#"{\#(llama), "num_key_value_heads": 3}"#, "E5037", "does not divide"),
    (#"{\#(llama), "head_dim": 7}"#, "E5037", "pairs of dimensions"),
    (#"{\#(llama), "rope_scaling": {"type": "ntk", "factor": 2}}"#, "E5040", "`ntk`"),
    (#"{\#(llama), "rope_scaling": {"type": "linear"}}"#, "E5034", "`rope_scaling.factor`"),
    (#"{\#(llama), "rope_scaling": {"type": "linear", "factor": 0}}"#, "E5036", "more than 0"),
    (#"{\#(llama), "rope_scaling": {"type": "linear", "factor": 2, "phase": 1}}"#, "E5039", "`rope_scaling.phase`"),
    (
      #"{\#(llama), "rope_scaling": {"type": "longrope", "short_factor": [1, 1], "long_factor": [1, 1]}}"#, "E5037",
      "has 2 numbers"
    ),
    (#"{\#(llama), "sliding_window": 5}"#, "E5039", "`sliding_window`"),
    (
      #"{\#(llama.replacing("llama", with: "qwen2")), "layer_types": ["full_attention"]}"#, "E5037",
      "lists 1 layers, and there are 3"
    ),
    (
      #"{\#(llama.replacing("llama", with: "qwen2")), "layer_types": ["full_attention", "linear_attention", "full_attention"]}"#,
      "E5040", "`linear_attention`"
    ),
    (
      #"{\#(llama.replacing("llama", with: "mixtral")), "num_local_experts": 2, "num_experts_per_tok": 3}"#, "E5037",
      "more than the 2 experts"
    ),
    (
      #"{"model_type": "vit", "hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 4, "intermediate_size": 8, "image_size": [8, 16]}"#,
      "E5040", "squares"
    ),
    (#"{\#(llama.replacing("llama", with: "gemma")), "use_bidirectional_attention": true}"#, "E5040", "only false"),
  ]

  @Test(arguments: faults) func contradictionsAreRefused(text: String, code: String, words: String) throws {
    let problem = try #require(throws: ConfigurationProblem.self) { try read(text) }
    #expect(problem.code == code)
    #expect(problem.message.contains(words), "\(problem.message)")
  }

  @Test func absentAndNullWindowsDiffer() throws {
    let mistral = Self.llama.replacing("llama", with: "mistral")
    #expect(try read("{\(mistral)}").attention.windows == [4096, 4096, 4096])
    #expect(try read(#"{\#(mistral), "sliding_window": null}"#).attention.windows.isEmpty)
  }
}
