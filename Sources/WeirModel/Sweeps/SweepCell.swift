/// One cell of a sweep: the base run with further interventions, and the part of the pass that they change.
struct SweepCell: Sendable {
  /// Its place in the list that the sweep was given.
  let index: Int
  let interventions: [Intervention]
  let plan: EditPlan
  /// Where its rows enter the pass.
  let entry: Entry
  /// The positions that may differ from the base run and are of interest, of each prompt.
  let positions: [Range<Int>]
  /// Whether it changes only positions behind those whose logits are read, and nothing else is.
  let isBehindReads: Bool

  /// Where a cell's numbers begin to differ from the base run's.
  enum Entry: Sendable, Hashable, Comparable {
    /// Before the embedding is complete.
    case embedding
    /// At the beginning of a layer.
    case layer(Int)
    /// Between a layer's heads and their output.
    case behindHeads(Int)
    /// Behind the last layer.
    case end

    /// Its place in the order of the pass: twice the layer, odd behind the heads.
    private var order: Int {
      switch self {
      case .embedding: -1
      case .layer(let layer): 2 * layer
      case .behindHeads(let layer): 2 * layer + 1
      case .end: .max
      }
    }

    static func < (a: Entry, b: Entry) -> Bool { a.order < b.order }
  }

  /// - Parameter added: what it adds to the base run's interventions.
  init(index: Int, _ added: [Intervention], base: Run, reads: SweepReads) throws {
    let interventions = base.interventions + added
    let plan = try EditPlan(interventions, base.model, base.prompts, clean: base)
    try self.init(index: index, interventions, plan, base: base, reads: reads)
  }

  /// - Parameters:
  ///   - interventions: the base run's and the cell's.
  ///   - plan: the same, looked up.
  init(index: Int, _ interventions: [Intervention], _ plan: EditPlan, base: Run, reads: SweepReads) throws {
    self.index = index
    self.interventions = interventions
    self.plan = plan
    if let stop = base.stopSite { try plan.checkReached(layers: base.layersRun, stop: stop, interventions) }
    let own = base.interventions.count
    let configuration = base.model.configuration
    guard let first = plan.firstPlace(from: own) else {
      throw ModelProblem.noEffect("cell \(index)", why: "it holds no intervention")
    }
    switch first.layer {
    case nil: entry = first.name < .residPre ? .embedding : .end
    case let layer?:
      // The rows that enter behind the heads are the base run's as they enter the layer, normed where the norm stands on
      // the stream, and its mix as it was read.
      let passed: [SiteName] = [.residPre, .z] + (configuration.normsStreamFirst ? [.ln1Scale, .ln1Normalized] : [])
      let isPlain = !passed.contains { base.plan.edits($0, layer) }
      let isBehindHeads = configuration.isSequential && configuration.isPast(.z, at: first.name)
      entry = isPlain && isBehindHeads ? .behindHeads(layer) : .layer(layer)
    }
    let wantsAll = plan.hasFunctions || plan.readsAhead || !configuration.isCausal
    let copies = wantsAll ? nil : try plan.firstDifferences(from: own, base)
    isBehindReads =
      !wantsAll && reads.sites.isEmpty
      && reads.ends.indices.allSatisfy { [plan] in plan.firstPosition(prompt: $0, from: own) >= reads.ends[$0] }
    positions = base.prompts.tokens.indices.map { [plan] prompt in
      let start = wantsAll ? 0 : copies?[prompt] ?? plan.firstPosition(prompt: prompt, from: own)
      let end = wantsAll ? base.prompts.tokens[prompt].count : reads.ends[prompt]
      return min(start, end)..<end
    }
  }

  /// Rows that it adds to the pass.
  var rowCount: Int { positions.reduce(0) { $0 + $1.count } }

  /// The layer at which its rows enter.
  var layer: Int {
    switch entry {
    case .embedding: 0
    case .layer(let layer), .behindHeads(let layer): layer
    case .end: .max
    }
  }
}

/// What a sweep's measure reads, as the base run's log tells it.
struct SweepReads: Sendable {
  /// Sites other than logits.
  let sites: [SiteStore.Key]
  /// The positions whose logits are read, of each prompt, in order.
  let positions: [[Int]]
  /// The only tokens whose logits are read; nil for all.
  let tokens: [Int]?
  /// Behind the last position of each prompt that anything depends on.
  let ends: [Int]
  /// The number of layers to run.
  let layerCount: Int
  /// Whether nothing but logits is read of the last layer and behind it, so that few of its rows are needed.
  let narrowsLastLayer: Bool

  init(_ log: ReadLog, _ base: Run) {
    let count = base.model.configuration.layerCount
    sites = log.sites.filter { $0.name != .logits }.sorted { $0.place(in: base.model) < $1.place(in: base.model) }
    let logged = log.positions
    let wantsAllLogits = log.sites.contains { $0.name == .logits }
    positions = base.prompts.tokens.enumerated().map { prompt, tokens in
      wantsAllLogits ? Array(tokens.indices) : (logged[prompt] ?? []).sorted()
    }
    tokens = wantsAllLogits ? nil : log.tokens
    let readsLogits = positions.contains { !$0.isEmpty }
    let readsSites = !sites.isEmpty
    ends = base.prompts.tokens.enumerated().map { [positions] prompt, tokens in
      readsSites ? tokens.count : (positions[prompt].last ?? -1) + 1
    }
    let deepest = sites.last?.place(in: base.model).stage ?? -1
    layerCount = readsLogits || deepest == .max ? count : min(count, deepest + 1)
    narrowsLastLayer = readsLogits && deepest < count - 1
  }

  /// Whether logits are read at all.
  var readsLogits: Bool { positions.contains { !$0.isEmpty } }
}

extension SiteStore.Key {
  func place(in model: Model) -> EditPlace { EditPlace(name, layer, model.configuration) }
}
