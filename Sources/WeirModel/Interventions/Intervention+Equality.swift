// Interventions are the same where they do the same: numbers by value, functions by identity, runs by what makes them.

extension Intervention.Action: Equatable {
  public static func == (a: Self, b: Self) -> Bool {
    switch (a, b) {
    case (.zero, .zero): true
    case (.mean(let run, let perPosition), .mean(let other, let otherPer)):
      perPosition == otherPer && run.isSame(as: other)
    case (.resample(let run, let seed, let chosen), .resample(let other, let otherSeed, let otherChosen)):
      seed == otherSeed && chosen == otherChosen && run.isSame(as: other)
    case (.patch(let run, let source, let isFreeze), .patch(let other, let otherSource, let otherFreeze)):
      source == otherSource && isFreeze == otherFreeze && run.isSame(as: other)
    case (.set(let tensor), .set(let other)): tensor == other
    case (.edit(let function), .edit(let other)): function.identity != nil && function.identity == other.identity
    case (.steer(let direction, let scale), .steer(let other, let otherScale)):
      scale == otherScale && direction == other
    case (.projectOut(let direction), .projectOut(let other)): direction == other
    case (.knockout(let keys, let heads), .knockout(let otherKeys, let otherHeads)):
      keys == otherKeys && heads == otherHeads
    case (.chain(let list), .chain(let other)): list == other
    case (
      .path(let from, let to, let source, let freezes), .path(let otherFrom, let otherTo, let other, let otherFreezes)
    ):
      from == otherFrom && to == otherTo && freezes == otherFreezes && source.isSame(as: other)
    default: false
    }
  }
}

extension Run {
  /// Whether another run is made of the same: model, prompts, interventions and stop.
  func isSame(as other: Run) -> Bool {
    self === other
      || model === other.model && prompts == other.prompts && stopSite == other.stopSite
        && interventions == other.interventions
  }
}
