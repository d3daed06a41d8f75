// The sentences of this layer's facts, all in this place.

import WeirTensor
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
    case .unusedTensor: "E5228"
    case .unknownWeight: "E5229"
    case .notSupported: "E5230"
    case .weightAbsent: "E5231"
    case .weightHasNoHeads: "E5232"
    case .processingRefused: "E5233"
    case .handmadeWithout: "E5261"
    case .handmadeAxes: "E5262"
    case .handmadeShape: "E5263"
    case .handmadeNorm: "E5264"
    case .doesNotFit: "E5238"
    case .needsSource, .takesNoSource: "E5234"
    case .needsImage, .takesNoImage, .imageDisagrees: "E5235"
    case .segmentOutside: "E5236"
    case .noStack: "E5237"
    case .generatesNothing: "E5239"
    case .crossReference: "E5256"
    case .textNotFound: "E5240"
    case .textTwice: "E5241"
    case .positionListsDisagree: "E5242"
    case .conflict: "E5243"
    case .noEffect: "E5244"
    case .otherModel: "E5245"
    case .batchesDisagree: "E5246"
    case .lengthsDisagree: "E5247"
    case .positionCountsDisagree: "E5248"
    case .valueDisagrees: "E5249"
    case .directionDisagrees: "E5250"
    case .editChangesShape: "E5251"
    case .meanOfMatrix: "E5252"
    case .noReference: "E5253"
    case .noOtherPrompt: "E5254"
    case .senderIsNoHead: "E5255"
    case .readsNothing: "E5257"
    case .writesTwice: "E5258"
    case .keysAbsent: "E3063"
    case .nothingToPredict: "E3070"
    case .sidesDiffer: "E3080"
    case .otherProcessing: "E3081"
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
    case .nothingToPredict(let index, let token, _, _):
      "\(Self.prompt(index)) has one token, `\(token)`, and none behind it to predict, so it has no loss"
    case .promptTooLong(let tokens, let limit, let index):
      "\(Self.prompt(index)) has \(tokens) tokens, and the model reads at most \(limit)"
    case .needsSource(let model): "\(model) has an encoder, and there is nothing for it to read"
    case .takesNoSource(let model): "\(model) has one stack, which reads the prompt; a `target` is for models with two"
    case .needsImage(let model): "\(model) reads images, and this is none"
    case .takesNoImage(let model): "\(model) reads tokens, and this is an image"
    case .imageDisagrees(let given, let expected):
      "an image of \(given) numbers, where the model reads \(Self.shape(["channel", "row", "column"], expected))"
    case .segmentOutside(let segment, let count, let model):
      count == 0
        ? "\(model) tells no segments apart"
        : "segment \(segment), where \(model) has \(Self.counted(count, "segment"))"
    case .noStack(let stack, let text, let model): "`\(text)`: \(model) has one stack of layers and no `\(stack)`"
    case .generatesNothing(let model): "\(model) is an encoder: each position reads all others, so it continues no text"
    case .crossReference(let text):
      "`\(text)`: a reference run has other source positions, so its means and resamples say nothing here"
    case .tokenOutside(let token, let vocabulary, let position):
      "token \(token) at position \(position) is outside of the vocabulary, which has 0 to \(vocabulary - 1)"
    case .stoppedBefore(let site, let stop): "the run stopped at `\(stop)`, before `\(site)`"
    case .noLogits(let model): "\(model) has no unembedding, so there are no logits"
    case .positionOutside(let position, let length, let what):
      "position \(position) is outside of \(what), which has \(length) tokens"
    case .familyHasNoPass(let family): "there is no forward pass for the family `\(family)` yet"
    case .unusedTensor(let name, let path, _): "\(path) holds a tensor `\(name)` that the model has no use for"
    case .unknownWeight(let name, _): "there is no weight `\(name)`"
    case .notSupported(let what, let model, let family):
      "\(model) (family \(family)) needs \(what), which the forward pass does not compute"
    case .weightAbsent(let name, let model): "\(model) has no weight `\(name)`"
    case .weightHasNoHeads(let name): "the weight `\(name)` is not divided by heads"
    case .processingRefused(let step, let model, let why): "`\(step)` would change what \(model) computes: \(why)"
    case .doesNotFit(let name, let value, let precision):
      "the tensor `\(name)` holds \(Float(value)), which is beyond what \(precision) can hold"
    case .textNotFound(let text, let prompt, _): "`\(text)` does not stand in \(prompt) as whole tokens"
    case .textTwice(let text, let prompt, let positions):
      "`\(text)` stands \(positions.count) times in \(prompt), at \(Self.list(positions))"
    case .positionListsDisagree(let lists, let prompts):
      "there are \(lists) lists of positions for \(prompts) prompts"
    case .conflict(let first, let second): "`\(first)` and `\(second)` write the same numbers"
    case .noEffect(let text, let why): "`\(text)` can have no effect: \(why)"
    case .otherModel(let text, let source, let target):
      "`\(text)` takes from a run of \(source), whose shape is not that of \(target)"
    case .otherProcessing(let text, let source, let target):
      "`\(text)` takes from a run with \(Self.processing(source)) for one with \(Self.processing(target))"
    case .batchesDisagree(let text, let source, let target):
      "`\(text)` takes from a run of \(source) prompts for a run of \(target)"
    case .lengthsDisagree(let text, let source, let target):
      "`\(text)` takes from a prompt of \(source) tokens for one of \(target)"
    case .sidesDiffer(let text, let at, let source, let target):
      "`\(text)` takes from a prompt of \(source) tokens for one of \(target), where `\(at)` may mean another place"
    case .positionCountsDisagree(let text, let to, let from):
      "`\(text)` writes \(to) positions and reads \(from)"
    case .valueDisagrees(let text, let site, let given):
      "the value of `\(text)` is `\(given.shapeText)`, where the site has `\(site.shapeText)`"
    case .directionDisagrees(let text, let given, let along, let isMatrix):
      "the direction of `\(text)` is `\(given.shapeText)`, where "
        + (isMatrix
          ? "the site has a matrix of queries and keys, along which no direction runs"
          : along.map { "the site's last axis is `\([$0].shapeText)`" } ?? "the site has one number a position")
    case .editChangesShape(let site, let given, let returned):
      "the function that edits `\(site)` returned `\(returned.shapeText)` for `\(given.shapeText)`"
    case .handmadeWithout(let weight): "a model made by hand needs the weight `\(weight)`"
    case .handmadeAxes(let weight, let given, let wanted):
      "the weight `\(weight)` has the axes [\(given.joined(separator: ", "))], not [\(wanted.joined(separator: ", "))]"
    case .handmadeShape(let weight, let axes, let given, let wanted):
      "the weight `\(weight)` is \(Self.shape(axes, given)), where the others ask for \(Self.shape(axes, wanted))"
    case .handmadeNorm(let weight):
      "a model made by hand has neither norms nor gates, so `\(weight)` would be left unread"
    case .meanOfMatrix(let text): "`\(text)`: a mean over all positions means nothing for scores and patterns"
    case .noReference(let text, let position):
      "`\(text)`: no prompt of the reference run reaches position \(position)"
    case .noOtherPrompt(let text): "`\(text)`: the reference run has no other prompt that is as long"
    case .keysAbsent(let text, let query, let reads, let keys):
      "`\(text)`: query \(query) of the other run reads \(reads) keys, and the prompt has \(keys)"
    case .senderIsNoHead(let text): "paths start from heads, and `\(text)` is none"
    case .writesTwice(let text): "`\(text)` writes a position twice, from two positions of the other run"
    case .readsNothing(let text, let isLayer):
      isLayer
        ? "a knock-out names heads, and `\(text)` is a layer"
        : "a knock-out names heads or key-value groups, and `\(text)` reads no other position"
    }
  }

  public var help: [String] {
    switch self {
    case .noSuchComponent(_, _, _, let letter, let count) where count > 0:
      [letter == "L" ? "layers are L0 to L\(count - 1)" : "they are \(letter)0 to \(letter)\(count - 1)"]
    case .unknownSite(_, let nearest?), .unknownSiteName(_, _, let nearest?), .unknownWeight(_, let nearest?):
      ["did you mean `\(nearest)`?"]
    case .unusedTensor(_, _, let nearest?): ["the nearest name that the model uses is `\(nearest)`"]
    case .doesNotFit: ["keep it in `\"bfloat16\"` or `\"float32\"`"]
    case .nothingToPredict(_, _, _, true): ["give the decoder a text to predict: `target: \"ein Haus\"`"]
    case .nothingToPredict(_, _, true, _):
      ["write a longer one, or put a token in front that predicts it: `run(..., prepend_bos: true)`"]
    case .nothingToPredict: ["write a longer one: `run \"the cat sat\"`"]
    case .needsSource: ["give the text: `run(\"translate English to German: a house\", target: \"ein Haus\")`"]
    case .needsImage: ["give its pixels as a tensor [channel, row, column]"]
    case .noStack(let stack, let text, _): ["write `\(text.dropFirst(stack.count + 1))`"]
    case .generatesNothing: ["put a mask where a word is wanted: `run \"a [MASK] sat\"`"]
    case .siteNeedsLayer(let name): ["write the layer: `L0.\(name)`"]
    case .siteHasNoLayer(_, let name): ["write `\(name)`"]
    case .siteHasNoParts(_, let site, _, let layer): ["write `L\(layer).\(site)`"]
    case .unknownSiteName(_, let component, nil):
      ["sites are " + SiteName.sites(of: component).map { "`\($0)`" }.joined(separator: " ")]
    case .layerIsNoSite(let text) where text.contains("G"):
      ["name the place: `\(text).k`, `\(text).v`, or `\(text).z` for its heads"]
    case .layerIsNoSite(let text):
      ["name the place: `\(text).resid_pre`, `\(text).attn_out`, `\(text).mlp_out`, `\(text).resid_post`"]
    case .headsShareKeys: ["name groups, such as `L0G1.k`, or one head"]
    case .promptTooLong(_, let limit, _): ["shorten it to \(limit) tokens: `tokens(text)[..<\(limit)]`"]
    case .textTwice: ["name the position by its number"]
    case .textNotFound(_, _, let tokens):
      ["the tokens are " + tokens.prefix(12).map { "`\($0)`" }.joined(separator: " ") + (tokens.count > 12 ? " …" : "")]
    case .conflict(let first, let second): ["say the order: `chain(\(first), \(second))`"]
    case .lengthsDisagree(let text, _, _) where text.hasPrefix("freeze"):
      ["`patch` names both sides: `patch(site, from: run, at: {to: 3, from: 5})`, with as many positions on each"]
    case .lengthsDisagree(let text, _, _) where text.hasPrefix("path"):
      [
        "a path joins prompts of as many tokens; a text that grows has none: give the path to a `run` of what was made"
      ]
    case .lengthsDisagree, .positionCountsDisagree:
      ["name both sides: `at: {to: 3, from: 5}`, with as many positions on each"]
    case .sidesDiffer(_, let at, _, _):
      ["name both sides: `at: {to: \(at), from: \(at)}`, or say the position's number"]
    case .otherProcessing: ["make both runs with one model: `run(prompt, model: m)`"]
    case .keysAbsent: ["take a query that reads no more keys than the prompt has, or patch `q`, `k` or `z` instead"]
    case .meanOfMatrix: ["write `per: \"pos\"`"]
    case .valueDisagrees(_, let site, let given):
      Self.renaming(given, to: site)
        ?? ["give numbers on axes of the site: what lacks one is the same along it; `at:` says where single rows go"]
    case .editChangesShape(let name, let site, let returned):
      Self.renaming(returned, to: site)
        ?? ["return `\(site.shapeText)`: `x * 0 + ...` spreads what lacks an axis; or write `set(\(name), ...)`"]
    case .directionDisagrees(_, let given, let along?, false):
      given.count == 1 && given.first?.size == along.size
        ? ["axes are matched by name: `rename(d, {\(Self.renames(given, [along]))})`"]
        : ["a direction is one vector; for numbers of single positions write `edit(site, x -> x + ...)`"]
    case .directionDisagrees(_, _, _, true): ["write `edit(site, x -> x + ...)`"]
    case .noReference, .noOtherPrompt:
      [
        "take longer prompts for `over:`, as long as what is generated, too; or say `at:`; a mean may take `per: \"all\"`"
      ]
    case .readsNothing(let text, true): ["all heads of the layer are `\(text)H*`, or `layers: \(text)`"]
    default: []
    }
  }

  /// What to type where the sizes are right and the names are not; nil where the sizes are wrong.
  private static func renaming(_ given: [Axis], to site: [Axis]) -> [String]? {
    guard given.map(\.size).sorted() == site.map(\.size).sorted() else { return nil }
    return ["axes are matched by name: `rename(x, {\(renames(given, site))})`"]
  }

  /// What was done to weights, as `load` is told it.
  private static func processing(_ steps: [String]) -> String {
    steps.isEmpty ? "weights as in the file" : "weights under " + steps.map { "`\($0)`" }.joined(separator: ", ")
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private static func list(_ numbers: [Int]) -> String { numbers.map { "\($0)" }.joined(separator: ", ") }

  private static func shape(_ axes: [String], _ sizes: [Int]) -> String {
    "[" + zip(axes, sizes).map { "\($0):\($1)" }.joined(separator: " ") + "]"
  }

  /// What a record of new names holds: each axis that the site does not have, and one of those that are missing.
  private static func renames(_ given: [Axis], _ site: [Axis]) -> String {
    let missing = site.map(\.name).filter { name in !given.contains { $0.name == name } }
    let foreign = given.map(\.name).filter { name in !site.contains { $0.name == name } }
    return zip(foreign, missing).map { "\($0): \"\($1)\"" }.joined(separator: ", ")
  }

  private static func prompt(_ index: Int?) -> String { index.map { "prompt \($0)" } ?? "the prompt" }
}
