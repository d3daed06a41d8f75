import CKernels
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
  /// The same as they were asked for, where a text that grew has fixed their positions; nil where nothing was fixed.
  private let unfixed: [Intervention]?
  /// What was done to it, as it was asked for.
  public var asked: [Intervention] { unfixed ?? interventions }
  /// Where it stopped; nil when it went to the end.
  public let stopSite: Site?

  /// The run of the first stack of a model that has two.
  public let encoderRun: Run?
  let plan: EditPlan
  /// Bytes of recently read sites, and of those that are likely to be read next, that a run holds.
  static let storeLimit = 32 << 20
  let store: SiteStore
  /// The number of layers that the run goes through.
  let layersRun: Int
  let residuals: ResidualStreams
  /// The run that it equals before a layer, if any: its streams up to there are that run's.
  private let trunk: (run: Run, layer: Int)?
  /// Logits that a sweep has computed beforehand.
  let prepared: PreparedLogits?
  /// Who wants to know what is read.
  let log: ReadLog?

  /// Runs the prompts through the model.
  /// - Parameters:
  ///   - laterWins: whether of two interventions that write the same numbers the later one wins; else they are an error.
  ///   - isDeferred: whether its layers are computed when something is read and not now.
  ///   - asked: the interventions before their positions were fixed, where they were.
  init(
    _ model: Model, _ prompts: PromptBatch, _ interventions: [Intervention], stopAt: Site? = nil,
    laterWins: Bool = false, isDeferred: Bool = false, asked: [Intervention]? = nil
  ) throws {
    try prompts.check(model.configuration)
    self.model = model
    self.prompts = prompts
    self.interventions = interventions
    unfixed = asked
    stopSite = stopAt
    encoderRun = try model.encoder.map { encoder in
      try Run(
        encoder, prompts.sourceBatch, interventions.compactMap { try $0.encoderPart(of: model) }, laterWins: laterWins)
    }
    plan = try EditPlan(interventions, model, prompts, laterWins: laterWins)
    layersRun = try Run.layerCount(model.configuration, stopAt: stopAt)
    if let stopAt { try plan.checkReached(layers: layersRun, stop: stopAt, interventions) }
    store = SiteStore(limit: Run.storeLimit)
    residuals = ResidualStreams()
    trunk = nil
    prepared = nil
    log = nil
    if !isDeferred { _ = try checkpoints() }
  }

  /// A run with edits that are looked up already, as far as a site; its layers are computed when something is read.
  /// - Parameter base: a run that it equals before layer `first`.
  init(_ plan: EditPlan, stopAt stop: Site, behind base: Run? = nil, at first: Int = 0) throws {
    model = plan.model
    prompts = plan.prompts
    interventions = []
    unfixed = nil
    stopSite = stop
    encoderRun = nil
    self.plan = plan
    layersRun = try Run.layerCount(plan.model.configuration, stopAt: stop)
    store = SiteStore(limit: Run.storeLimit)
    residuals = ResidualStreams()
    trunk = base.flatMap { (0...$0.layersRun).contains(first) ? (run: $0, layer: first) : nil }
    prepared = nil
    log = nil
  }

  /// A run that equals another one up to a layer, and is computed from there to layer `end` when something is read.
  ///
  /// Of two interventions that write the same numbers the later one wins.
  init(branchingFrom base: Run, at layer: Int, end: Int, _ added: [Intervention]) throws {
    model = base.model
    prompts = base.prompts
    encoderRun = base.encoderRun
    interventions = base.interventions + added
    unfixed = nil
    stopSite = nil
    plan = try EditPlan(interventions, model, prompts, laterWins: true)
    layersRun = max(layer, end)
    store = SiteStore(limit: Run.storeLimit)
    residuals = ResidualStreams()
    trunk = (base, layer)
    prepared = nil
    log = nil
  }

  /// A run whose layers are computed only when something is read that a sweep has not prepared.
  init(cellOf base: Run, _ plan: EditPlan, _ interventions: [Intervention], store: SiteStore, prepared: PreparedLogits)
  {
    model = base.model
    prompts = base.prompts
    encoderRun = base.encoderRun
    self.interventions = interventions
    unfixed = base.unfixed.map { $0 + interventions.dropFirst(base.interventions.count) }
    stopSite = base.stopSite
    self.plan = plan
    layersRun = base.layersRun
    self.store = store
    residuals = ResidualStreams()
    trunk = nil
    self.prepared = prepared
    log = nil
  }

  /// A run that differs from another only behind the last layer, and shares its residual streams.
  init(endingOf base: Run, _ plan: EditPlan, _ interventions: [Intervention]) {
    model = base.model
    prompts = base.prompts
    encoderRun = base.encoderRun
    self.interventions = interventions
    unfixed = base.unfixed.map { $0 + interventions.dropFirst(base.interventions.count) }
    stopSite = nil
    self.plan = plan
    layersRun = base.layersRun
    store = SiteStore(limit: Run.storeLimit)
    residuals = base.residuals
    trunk = base.trunk
    prepared = nil
    log = nil
  }

  /// The same run, telling `log` what is read from it.
  public init(_ run: Run, reportingTo log: ReadLog) {
    model = run.model
    prompts = run.prompts
    encoderRun = run.encoderRun.map { inner in log.encoder.map { Run(inner, reportingTo: $0) } ?? inner }
    interventions = run.interventions
    unfixed = run.unfixed
    stopSite = run.stopSite
    plan = run.plan
    layersRun = run.layersRun
    store = run.store
    residuals = run.residuals
    trunk = run.trunk
    prepared = run.prepared
    self.log = log
  }

  /// Tells who watches the run that something other than its numbers was asked of it.
  public func noteUse() { log?.noteUse() }

  /// The segments of a pass that holds nothing but this run.
  var segments: [Segment] {
    var next = 0
    return prompts.tokens.enumerated().map { index, tokens in
      defer { next += tokens.count }
      return Segment(run: 0, prompt: index, rows: next..<(next + tokens.count), first: 0)
    }
  }

  /// The residual streams that enter layers 0, 1, …, and the last one: each `[row, d_model]`, prompts under each other.
  func checkpoints() throws -> [FloatBuffer] { try residuals.get(compute) }

  /// The first layer that leaves NaN or infinite numbers in the residual stream, -1 for the embedding; nil when all are
  /// finite.
  public func brokenLayer() throws -> Int? {
    let streams = try checkpoints()
    let count = prompts.rowCount * model.configuration.dModel
    func isBroken(_ stream: FloatBuffer) -> Bool {
      // One sum of squares tells; only where it is not finite is each number looked at.
      guard !weir_dot(stream.base, stream.base, count).isFinite else { return false }
      return (0..<count).contains { !stream.base[$0].isFinite }
    }
    guard let last = streams.last, isBroken(last) else { return nil }
    return streams.firstIndex(where: isBroken).map { $0 - 1 }
  }

  /// The number of layers to run before a stop: those up to the one that holds the site.
  private static func layerCount(_ configuration: ModelConfiguration, stopAt: Site?) throws(ModelProblem) -> Int {
    guard let stopAt else { return configuration.layerCount }
    let site = try stopAt.resolved(in: configuration)
    guard let layers = site.layers else { return site.name < .residPre ? 0 : configuration.layerCount }
    return layers.upperBound - 1
  }

  /// Runs the layers and keeps the stream that enters each.
  private func compute() throws -> [FloatBuffer] {
    let (d, count) = (model.configuration.dModel, prompts.rowCount)
    if let trunk { return try compute(from: trunk.run.checkpoints()[trunk.layer], layer: trunk.layer) }
    let streams = FloatBuffer.several(layersRun + 1, count: count * d)
    let shared = sharedPrefixes
    let places = shared?.rows.joined().map { $0 }
    try model.workspaces.withWorkspace(model.configuration, rows: shared?.rowCount ?? count) { work in
      let taps = Taps(layers: model.configuration.layerCount)
      plan.add(to: taps, run: 0)
      var pass = ForwardPass(model, shared?.segments ?? segments, work, taps)
      func keep(_ stream: FloatBuffer) {
        guard let places else { return stream.base.update(from: pass.x.base, count: count * d) }
        for (row, place) in places.enumerated() { (stream.base + row * d).update(from: pass.x.row(place), count: d) }
      }
      pass.encoded = try encoderRun?.encoded()
      try pass.embed(prompts)
      for layer in 0..<layersRun {
        keep(streams[layer])
        try pass.block(layer)
      }
      keep(streams[layersRun])
    }
    return streams
  }

  /// Runs the layers from one on, behind another run's streams.
  private func compute(from stream: FloatBuffer, layer first: Int) throws -> [FloatBuffer] {
    let (d, count) = (model.configuration.dModel, prompts.rowCount)
    let own = FloatBuffer.several(layersRun - first, count: count * d)
    try model.workspaces.withWorkspace(model.configuration, rows: count) { work in
      let taps = Taps(layers: model.configuration.layerCount)
      plan.add(to: taps, run: 0)
      var pass = ForwardPass(model, segments, work, taps)
      pass.encoded = try encoderRun?.encoded()
      pass.x.base.update(from: stream.base, count: count * d)
      for layer in first..<layersRun {
        try pass.block(layer)
        own[layer - first].base.update(from: pass.x.base, count: count * d)
      }
    }
    return try (trunk?.run.checkpoints().prefix(first + 1) ?? []) + own
  }

  /// The rows that are enough where prompts begin alike; nil where they do not, or where a position may depend on more
  /// than the tokens before it.
  private var sharedPrefixes: SharedPrefixes? {
    guard prompts.count > 1, interventions.isEmpty, model.configuration.stack == .decoder else { return nil }
    let shared = SharedPrefixes(prompts) { length in
      guard case .rotary(let rotary) = model.configuration.positions else { return 0 }
      return rotary.scaling.lengthClass(length) ?? rotary.local?.scaling.lengthClass(length) ?? 0
    }
    return shared.rowCount < prompts.rowCount ? shared : nil
  }
}

/// The residual streams of a run, computed once.
final class ResidualStreams: Sendable {
  private let streams = Mutex<[FloatBuffer]?>(nil)

  /// Whether they are there.
  var areComputed: Bool { streams.withLock { $0 != nil } }

  /// Takes what was computed together with other runs, or lets go of it.
  func set(_ made: [FloatBuffer]?) { streams.withLock { $0 = made } }

  func get(_ compute: () throws -> [FloatBuffer]) throws -> [FloatBuffer] {
    if let known = streams.withLock({ $0 }) { return known }
    let made = try compute()
    streams.withLock { $0 = made }
    return made
  }
}

extension SiteName: Comparable {
  /// The order of the pass.
  public static func < (a: SiteName, b: SiteName) -> Bool { a.rawValue < b.rawValue }
}
