/// What the receivers of a path take from: a run in which the senders are patched and everything beside the path is held.
struct PathRun: Sendable {
  let run: Run
  /// The run without the path.
  let clean: Run
  /// The sites that the receivers take.
  let keys: Set<SiteStore.Key>

  /// - Parameter patches: those of the receivers.
  init(_ run: Run, of clean: Run, for patches: [Intervention]) throws(ModelProblem) {
    self.run = run
    self.clean = clean
    let c = run.model.configuration
    var keys: Set<SiteStore.Key> = []
    for site in patches.compactMap(\.site) {
      let resolved = try site.resolved(in: c)
      let isWhole = resolved.parts.map { $0.count == resolved.name.partCount(c) } ?? true
      for layer in resolved.layers.map({ $0.map { $0 } as [Int?] }) ?? [nil] {
        keys.insert(SiteStore.Key(name: resolved.name, layer: layer, parts: isWhole ? nil : resolved.parts))
      }
    }
    self.keys = keys
  }

  /// Whether a sweep over the clean run can compute it beside others: what is taken is kept until it is read.
  func isCell(of base: Run) -> Bool {
    guard clean === base, base.stopSite == nil else { return false }
    return keys.allSatisfy { key in
      let layout = SiteLayout(key.name, base.prompts, base.model.configuration, parts: key.parts)
      return key.name != .logits && layout.byteCount <= Run.storeLimit / 4
    }
  }
}
