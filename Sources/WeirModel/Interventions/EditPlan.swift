import WeirTensor

/// The interventions of one run, checked against its model and prompts and looked up, site by site.
struct EditPlan: @unchecked Sendable {
  /// One edit of one site of one layer.
  struct Entry {
    let name: SiteName
    let layer: Int?
    let edit: Edit
    /// Which of the run's interventions it comes from; edits of one may meet, edits of two may not.
    let origin: Int
    /// Whether it stands for an edit of another site, after which the site's own edits are made.
    var isDerived = false
  }

  private(set) var entries: [Entry] = []
  /// The runs that the receivers of paths take from.
  private(set) var pathRuns: [PathRun] = []
  /// The place up to which a run with this plan may be read; nil for all of it.
  private(set) var end: EditPlace?
  let model: Model
  let prompts: PromptBatch
  /// The run that stands before the last of the interventions, if it is at hand.
  private let clean: Run?
  private let customs = CustomEditStore()
  private var customCount = 0

  /// - Parameter clean: a run of the same prompts that paths may start from, if one is at hand.
  init(
    _ interventions: [Intervention], _ model: Model, _ prompts: PromptBatch, clean: Run? = nil,
    laterWins: Bool = false
  ) throws {
    self.model = model
    self.prompts = prompts
    self.clean = clean
    let standing = interventions.compactMap(\.withoutPaths)
    let known = clean.flatMap { run in
      run.interventions.count == standing.count && !run.interventions.contains(where: \.holdsPath) ? run : nil
    }
    let origin = PathOrigin(known) { try Run(model, prompts, standing) }
    // What paths give depends on everything else, and the later of two edits wins where that is allowed.
    for holdsPath in [false, true] {
      for (index, intervention) in interventions.enumerated() where intervention.holdsPath == holdsPath {
        guard let own = intervention.decoderPart(of: model) else { continue }
        try add(own, origin: index, of: interventions, origin)
      }
    }
    if !laterWins { try checkConflicts(interventions) }
    // A cell of a sweep may be one of many that its base has made moot: its number is the base's then.
    if !laterWins, clean == nil { try checkOverwritten(interventions) }
  }

  /// Whether nothing is edited.
  var isEmpty: Bool { entries.isEmpty }

  /// Adds every edit to a pass in which this run has a number.
  func add(to taps: Taps, run: Int) {
    for entry in entries {
      taps.add(entry.edit.belonging(to: run).knowing(self), at: entry.name, layer: entry.layer)
    }
  }

  /// The edits of places before one.
  func standing(before place: EditPlace) -> EditPlan {
    var plan = self
    plan.entries.removeAll { EditPlace($0.name, $0.layer, model.configuration) >= place }
    plan.end = place
    return plan
  }

  /// The earliest place that interventions from number `origin` on change; nil when there are none.
  func firstPlace(from origin: Int) -> EditPlace? {
    entries.lazy.filter { $0.origin >= origin }.map { EditPlace($0.name, $0.layer, model.configuration) }.min()
  }

  /// The first position that interventions from number `origin` on change in a prompt.
  func firstPosition(prompt: Int, from origin: Int) -> Int {
    var first = Int.max
    for entry in entries where entry.origin >= origin {
      first = min(first, entry.edit.positions.map { $0[prompt].min() ?? .max } ?? 0)
    }
    return first
  }

  /// Of each prompt, the first position at which interventions from number `origin` on put other bits than the base run
  /// has there; nil unless all of them copy another run's rows.
  ///
  /// A position that gets what it has changes nothing after it, so a sweep need not compute it.
  func firstDifferences(from origin: Int, _ base: Run) throws -> [Int]? {
    var first = prompts.tokens.map { _ in Int.max }
    for entry in entries where entry.origin >= origin {
      guard case .copy(let source, let from) = entry.edit.operation else { return nil }
      if source.run === base, from == nil { continue }
      if let path = pathRuns.first(where: { $0.run === source.run }) {
        guard path.clean === base, from == nil,
          let own = try path.run.plan.firstDifferences(from: base.interventions.count, base)
        else { return nil }
        first = zip(first, own).map(min)
        continue
      }
      guard [.residPre, .z, .residPost].contains(entry.name) else { return nil }
      let own = try base.values(entry.name, layer: entry.layer, parts: entry.edit.parts)
      let other = try source.values(layer: entry.layer)
      for (prompt, tokens) in prompts.tokens.enumerated() {
        let positions = entry.edit.positions?[prompt] ?? Array(tokens.indices)
        for (index, position) in positions.enumerated() where position < first[prompt] {
          let a = own.row(prompt: prompt, position: position)
          let b = other.row(
            prompt: other.layout.batch.count == 1 ? 0 : prompt, position: from?[prompt][index] ?? position)
          let differs = (0..<own.layout.rowWidth).contains { a[$0].bitPattern != b[$0].bitPattern }
          if differs { first[prompt] = position }
        }
      }
    }
    return first
  }

