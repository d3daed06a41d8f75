import Testing

@testable import WeirModel

/// What is read from `config.json`, and what is refused rather than ignored.
struct ConfigurationTests {
  static func read(_ text: String) throws(ConfigurationProblem) -> ModelConfiguration {
    try ModelConfiguration(bytes: Array(text.utf8), path: "config.json", name: "test")
  }

  private static let gpt2 =
    #""model_type": "gpt2", "vocab_size": 100, "n_embd": 32, "n_layer": 3, "n_head": 4, "n_positions": 64"#

  @Test func brookIsRead() throws {
    let brook = try ModelConfiguration(path: "\(Fixtures.brook)/config.json", name: "brook")
    #expect((brook.layerCount, brook.headCount, brook.dHead, brook.dModel) == (12, 12, 16, 192))
    #expect((brook.dMLP, brook.vocabularySize, brook.contextLength) == (768, 4096, 256))
    #expect(brook.attention.scale == 0.25)
    #expect(brook.mlp.activation == .geluTanh)
    #expect(brook.unembedding.isTied)
    #expect(brook.special.beginning == 0)
    #expect(brook.special.prependsBeginning)
  }

  @Test func missingKeysGetTransformersDefaults() throws {
    let model = try Self.read("{\(Self.gpt2)}")
    #expect(model.dMLP == 128)
    #expect(model.norm.epsilon == 1e-5)
    #expect(model.mlp.activation == .geluTanh)
    #expect(model.special.beginning == nil)
  }

  static let faults: [(String, String, String)] = [
    (#"{"vocab_size": 5}"#, "E5034", "has no `model_type`"),
    (#"{"d_model": 8, "n_layers": 1}"#, "E5034", "has no `n_heads`"),
    (#"{"model_type": "gpt22"}"#, "E5038", "names the family `gpt22`"),
    (#"{\#(gpt2), "n_embd": 64}"#, "E5033", "the key `n_embd` twice"),
    (#"{\#(gpt2), "hidden_size": 64}"#, "E5037", "`n_embd` is 32 and `hidden_size`"),
    (#"{\#(gpt2), "n_inner": "x"}"#, "E5035", #"`n_inner` of `config.json` is "x", where a whole number"#),
    (#"{\#(gpt2), "n_inner": 1.5}"#, "E5035", "a whole number"),
    (#"{\#(gpt2), "n_inner": 0}"#, "E5036", "is 0, where 1 to"),
    (#"{\#(gpt2), "n_inner": 99999999999}"#, "E5036", "is 99999999999"),
    (#"{\#(gpt2), "layer_norm_epsilon": -1}"#, "E5036", "is -1, where more than 0"),
    (#"{\#(gpt2), "layer_norm_epsilon": NaN}"#, "E5035", "is NaN, where a number"),
    (#"{\#(gpt2), "activation_function": "mish"}"#, "E5040", "is `mish`, and Weir computes one of"),
    (#"{\#(gpt2), "rope_theta": 10000.0, "alpha": 2}"#, "E5039", "numbers: `rope_theta`, `alpha`"),
    (#"{\#(gpt2), "add_cross_attention": true}"#, "E5040", "`add_cross_attention` of"),
    (#"{\#(gpt2), "quantization_config": {"quant_method": "gptq"}}"#, "E5040", #"is "gptq""#),
    (#"{\#(gpt2), "pruned_heads": {"0": [1]}}"#, "E5040", "pruned_heads"),
    (#"{\#(gpt2.replacing("4", with: "5"))}"#, "E5037", "cannot be cut into `n_head` 5"),
    ("[]", "E5032", "is no JSON object"), ("{", "E5031", "not valid JSON"), ("", "E5031", "at byte 0"),
  ]

  @Test(arguments: faults) func aDoubtfulConfigurationIsRefused(text: String, code: String, words: String) throws {
    let problem = try #require(throws: ConfigurationProblem.self) { try Self.read(text) }
    #expect(problem.code == code)
    #expect(problem.message.contains(words), "\(problem.message)")
  }

  @Test func anUnknownFamilySuggestsTheNearest() throws {
    let problem = try #require(throws: ConfigurationProblem.self) { try Self.read(#"{"model_type": "gpt22"}"#) }
    #expect(problem.help.first == "did you mean `gpt2`?")
  }

  @Test func nullsAndHarmlessKeysAreNoKeys() throws {
    let model = try Self.read(
      #"{\#(Self.gpt2), "n_inner": null, "_name_or_path": "x", "attn_pdrop": 0.1, "summary_type": "mean", "n_ctx": 64}"#
    )
    #expect(model.dMLP == 128)
  }
}
