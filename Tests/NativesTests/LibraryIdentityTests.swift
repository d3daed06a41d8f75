import Testing

/// What the library takes apart adds up again whatever the architecture, or is refused.
///
/// Among them are keys shared by groups, rotary positions, norms that subtract no mean, norms behind what is written, blocks
/// in parallel, and capped logits.
@Suite struct LibraryIdentityTests {
  static let families = [
    "bloom", "gemma", "gemma2", "gemma3_text", "gpt2", "gpt_neo", "gpt_neox", "gptj", "llama", "mistral", "olmo2",
    "opt", "phi", "phi3", "qwen2", "qwen3",
  ]

  @Test("parts no longer add up for a family", arguments: families) func partsAddUp(_ family: String) {
    let outcome = ProgramRunner().run(
      Self.setup(family) + """
        def differ(a, b) = max(abs(a - b)) / (max(abs(b)) + 1e-6)
        def same(name, a, b) {
          if axes(a) != axes(b) or differ(a, b) > 2e-3 { print "\\(name): \\(axes(a)) \\(axes(b))" }
        }
        last = layer(m.config.n_layers - 1)
        same("stream", sum(paths.stream_parts(r, last), over: "component"), r[last.resid_pre])
        same("components", sum(attribution.components(r), over: "component"), r[last.resid_post][pos: -1])
        same("lens", attribution.unembedded(r[last.resid_post], model: m), r.logits)
        same("orders", sum(paths.orders(r), over: "order"), r[last.resid_post])
        same("logits", paths.logits_of(r[last.resid_post], r), r.logits)
        for l in layers(m) {
          # What is left beside the heads is a bias: the same vector at every position.
          rest = r[l.attn_out] - paths.through_heads(r[l.resid_pre], r, l)
          same("heads \\(l)", rest - mean(rest, over: "pos") + r[l.attn_out], r[l.attn_out])
          name = "blocks.\\(l.layer).mlp.b_out"
          bias = if has_weight(m, name) { m[name] } else { 0 }
          same("memories \\(l)", sum(neurons.memories(r, l), over: "d_mlp") + bias, r[l.mlp_out][pos: -1])
        }
        h = induction.copying_evaluator(6, model: m)
        if h.shape.head != m.config.n_heads { print "copying \\(axes(h))" }
        if axes(seed.head_products(r)) != ["query_head", "key_head"] { print "products" }
        print "done"
        """)
    #expect(outcome.output == "done\n" && outcome.error == nil, "\(family): \(outcome)")
  }

  @Test("scores are taken apart where positions come in between", arguments: families)
  func scorePartsAddUpOrAreRefused(_ family: String) {
    let program =
      Self.setup(family) + """
        at = head(m.config.n_layers - 1, 1)
        parts = sum(paths.score_parts(r, at, by: "layer"), over: ["from", "to"])
        print max(abs(parts - qk(r, at))) < 1e-3 * max(abs(qk(r, at)))
        """
    let outcome = ProgramRunner().run(program)
    if let error = outcome.error {
      #expect(error.contains("score_parts needs queries and keys"), "\(family): \(error)")
    } else {
      #expect(outcome.output == "true\n", "\(family)")
    }
  }

  /// What must add up in a run `r` of a model `m`; says `done`, and what differs.
  private static let addingUp = """
    last = layer(m.config.n_layers - 1)
    def same(name, a, b) {
      if max(abs(a - b)) > 2e-3 * max(abs(b)) { print "\\(name): \\(max(abs(a - b)))" }
    }
    same("stream", sum(paths.stream_parts(r, last), over: "component"), r[last.resid_pre])
    same("components", sum(attribution.components(r), over: "component"), r[last.resid_post][pos: -1])
    same("lens", attribution.unembedded(r[last.resid_post], model: m), r.logits)
    same("orders", sum(paths.orders(r), over: "order"), r[last.resid_post])
    same("logits", paths.logits_of(r[last.resid_post], r), r.logits)
    parts = sum(attribution.by_component(r, 5, 8)) + attribution.bias_part(r, 5, 8)
    same("difference", tensor([parts]), tensor([logit_diff(r, 5, 8)]))
    print "done"
    """

