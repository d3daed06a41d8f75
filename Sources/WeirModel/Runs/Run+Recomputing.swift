// Sites that are computed anew from a layer's checkpoint, and what such a pass keeps for the next reading.

import WeirTensor

extension Run {
  /// Runs the one layer, or the beginning or end of the model, that a site belongs to.
  ///
  /// Where sites of a layer are read one after another, the pass goes on and keeps those that come next, so that reading
  /// all of them costs about two passes through the layer and not one for each.
  func compute(_ key: SiteStore.Key, into values: SiteValues) throws {
    let (name, layer) = (key.name, key.layer)
    try checkReached(name, layer, needs: layer ?? (name < .residPre ? 0 : model.configuration.layerCount))
    let streams = try checkpoints()
    let ahead = try sitesAhead(of: key, values.layout)
    store.makeRoom(values.layout.byteCount + ahead.reduce(0) { $0 + $1.layout.byteCount }, layer: layer)
    try model.workspaces.withWorkspace(model.configuration, rows: prompts.rowCount) { work in
      let taps = Taps(layers: model.configuration.layerCount)
      plan.add(to: taps, run: 0)
      for captured in [values] + ahead { taps.capture(captured, run: 0, layer: layer) }
      var pass = ForwardPass(model, segments, work, taps)
      pass.encoded = try encoderRun?.encoded()
      if let layer {
        pass.x.base.update(from: streams[layer].base, count: pass.x.count * pass.x.width)
        try pass.block(layer, until: ahead.last?.layout.name ?? name)
      } else if name < .residPre {
        try pass.embed(prompts)
      } else {
        pass.x.base.update(from: streams[layersRun].base, count: pass.x.count * pass.x.width)
        try pass.finalNorm(pass.x, into: work.normal.rows(pass.x.count, width: pass.x.width))
      }
    }
    for kept in ahead {
      store.insert(kept, SiteStore.Key(name: kept.layout.name, layer: layer, parts: nil), isAhead: true)
    }
  }

  /// The sites of a layer that are kept beside the one that is asked for, in the order of the pass: none unless an
  /// earlier site of the layer was asked for just before; up to the heads' mix, or behind it up to the layer's end.
  private func sitesAhead(of key: SiteStore.Key, _ layout: SiteLayout) throws -> [SiteValues] {
    let c = model.configuration
    guard let last = store.exchangeLast(key), let layer = key.layer, last.layer == layer, store.takes(layout.byteCount),
      last.name.rank(in: c) < key.name.rank(in: c)
    else { return [] }
    let end: SiteName = c.isPast(key.name, at: .z) ? .z : .residPostNormalized
    var room = Run.storeLimit - layout.byteCount
    return model.sites.filter { site in
      site.isLayered && site.name.isKeptAhead && site.name.rank(in: c) > key.name.rank(in: c)
        && c.isPast(site.name, at: end) && site.name != c.leavingSite
    }
    .sorted { $0.name.rank(in: c) < $1.name.rank(in: c) }
    .compactMap { site in
      let next = SiteLayout(site.name, prompts, c)
      guard next.byteCount <= room, store.takes(next.byteCount),
        !store.holds(SiteStore.Key(name: site.name, layer: layer, parts: nil))
      else { return nil }
      room -= next.byteCount
      return SiteValues(next)
    }
  }

  /// The whole site that some heads', groups' or neurons' numbers are a part of: when it is stored, or when other parts of
  /// it were computed just before, so that reading one after another costs one pass.
  func whole(_ key: SiteStore.Key) throws -> SiteValues? {
    guard key.parts != nil else { return nil }
    let all = SiteStore.Key(name: key.name, layer: key.layer, parts: nil)
    if let known = store[all] { return known }
    let layout = SiteLayout(key.name, prompts, model.configuration)
    guard store.takes(layout.byteCount), store.wasLast(key.name, layer: key.layer) else { return nil }
    let values = SiteValues(layout)
    try compute(all, into: values)
    store.insert(values, all)
    return values
  }
}

extension SiteName {
  /// Whether it is worth keeping before anybody asks for it: matrices are large, and heads' own inputs and results are
  /// made from other sites.
  fileprivate var isKeptAhead: Bool {
    switch self {
    case .residPre, .attnIn, .qInput, .kInput, .vInput, .result, .mlpIn, .scores, .pattern, .crossScores, .crossPattern,
      .expertOut:
      false
    default: true
    }
  }
}
