extension Intervention {
  /// The positions of each prompt that it writes, each once; nil for all.
  ///
  /// `at: [3, -1]` of four tokens is one place, which a direction is added to once.
  /// - Throws: `ModelProblem` where a position is outside, where two positions of another run are meant for one, or where
  ///   one that is named once means two places.
  func places(in batch: PromptBatch, _ model: Model) throws(ModelProblem) -> [[Int]]? {
    guard let named = try positions.resolved(in: batch, model) else { return nil }
    var distinct: [[Int]] = []
    for list in named {
      var seen = Set<Int>()
      distinct.append(list.filter { seen.insert($0).inserted })
    }
    switch action {
    case .patch(_, .some, _) where distinct != named: throw .writesTwice(text)
    case .patch(let run, nil, _): try checkSides(named, batch, run)
    default: break
    }
    return distinct
  }

  /// Refuses one name for the positions of two prompts of different lengths, where it means another place in each: `-1`
  /// and `" cat"` may, `3` may not.
  private func checkSides(_ named: [[Int]], _ batch: PromptBatch, _ run: Run) throws(ModelProblem) {
    let other = site?.name.readsSource == true ? run.prompts.sourceBatch : run.prompts
    guard other.count == 1 || other.count == batch.count else { return }
    for (prompt, tokens) in batch.tokens.enumerated() {
      let source = other.count == 1 ? 0 : prompt
      let (length, name) = (other.tokens[source].count, positions.of(prompt: prompt))
      guard length != tokens.count, name.dependsOnPrompt else { continue }
      guard (try? name.resolved(prompt: source, other, run.model)) != named[prompt] else { continue }
      throw .sidesDiffer(text, at: name.text ?? "", source: length, target: tokens.count)
    }
  }
}
