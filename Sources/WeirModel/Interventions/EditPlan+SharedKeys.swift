// One head's key or value where several heads share it: the others keep theirs.
//
// The pass holds one key for the group, so a second run is made in which the whole group has the changed one, and the
// head takes from there what depends on it: its scores for a key, its mix for a value.

import WeirTensor

extension EditPlan {
  /// Gives one head the scores or the mix that it has where its group's key or value is changed.
  /// - Parameter clean: a run of the first of all interventions; where it is at hand, the second run begins at the first
  ///   layer that the others change.
  mutating func addForOneHead(
    _ intervention: Intervention, _ site: Site, _ head: Int, _ origin: Int, of all: [Intervention], _ clean: Run?
  ) throws {
    let resolved = try site.resolved(in: model.configuration)
    let positions = try positions(of: intervention, at: resolved.name)
    let target: SiteName = site.name.isOfValues ? .z : .scores
    for layer in resolved.layers ?? 0..<0 {
      func changed(_ list: some Sequence<Intervention>) -> [Intervention] {
        list.compactMap { $0.shared(by: head, in: layer, model.configuration) }
      }
      let standing = changed(clean?.interventions ?? [])
      let changed = standing + changed(all.dropFirst(clean?.interventions.count ?? 0))
      let plan = try EditPlan(changed, model, prompts, laterWins: true)
        .standing(before: EditPlace(target, layer, model.configuration))
      let first = min(layer, plan.firstPlace(from: standing.count)?.stage ?? layer)
      let run = try Run(plan, stopAt: Site(target, layer: layer), behind: clean, at: first)
      // Queries before the first changed key do not read it.
      let later = positions.map { lists in
        zip(lists, prompts.tokens).map { list, tokens in Array((list.min() ?? tokens.count)..<tokens.count) }
      }
      let layout = SiteLayout(target, prompts, model.configuration, parts: head..<(head + 1))
      let edit = Edit(
        run: 0, positions: model.configuration.isCausal ? later : nil, keys: nil, parts: layout.parts,
        width: layout.width, operation: .copy(run.source(target, parts: layout.parts), from: nil))
      derive(target, layer, edit, origin: origin)
    }
  }
}

extension Site {
  /// The single head whose key or value this is, where its group has other heads, too.
  func headOfSharedKey(in configuration: ModelConfiguration) throws(ModelProblem) -> Int? {
    guard configuration.headCount > configuration.keyValueHeadCount, name.description.partAxis == .keyHead,
      let component, case .head(.one(let head)) = component.part
    else { return nil }
    _ = try resolved(in: configuration)
    return head
  }
}

extension SiteName {
  /// Whether values depend on it and scores do not.
  fileprivate var isOfValues: Bool { self == .v || self == .vInput }
}

extension Intervention {
  /// The same where a head's shared keys and values of one layer are the whole group's; nil where nothing of it counts
  /// before that layer's end.
  ///
  /// Other heads' own keys and values of the layer are left out: they do not reach this head.
  fileprivate func shared(by head: Int, in layer: Int, _ configuration: ModelConfiguration) -> Intervention? {
    if case .chain(let list) = action {
      let parts = list.compactMap { $0.shared(by: head, in: layer, configuration) }
      return parts.isEmpty ? nil : .chain(parts)
    }
    guard let site, let component = site.component, let own = try? site.headOfSharedKey(in: configuration),
      let layers = try? component.layers(in: configuration)
    else { return self }
    let group = own * configuration.keyValueHeadCount / configuration.headCount
    var parts: [Intervention] = []
    if layers.lowerBound < layer {
      let earlier = Component(layers: .range(layers.lowerBound..<min(layer, layers.upperBound)), part: component.part)
      parts.append(Intervention(action, Site(site.name, earlier), positions))
    }
    if own == head, layers.contains(layer) {
      let shared = Component(layers: .one(layer), part: .group(.one(group)))
      parts.append(Intervention(action, Site(site.name, shared), positions))
    }
    return parts.isEmpty ? nil : parts.count == 1 ? parts[0] : .chain(parts)
  }
}
