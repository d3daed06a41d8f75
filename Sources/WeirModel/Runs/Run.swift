import Synchronization
import WeirTensor

/// Tokens, a model and interventions, and every number that they lead to.
///
/// In memory it keeps the residual stream that enters each layer and the last one; any other site is computed anew from
/// there when it is read (one layer's time), with a bounded store of what was read last. Logits are computed for the
/// positions that are read.
public final class Run: @unchecked Sendable {
  public let model: Model
  public let prompts: PromptBatch
  /// What was done to it, in the order given.
  public let interventions: [Intervention]
  /// Where it stopped; nil when it went to the end.
  public let stopSite: Site?

  /// The residual streams that enter layers 0, 1, …, and the last one: each `[row, d_model]`, prompts under each other.
  let checkpoints: [FloatBuffer]
  let plan: EditPlan
  let store = SiteStore(limit: 64 << 20)

  init(_ model: Model, _ prompts: PromptBatch, _ interventions: [Intervention], stopAt: Site? = nil) throws {
    try prompts.check(model.configuration)
    self.model = model
    self.prompts = prompts
    self.interventions = interventions
    stopSite = stopAt
    plan = try EditPlan(interventions, model, prompts)
    let layers = try Run.layerCount(model.configuration, stopAt: stopAt)
    checkpoints = (0...layers).map { _ in FloatBuffer(count: prompts.rowCount * model.configuration.dModel) }
    try compute(layers)
  }

  /// The segments of a pass that holds nothing but this run.
  var segments: [Segment] {
    var next = 0
    return prompts.tokens.enumerated().map { index, tokens in
      defer { next += tokens.count }
      return Segment(run: 0, prompt: index, rows: next..<(next + tokens.count), first: 0)
    }
  }

  /// The number of layers to run before a stop: those up to the one that holds the site.
  private static func layerCount(_ configuration: ModelConfiguration, stopAt: Site?) throws(ModelProblem) -> Int {
    guard let stopAt else { return configuration.layerCount }
    let site = try stopAt.resolved(in: configuration)
    guard let layers = site.layers else { return site.name < .residPre ? 0 : configuration.layerCount }
    return layers.upperBound - 1
  }

  /// Runs the layers and keeps the stream that enters each.
  private func compute(_ layers: Int) throws {
    let (d, count) = (model.configuration.dModel, prompts.rowCount)
    try model.workspaces.withWorkspace(model.configuration, rows: count) { work in
      let taps = Taps(layers: model.configuration.layerCount)
      plan.add(to: taps, run: 0)
      var pass = ForwardPass(model, segments, work, taps)
      try pass.embed { prompts.tokens[$0.prompt][...] }
      for layer in 0..<layers {
        checkpoints[layer].base.update(from: pass.x.base, count: count * d)
        try pass.block(layer)
      }
      checkpoints[layers].base.update(from: pass.x.base, count: count * d)
    }
  }

  /// The number of layers that the run went through.
  var layersRun: Int { checkpoints.count - 1 }
}

extension SiteName: Comparable {
  /// The order of the pass.
  public static func < (a: SiteName, b: SiteName) -> Bool { a.rawValue < b.rawValue }
}
