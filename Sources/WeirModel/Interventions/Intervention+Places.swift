extension Intervention {
  /// The positions of each prompt that it writes, each once; nil for all.
  ///
  /// `at: [3, -1]` of four tokens is one place, which a direction is added to once.
  /// - Throws: `ModelProblem` where a position is outside, or two positions of another run are meant for one.
  func places(in batch: PromptBatch, _ model: Model) throws(ModelProblem) -> [[Int]]? {
    guard let named = try positions.resolved(in: batch, model) else { return nil }
    var distinct: [[Int]] = []
    for list in named {
      var seen = Set<Int>()
      distinct.append(list.filter { seen.insert($0).inserted })
    }
    if case .patch(_, .some, _) = action, distinct != named { throw .writesTwice(text) }
    return distinct
  }
}