  @Test("a router's MLPs or a decoder beside an encoder no longer add up", arguments: ["mixtral", "t5", "t5_gated"])
  func expertsAndTwoStacksAddUp(_ family: String) {
    let target = family == "mixtral" ? "" : ", target: tokens([0, 7, 8, 7, 9])"
    let program =
      Self.setup(family) + """
        r = run(tokens([5, 17, 3, 9, 5, 17, 8])\(target))

        """ + Self.addingUp
    let outcome = ProgramRunner().run(program)
    #expect(outcome.output == "done\n" && outcome.error == nil, "\(family): \(outcome)")
  }

  /// What has no meaning on a model whose norms stand on the stream itself, or whose logits are of masked tokens, with the
  /// words that must be in the error.
  static let refused = [
    ("paths.stream_parts(r, L1)", "post-norm"), ("attribution.components(r)", "post-norm"),
    ("paths.orders(r)", "post-norm"), ("paths.score_parts(r, L1H1)", "post-norm"),
    ("attribution.by_head(r, 5, 8)", "post-norm"), ("attribution.logit_lens(r)", "masked tokens"),
    ("neurons.writes(L1N3)", "masked tokens"), ("circuits.full_ov(L1H1)", "masked tokens"),
    ("induction.copying_evaluator(6)", "masked tokens"), ("induction.context_retention(r)", "an encoder"),
    ("loss(r)", "an encoder"), ("induction.comparison(length: 5, count: 2)", "an encoder"),
  ]

  @Test("an encoder is given a number that means nothing", arguments: ["bert", "distilbert", "roberta"], refused)
  func encodersAreRefused(_ family: String, _ work: (expression: String, reason: String)) {
    let outcome = ProgramRunner().run(Self.setup(family) + "print \(work.expression)")
    #expect(outcome.error?.contains(work.reason) ?? false, "\(family) \(work.expression): \(outcome)")
  }

  @Test("attention in both directions is measured as if it looked back", arguments: ["bert", "distilbert", "roberta"])
  func encodersAreMeasured(_ family: String) {
    let program =
      Self.setup(family) + """
        p = r[L1H1.pattern]
        n = len(r.tokens)
        distance = mean([sum([p[query: i, key: j] * abs(i - j) for j in 0..<n]) for i in 0..<n])
        assert close(attention.distance(r)[L1H1], distance, within: 1e-4)
        assert close(previous_token_score(r)[L1H1], mean([p[query: i, key: i - 1] for i in 1..<n]), within: 1e-5)
        assert close(softmax(qk(r, L1H1, scaled: true, masked: true), over: "key"), p, within: 1e-5)
        assert close(sum(circuits.virtual_pattern(r, L0H1, L1H1), over: "key"), 1, within: 1e-4)
        print "done"
        """
    let outcome = ProgramRunner().run(program)
    #expect(outcome.output == "done\n", "\(family): \(outcome)")
  }

  @Test(
    "a model of attention alone, or without norms in between, no longer adds up",
    arguments: ["attn_only", "no_norm", "rotary", "shortformer", "solu", "local"])
  func toyModelsAddUp(_ toy: String) {
    let folder = Repository.root.appending(path: "Tests/Fixtures/lens/\(toy)").path
    let program = """
      use attribution
      use paths
      m = load "\(folder)"
      r = run(tokens([5, 17, 3, 9, 5, 17, 8]))

      """ + Self.addingUp
    let outcome = ProgramRunner().run(program)
    #expect(outcome.output == "done\n" && outcome.error == nil, "\(toy): \(outcome)")
  }

  @Test("heads of a model are counted out in another one") func componentsKeepTheirModel() {
    let folder = Repository.root.appending(path: "Tests/Fixtures/models/gpt2").path
    let program = """
      use attention
      use circuits
      m = load "\(folder)"
      r = run(tokens([5, 17, 3, 9], model: m), model: m)
      other = load "brook"
      print([len(list(layers(m))) == m.config.n_layers, len(attention.layer_table(r)) == m.config.n_layers])
      print len(circuits.argmax_copying(samples: 5, model: m)) == m.config.n_layers * m.config.n_heads
      """
    let outcome = ProgramRunner().run(program)
    #expect(outcome.output == "[true, true]\ntrue\n", "\(outcome)")
  }

  private static func setup(_ family: String) -> String {
    let folder = Repository.root.appending(path: "Tests/Fixtures/models/\(family)").path
    return """
      use attention
      use attribution
      use circuits
      use induction
      use neurons
      use paths
      use seed
      m = load "\(folder)"
      r = run(tokens([5, 17, 3, 9, 5, 17, 8]))

      """
  }
}
