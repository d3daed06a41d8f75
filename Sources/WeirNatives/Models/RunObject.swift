import WeirLanguage
import WeirModel
import WeirTensor
import WeirText

/// A run as a value: every site by its name, logits, tokens, and what was done to it.
public final class RunObject: Object {
  public let run: Run
  let model: ModelObject

  init(_ run: Run, _ model: ModelObject) {
    self.run = run
    self.model = model
  }

  /// Warns where a layer leaves NaN or infinite numbers.
  func warnIfBroken(_ context: CallContext) throws {
    guard let layer = try run.brokenLayer() else { return }
    context.warn(NativeProblem.notFinite(layer: layer, model: model.text))
  }

  var tokens: TokensObject { TokensObject(run.prompts, model) }

  public override var typeName: String { "run" }
  public override var text: String { "run of \(tokens.size) on \(model.text)" }
  public override var summary: String? { "a run of \(tokens.size)" }

  public override func echo(width: Int, digits: Int?) -> Markup {
    var result = Markup("run", .type) + Markup(" of \(tokens.size) on \(model.text)")
    for prompt in run.prompts.tokens.prefix(3) {
      let line = prompt.prefix(width).map { TokenLabels.visible(model.label($0)) }.joined(separator: " ")
      result += Markup("\n  " + line.clipped(toWidth: max(1, width - 2)), .string)
    }
    if run.prompts.count > 3 { result += Markup("\n  ⋮ \(run.prompts.count - 3) more", .dim) }
    for intervention in run.interventions.prefix(5) { result += Markup("\n  with \(intervention.text)", .hint) }
    if run.interventions.count > 5 { result += Markup("\n  ⋮ \(run.interventions.count - 5) more", .dim) }
    return result
  }

  static let fields =
    ["encoded", "hidden", "interventions", "logits", "model", "prompts", "source", "text", "tokens"]

  public override var memberNames: [String] { Self.fields }

  /// Sites stand in brackets.
  public override func advice(forMissing name: String) -> [String] {
    let names = SiteName.allCases.map(\.text)
    guard let site = names.first(where: { $0 == name }) ?? Suggestion.best(for: name, among: names),
      let description = SiteName(text: site)?.description
    else { return [] }
    let component = description.isLayered ? (description.axes.contains(.head) ? "L0H0." : "L0.") : ""
    return ["a site stands in brackets: `r[\(component)\(site)]`"]
  }

  public override func member(_ name: String) throws -> Value? {
    run.noteUse()
    return switch name {
    case "encoded": try run.encoderOutput().map { Value($0) } ?? Value.none
    case "hidden": Value(try run.hiddenOutput())
    case "source": run.encoderRun == nil ? Value.none : .object(TokensObject(run.prompts.sourceBatch, model))
    case "interventions": Value(run.interventions.map { .object(InterventionObject($0)) })
    case "logits": .object(LogitsObject(self))
    case "model": .object(model)
    case "prompts", "text": try tokens.member("text")
    case "tokens": .object(tokens)
    default: nil
    }
  }

  /// `r[L5H1.pattern]`, `r["blocks.5.attn.hook_pattern"]`.
  public override func subscripted(_ indices: [Index]) throws -> Value {
    guard indices.count == 1, case .position(let index) = indices[0], let site = try index.asSite() else {
      throw NativeProblem.notASite(found: "this")
    }
    let tensor = try run.read(site)
    guard let layer = site.component?.layers.single, !tensor.axes.isEmpty else { return Value(tensor) }
    return .object(TensorObject(tensor, layer: layer))
  }
}
