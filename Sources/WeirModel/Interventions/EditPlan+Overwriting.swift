// Interventions whose numbers another one replaces before anything depends on them.

extension EditPlan {
  /// Refuses an intervention all of whose edits lie on a way that another one's replacement ends: scores under a frozen
  /// pattern, a head's mix under its result, hidden numbers under `mlp_out`.
  func checkOverwritten(_ interventions: [Intervention]) throws(ModelProblem) {
    for (origin, own) in Dictionary(grouping: entries, by: \.origin).sorted(by: { $0.key < $1.key }) {
      let others = entries.filter { $0.origin != origin && !$0.isDerived }
      guard let first = own.first, let over = others.first(where: { replaces($0, first) }),
        own.allSatisfy({ entry in others.contains { replaces($0, entry) } })
      else { continue }
      throw .noEffect(
        interventions[origin].text,
        why: "`\(interventions[over.origin].text)` puts other numbers in their place behind it")
    }
  }

  /// Whether `later` puts other numbers in place of all that depends on what `earlier` writes.
  private func replaces(_ later: Entry, _ earlier: Entry) -> Bool {
    guard later.layer == earlier.layer, Self.behind(earlier.name).contains(later.name), later.edit.keys == nil else {
      return false
    }
    switch later.edit.operation {
    case .fill, .copy: break
    case .add, .projectOut, .custom: return false
    }
    // The sublayers' outputs have no parts: all of a row is replaced.
    let isWhole = later.name.description.partAxis == nil
    guard
      isWhole
        || later.edit.parts.lowerBound <= earlier.edit.parts.lowerBound
          && earlier.edit.parts.upperBound <= later.edit.parts.upperBound
    else { return false }
    guard let replaced = later.edit.positions else { return true }
    guard let written = earlier.edit.positions else { return false }
    return zip(replaced, written).allSatisfy { Set($0).isSuperset(of: $1) }
  }

  /// The sites of the same layer, row and part, or of all parts together, that everything behind a site depends on.
  private static func behind(_ name: SiteName) -> [SiteName] {
    switch name {
    case .q, .rotQ: [.scores, .pattern, .z, .result, .attnOut]
    case .scores: [.pattern, .z, .result, .attnOut]
    case .pattern: [.z, .result, .attnOut]
    case .z: [.result, .attnOut]
    case .result: [.attnOut]
    case .mlpPre, .mlpPreLinear: [.mlpPost, .mlpOut]
    case .mlpIn, .ln2Scale, .ln2Normalized, .mlpPost: [.mlpOut]
    default: []
    }
  }
}
