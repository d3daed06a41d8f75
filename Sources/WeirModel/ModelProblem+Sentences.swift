// The sentences of this layer's facts, all in this place.

import WeirText

extension ModelProblem: Problem {
  public var code: String {
    switch self {
    case .noSuchComponent: "E5201"
    case .unknownSite: "E5202"
    case .unknownSiteName: "E5203"
    case .siteAbsent: "E5204"
    case .siteNeedsLayer: "E5205"
    case .siteHasNoLayer: "E5206"
    case .siteHasNoParts: "E5207"
    case .layerIsNoSite: "E5208"
    case .headsShareKeys: "E5209"
    case .emptyPrompt: "E5220"
    case .noPrompts: "E5221"
    case .promptTooLong: "E5222"
    case .tokenOutside: "E5223"
    case .stoppedBefore: "E5224"
    case .noLogits: "E5225"
    case .positionOutside: "E5226"
    case .familyHasNoPass: "E5227"
    case .weightsDisagree: "E5228"
    case .unknownWeight: "E5229"
    }
  }

  public var message: String {
    switch self {
    case .noSuchComponent(let text, let model, let noun, _, let count):
      "\(model) has no \(text): it has \(Self.counted(count, noun))"
        + (noun == "layer" ? "" : " a layer")
    case .unknownSite(let text, _): "there is no site `\(text)`"
    case .unknownSiteName(let name, let component, _): "`\(component)` has no site `\(name)`"
    case .siteAbsent(let site, let hook, let model, let family):
      "\(model) has no site `\(site)` (`\(hook)`): models of the family \(family) compute no such thing"
    case .siteNeedsLayer(let name): "`\(name)` is a site of a layer, and no layer is named"
    case .siteHasNoLayer(let text, let name): "`\(text)`: the model has one `\(name)`, not one a layer"
    case .siteHasNoParts(let text, let site, let noun, _): "`\(text)`: `\(site)` is not divided by \(noun)"
    case .layerIsNoSite(let text): "`\(text)` is a part of the model and not yet a place in it"
    case .headsShareKeys(let text, let groups, let heads):
      "`\(text)`: \(heads) heads share \(groups) keys and values, so some of the heads are no range of them"
    case .emptyPrompt(let index): "\(Self.prompt(index)) has no tokens"
    case .noPrompts: "there is no prompt to run"
    case .promptTooLong(let tokens, let limit, let index):
      "\(Self.prompt(index)) has \(tokens) tokens, and the model reads at most \(limit)"
    case .tokenOutside(let token, let vocabulary, let position):
      "token \(token) at position \(position) is outside of the vocabulary, which has 0 to \(vocabulary - 1)"
    case .stoppedBefore(let site, let stop): "the run stopped at `\(stop)`, before `\(site)`"
    case .noLogits(let model): "\(model) has no unembedding, so there are no logits"
    case .positionOutside(let position, let length, let what):
      "position \(position) is outside of \(what), which has \(length) tokens"
    case .familyHasNoPass(let family): "there is no forward pass for the family `\(family)` yet"
    case .weightsDisagree(let name, let found, let expected):
      "tensor `\(name)` holds \(found) numbers, where the configuration says \(expected)"
    case .unknownWeight(let name, _): "there is no weight `\(name)`"
    }
  }

  public var help: [String] {
    switch self {
    case .noSuchComponent(_, _, _, let letter, let count) where count > 0:
      [letter == "L" ? "layers are L0 to L\(count - 1)" : "they are \(letter)0 to \(letter)\(count - 1)"]
    case .unknownSite(_, let nearest?), .unknownSiteName(_, _, let nearest?), .unknownWeight(_, let nearest?):
      ["did you mean `\(nearest)`?"]
    case .siteNeedsLayer(let name): ["write the layer: `L0.\(name)`"]
    case .siteHasNoLayer(_, let name): ["write `\(name)`"]
    case .siteHasNoParts(_, let site, _, let layer): ["write `L\(layer).\(site)`"]
    case .layerIsNoSite(let text):
      ["name the place: `\(text).resid_pre`, `\(text).attn_out`, `\(text).mlp_out`, `\(text).resid_post`"]
    case .headsShareKeys: ["name groups, such as `L0G1.k`, or one head"]
    case .promptTooLong(_, let limit, _): ["shorten it to \(limit) tokens: `tokens(text)[..<\(limit)]`"]
    default: []
    }
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private static func prompt(_ index: Int?) -> String { index.map { "prompt \($0)" } ?? "the prompt" }
}
