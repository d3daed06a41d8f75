import Testing
import WeirTensor

@testable import WeirModel

/// Every activation that TransformerLens 2.18 has of the tiny models, in float64, by its hook name.
@Suite struct HookParityTests {
  static let families: [String] = Fixtures.files("hooks", suffix: ".safetensors")

  @Test("a site differs from TransformerLens's activation of the same name", arguments: families)
  func everyHook(family: String) throws {
    let expected = try Checkpoint(safetensors: Fixtures.path("hooks/\(family).safetensors"))
    let model = try AvailableModels.model(family)
    let tokens = try #require(expected.integers(expected.tensor("tokens")))
    let run = try model.run(tokens)
    var compared: Set<String> = []
    for hook in expected.names where hook != "tokens" && !hook.contains("/") {
      let site = try Site(parsing: hook)
      // The fixture's logits are the model's: behind a soft cap.
      let found = site.name == .logits ? try run.logits() : try run.read(site)
      let wanted = try expected.floats(hook)
      try #require(found.count == wanted.count, "\(hook): \(found.shape)")
      let scale = wanted.lazy.filter(\.isFinite).map(abs).max() ?? 0
      let wrong = zip(found.values, wanted).first { value, number in
        Tensor.isMissing(value) ? number != -.infinity : !(abs(value - number) <= 1e-5 * max(1, scale))
      }
      #expect(wrong == nil, "\(hook): \(String(describing: wrong))")
      compared.insert(hook)
    }
    // No site that Weir has too was left out of the comparison.
    let layers = model.configuration.layerCount
    let own = model.sites.flatMap { site in
      site.isLayered ? (0..<layers).map { site.hookName(layer: $0) } : [site.hookPattern]
    }
    let alone = Set(Set(own).subtracting(compared).map { String($0.split(separator: ".").last ?? "") })
    // TransformerLens splits no inputs where heads share keys and values.
    let isShared = model.configuration.keyValueHeadCount != model.configuration.headCount
    #expect(alone.subtracting(Self.ofExperts) == (isShared ? ["hook_q_input", "hook_k_input", "hook_v_input"] : []))
  }

  /// Sites of experts, of which TransformerLens has only the router's weights in this shape.
  static let ofExperts: Set<String> = ["hook_expert_shares", "hook_expert_out"]

  @Test(
    "processed weights differ from TransformerLens's", arguments: ["gpt2", "llama"], ["fold_ln", "all"])
  func processing(family: String, steps: String) throws {
    let expected = try Checkpoint(safetensors: Fixtures.path("hooks/\(family).safetensors"))
    let model = try AvailableModels.model(family)
    let isLayerNorm = model.configuration.norm.kind == .layer
    // Where norms do not subtract the mean, TransformerLens leaves centring what is written out without a word.
    let all = WeightProcessing.allCases.filter { $0 != .centreWritingWeights || isLayerNorm }
    let processed = try model.processed(steps == "fold_ln" ? [.foldLayerNorm] : all)
    var count = 0
    for name in expected.names where name.hasPrefix(steps + "/") {
      let wanted = try expected.floats(name)
      let short = String(name.dropFirst(steps.count + 1))
      let place = ["embed.", "pos_embed.", "unembed."].first(where: short.hasPrefix).map { short.dropFirst($0.count) }
      guard let found = try? processed.weight(named: place.map(String.init) ?? short) else {
        // A norm that was folded, and a bias that nobody has, are neutral there and absent here.
        #expect(wanted.allSatisfy { $0 == 0 || $0 == 1 }, "\(name)")
        continue
      }
      try #require(found.count == wanted.count, "\(name): \(found.shape)")
      let scale = wanted.map(abs).max() ?? 0
      let wrong = zip(found.values, wanted).first { !(abs($0 - $1) <= 2e-6 * max(1, scale)) }
      #expect(wrong == nil, "\(name): \(String(describing: wrong))")
      count += 1
    }
    #expect(count > 20)
  }
}
