import Testing

/// What the library takes apart adds up again whatever the architecture, or is refused.
///
/// Among them are keys shared by groups, rotary positions, norms that subtract no mean, norms behind what is written, blocks
/// in parallel, and capped logits.
@Suite struct LibraryIdentityTests {
  static let families = [
    "bloom", "gemma", "gemma2", "gemma3_text", "gpt2", "gpt_neo", "gpt_neox", "gptj", "llama", "mistral", "opt",
    "phi", "phi3", "qwen2", "qwen3",
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

  private static func setup(_ family: String) -> String {
    let folder = Repository.root.appending(path: "Tests/Fixtures/models/\(family)").path
    return """
      use attribution
      use induction
      use neurons
      use paths
      use seed
      m = load "\(folder)"
      r = run(tokens([5, 17, 3, 9, 5, 17, 8]))

      """
  }
}
