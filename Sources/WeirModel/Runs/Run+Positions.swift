extension Run {
  /// The positions in each prompt, counted from the start.
  /// - Throws: `ModelProblem.positionOutside`, `.textNotFound`, `.textTwice`.
  public func places(of positions: Positions) throws(ModelProblem) -> [[Int]] {
    try positions.resolved(in: prompts, model) ?? prompts.lengths.map { Array(0..<$0) }
  }
}