  /// Refuses interventions behind the last layer that a run with a stop can be asked for.
  func checkReached(layers count: Int, stop: Site, _ interventions: [Intervention]) throws(ModelProblem) {
    for entry in entries where EditPlace(entry.name, entry.layer, model.configuration).stage > count {
      throw .noEffect(interventions[entry.origin].text, why: "the run stops at `\(stop.text)`")
    }
  }

  /// Whether some edit is a function, which wants to see every position.
  var hasFunctions: Bool { entries.contains { $0.edit.isCustom } }

  /// Whether a function edits a site of the whole model.
  func hasFunction(at name: SiteName) -> Bool {
    entries.contains { $0.edit.isCustom && $0.layer == nil && $0.name == name }
  }

  /// Whether a function that edits a site behind the last layer has not been called yet.
  var awaitsFunctionBehindLayers: Bool {
    entries.contains { entry in
      guard case .custom(let custom) = entry.edit.operation, entry.layer == nil, entry.name > .residPre else {
        return false
      }
      return !custom.store.holds(custom.number, nil)
    }
  }

  /// Whether an edit of scores or patterns may let a position read later ones, which the mask hides from it.
  var readsAhead: Bool {
    entries.contains { entry in
      switch (entry.name, entry.edit.operation) {
      case (.scores, .fill(let value)): value != -.infinity
      case (.pattern, .fill(let value)): value != 0
      case (.scores, .copy), (.pattern, .copy), (.pattern, .add): true
      default: false
      }
    }
  }

  /// Whether generation can not keep keys and values, because what is done depends on the whole text.
  var needsWholeText: Bool { hasFunctions || readsAhead || entries.contains(where: \.isDerived) }

  /// Puts an edit behind those that a site has.
  mutating func append(_ name: SiteName, _ layer: Int?, _ edit: Edit, origin: Int) {
    entries.append(Entry(name: name, layer: layer, edit: edit, origin: origin))
  }

  /// Puts an edit in front of those that a site has.
  mutating func derive(_ name: SiteName, _ layer: Int, _ edit: Edit, origin: Int) {
    entries.insert(Entry(name: name, layer: layer, edit: edit, origin: origin, isDerived: true), at: 0)
  }

  /// Whether a site is edited.
  func edits(_ name: SiteName, _ layer: Int?) -> Bool { entries.contains { $0.name == name && $0.layer == layer } }

  /// - Parameter all: the run's interventions, which decide what paths and single heads' shared keys see.
  private mutating func add(
    _ intervention: Intervention, origin: Int, of all: [Intervention], _ pathOrigin: PathOrigin
  ) throws {
    switch intervention.action {
    case .chain(let list):
      guard !list.isEmpty else { throw ModelProblem.noEffect(intervention.text, why: "it holds nothing") }
      for inner in list { try add(inner, origin: origin, of: all, pathOrigin) }
    case .knockout(let keys, let heads): try addKnockout(intervention, keys, heads, origin)
    case .path:
      let clean = try pathOrigin.run()
      guard let (patches, run) = try intervention.receivers(from: clean) else { return }
      for receiver in patches { try add(receiver, origin: origin, of: all, pathOrigin) }
      pathRuns.append(try PathRun(run, of: clean, for: patches))
    default:
      guard let site = intervention.site else { return }
      if let head = try site.headOfSharedKey(in: model.configuration) {
        try addForOneHead(intervention, site, head, origin, of: all, clean)
      } else {
        try add(intervention, site, origin)
      }
    }
  }

  private mutating func add(_ intervention: Intervention, _ site: Site, _ origin: Int) throws {
    let resolved = try site.resolved(in: model.configuration)
    let positions = try positions(of: intervention, at: resolved.name)
    let layout = SiteLayout(resolved.name, prompts, model.configuration, parts: resolved.parts)
    let layers: [Int?] = resolved.layers.map { $0.map { $0 } } ?? [nil]
    let operation = try operation(intervention, site, resolved, layout, positions)
    for layer in layers {
      let edit = Edit(
        run: 0, positions: positions, keys: nil, parts: layout.parts, width: layout.width, operation: operation)
      append(resolved.name, layer, edit, origin: origin)
    }
  }

  /// The positions of each prompt that an intervention names; nil for all.
  func positions(of intervention: Intervention, at name: SiteName) throws -> [[Int]]? {
    let positions = try intervention.places(in: name.readsSource ? prompts.sourceBatch : prompts, model)
    if let positions, positions.allSatisfy(\.isEmpty) {
      throw ModelProblem.noEffect(intervention.text, why: "it names no position")
    }
    return positions
  }

  private mutating func operation(
    _ intervention: Intervention, _ site: Site, _ resolved: Site.Resolved, _ layout: SiteLayout,
    _ positions: [[Int]]?
  ) throws -> Edit.Operation {
    switch intervention.action {
    case .zero: return .fill(0)
    case .patch(let run, let source, _):
      let from = try sourcePositions(run, intervention, source, positions, layout)
      return .copy(run.source(resolved.name, parts: layout.parts), from: from)
    case .set(let tensor): return .copy(try fixed(tensor, intervention, resolved, layout, positions), from: nil)
    case .mean(let run, let perPosition):
      try checkSameModel(run, intervention)
      try checkReference(resolved.name, intervention)
      return .copy(run.meanSource(layout, positions, perPosition: perPosition, intervention.text), from: nil)
    case .resample(let run, let seed, let chosen):
      try checkSameModel(run, intervention)
      try checkReference(resolved.name, intervention)
      let others = try chosen ?? run.others(than: layout.batch, positions, seed: seed, site.text, intervention.text)
      return .copy(run.resampledSource(layout, from: others), from: nil)
    case .steer(let tensor, let scale):
      let direction = try intervention.vector(tensor, along: axes(layout, resolved), layout)
      guard scale != 0, direction.contains(where: { $0 != 0 }) else {
        throw ModelProblem.noEffect(intervention.text, why: "what it adds is zero")
      }
      return .add(direction, scale: scale)
    case .projectOut(let tensor):
      let direction = try intervention.vector(tensor, along: axes(layout, resolved), layout)
      let length = direction.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
      guard length > 0 else { throw ModelProblem.noEffect(intervention.text, why: "the direction is zero") }
      return .projectOut(direction.map { Float(Double($0) / length) })
    case .edit(let function):
      customCount += 1
      return .custom(
        CustomEdit(
          number: customCount, keepsPartAxis: resolved.keepsPartAxis,
          context: EditContext(site: site, layer: nil, prompts: prompts, model: model), function: function.body,
          store: customs))
    case .knockout, .chain, .path: return .fill(0)
    }
  }

  /// The axes that reading a site gives.
  private func axes(_ layout: SiteLayout, _ resolved: Site.Resolved) -> [Axis] {
    layout.plainAxes(model, partAxis: resolved.keepsPartAxis)
  }

  /// A reference run has source positions of its own.
  private func checkReference(_ name: SiteName, _ intervention: Intervention) throws(ModelProblem) {
    if name.readsSource || name.isCrossMatrix { throw .crossReference(intervention.text) }
  }

  private func checkSameModel(_ run: Run, _ intervention: Intervention) throws {
    guard run.model.configuration.sameShape(as: model.configuration) else {
      throw ModelProblem.otherModel(intervention.text, run.model.configuration.name, model.configuration.name)
    }
    guard run.model.processing == model.processing else {
      throw ModelProblem.otherProcessing(
        intervention.text, source: run.model.processing, target: model.processing)
    }
  }

  /// The positions to read in the source run, checked against those that are written.
  private func sourcePositions(
    _ run: Run, _ intervention: Intervention, _ source: Positions?, _ positions: [[Int]]?, _ layout: SiteLayout
  ) throws -> [[Int]]? {
    try checkSameModel(run, intervention)
    let prompts = layout.batch
    let other = layout.name.readsSource ? run.prompts.sourceBatch : run.prompts
    guard other.count == 1 || other.count == prompts.count else {
      throw ModelProblem.batchesDisagree(intervention.text, source: other.count, target: prompts.count)
    }
    if layout.name.isCrossMatrix {
      for (index, length) in layout.keys.lengths.enumerated() {
        let source = run.prompts.sources[other.count == 1 ? 0 : index].count
        guard source == length else {
          throw ModelProblem.lengthsDisagree(intervention.text, source: source, target: length)
        }
      }
    }
    let found = try source?.resolved(in: other, run.model)
    let lengths = prompts.tokens.indices.map { other.tokens[other.count == 1 ? 0 : $0].count }
    if source == nil {
      for (prompt, length) in lengths.enumerated() {
        let needed = positions?[prompt] ?? Array(prompts.tokens[prompt].indices)
        guard needed.allSatisfy({ $0 < length }), positions != nil || prompts.tokens[prompt].count == length else {
          throw ModelProblem.lengthsDisagree(
            intervention.text, source: length, target: prompts.tokens[prompt].count)
        }
        try checkKeys(intervention, layout, queries: needed, of: length, prompt)
      }
      return nil
    }
    return try prompts.tokens.indices.map { prompt in
      let from = found.map { $0[other.count == 1 ? 0 : prompt] } ?? Array(0..<lengths[prompt])
      let count = positions?[prompt].count ?? prompts.tokens[prompt].count
      guard from.count == count else {
        throw ModelProblem.positionCountsDisagree(intervention.text, to: count, from: from.count)
      }
      try checkKeys(intervention, layout, queries: from, of: lengths[prompt], prompt)
      return from
    }
  }

  /// Refuses rows of another run's scores or patterns that read keys which the prompt does not have.
  private func checkKeys(
    _ intervention: Intervention, _ layout: SiteLayout, queries: [Int], of length: Int, _ prompt: Int
  ) throws(ModelProblem) {
    guard layout.isMatrix, !layout.name.isCrossMatrix else { return }
    let count = layout.keys.tokens[prompt].count
    for query in queries {
      let reach = model.configuration.isCausal ? query + 1 : length
      guard reach > count else { continue }
      throw .keysAbsent(intervention.text, query: query, reads: reach, keys: count)
    }
  }

  /// The numbers of `set`, in the layout of the site.
  private func fixed(
    _ tensor: Tensor, _ intervention: Intervention, _ resolved: Site.Resolved, _ layout: SiteLayout,
    _ positions: [[Int]]?
  ) throws -> SiteSource {
    let axes = axes(layout, resolved)
    guard let full = try tensor.placed(on: axes, at: positions) else {
      throw ModelProblem.valueDisagrees(intervention.text, site: axes, given: tensor.axes)
    }
    let values = SiteValues(layout)
    full.withValues { numbers in
      if let base = numbers.baseAddress { values.memory.base.update(from: base, count: numbers.count) }
    }
    return SiteSource { _ in values }
  }

  /// Two interventions that write the same numbers are an error, because their order would matter.
  private func checkConflicts(_ interventions: [Intervention]) throws(ModelProblem) {
    struct Place: Hashable {
      let name: SiteName
      let layer: Int?
    }
    for (_, group) in Dictionary(grouping: entries, by: { Place(name: $0.name, layer: $0.layer) }) {
      for (index, a) in group.enumerated() {
        for b in group[(index + 1)...] where a.origin != b.origin && !a.isDerived && !b.isDerived {
          guard a.edit.meets(b.edit) else { continue }
          throw .conflict(interventions[a.origin].text, interventions[b.origin].text)
        }
      }
    }
  }
}

/// A site of a layer, or of the model, in the order of the pass.
struct EditPlace: Hashable, Comparable {
  let name: SiteName
  let layer: Int?
  private let rank: Int

  init(_ name: SiteName, _ layer: Int?, _ configuration: ModelConfiguration) {
    self.name = name
    self.layer = layer
    rank = name.rank(in: configuration)
  }

  /// Which layer it belongs to: -1 before the first, `Int.max` behind the last.
  var stage: Int { layer ?? (name < .residPre ? -1 : .max) }

  static func < (a: EditPlace, b: EditPlace) -> Bool { (a.stage, a.rank) < (b.stage, b.rank) }
}

extension Edit {
  /// The same edit, whose function can ask for the run before it.
  func knowing(_ plan: EditPlan) -> Edit {
    guard case .custom(var custom) = operation else { return self }
    custom.context.earlier = plan
    return Edit(run: run, positions: positions, keys: keys, parts: parts, width: width, operation: .custom(custom))
  }

  /// The same edit in another run of a pass.
  func belonging(to run: Int) -> Edit {
    Edit(run: run, positions: positions, keys: keys, parts: parts, width: width, operation: operation)
  }

  /// Whether two edits of one site write a number in common and may disagree, which knock-outs never do.
  func meets(_ other: Edit) -> Bool {
    if case .fill(-.infinity) = operation, case .fill(-.infinity) = other.operation { return false }
    guard parts.overlaps(other.parts) else { return false }
    func share(_ a: [[Int]]?, _ b: [[Int]]?) -> Bool {
      guard let a, let b else { return true }
      return zip(a, b).contains { !Set($0).isDisjoint(with: $1) }
    }
    return share(positions, other.positions) && share(keys, other.keys)
  }
}

extension ModelConfiguration {
  /// Whether runs of both have the same sites and sizes.
  func sameShape(as other: ModelConfiguration) -> Bool {
    layerCount == other.layerCount && headCount == other.headCount && keyValueHeadCount == other.keyValueHeadCount
      && dModel == other.dModel && dHead == other.dHead && dMLP == other.dMLP
      && vocabularySize == other.vocabularySize
  }
}
