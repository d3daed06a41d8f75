// Reference values of mean and resample ablation, taken from a run when the pass arrives at the site.

import WeirTensor

extension Run {
  /// The mean of a site over the prompts of this run, position by position, or over all positions of all prompts.
  /// - Parameter positions: those that are written in each prompt, nil for all; the others are not asked for.
  func meanSource(_ target: SiteLayout, _ positions: [[Int]]?, perPosition: Bool, _ text: String) -> SiteSource {
    let store = CustomEditStore()
    return SiteSource { layer in
      try store.result(0, layer) {
        guard !target.isMatrix || perPosition else { throw ModelProblem.meanOfMatrix(text) }
        let values = try self.values(target.name, layer: layer, parts: target.parts)
        let result = SiteValues(target)
        for (prompt, length) in target.batch.lengths.enumerated() {
          let places = positions?[prompt] ?? Array(0..<length)
          for index in target.isMatrix ? [] : places {
            try self.mean(values, perPosition ? index : nil, text, into: result.row(prompt: prompt, position: index))
          }
          if target.isMatrix { try self.matrixMean(values, prompt, length, places, text, into: result) }
        }
        return result
      }
    }
  }

  /// The mean row at a position, or over all positions.
  private func mean(
    _ values: SiteValues, _ position: Int?, _ text: String, into target: UnsafeMutablePointer<Float>
  ) throws {
    let width = values.layout.rowWidth
    var sums = [Double](repeating: 0, count: width)
    var count = 0
    for (prompt, length) in prompts.lengths.enumerated() {
      for index in position.map({ $0..<($0 + 1) }) ?? 0..<length where index < length {
        let row = values.row(prompt: prompt, position: index)
        for i in 0..<width { sums[i] += Double(row[i]) }
        count += 1
      }
    }
    guard count > 0 else { throw ModelProblem.noReference(text, position: position ?? 0) }
    for i in 0..<width { target[i] = Float(sums[i] / Double(count)) }
  }

  /// The mean matrix of queries and keys over the prompts that are long enough.
  ///
  /// Where attention is causal, a query's row ends at the query, and each prompt that reaches it counts.
  private func matrixMean(
    _ values: SiteValues, _ prompt: Int, _ length: Int, _ queries: [Int], _ text: String, into result: SiteValues
  ) throws {
    let isCausal = model.configuration.isCausal
    for part in 0..<values.layout.parts.count {
      for query in queries {
        let sources = prompts.lengths.indices.filter { prompts.lengths[$0] >= (isCausal ? query + 1 : length) }
        guard !sources.isEmpty else { throw ModelProblem.noReference(text, position: isCausal ? query : length - 1) }
        let target = result.memory.base + result.layout.offset(prompt: prompt, part: part, query: query)
        target.update(repeating: result.layout.maskedValue, count: length)
        for key in 0..<(isCausal ? query + 1 : length) {
          let numbers = sources.map {
            values.memory.base[values.layout.offset(prompt: $0, part: part, query: query) + key]
          }
          guard !numbers.contains(where: Tensor.isMissing) else {
            target[key] = Tensor.missing
            continue
          }
          target[key] = Float(numbers.reduce(0.0) { $0 + Double($1) } / Double(numbers.count))
        }
      }
    }
  }

  /// For each prompt another one of this run that reaches the positions that are written, chosen by seed and site.
  /// - Parameter lengths: how long the prompts become, where they grow.
  /// - Throws: `ModelProblem.noOtherPrompt`.
  func others(
    than target: PromptBatch, _ positions: [[Int]]?, lengths: [Int]? = nil, seed: UInt64, _ site: String, _ text: String
  ) throws(ModelProblem) -> [Int] {
    var random = Philox(seed: seed, stream: site)
    var chosen: [Int] = []
    for (prompt, tokens) in target.tokens.enumerated() {
      let whole = lengths?[prompt] ?? tokens.count
      // Without a causal mask a row of a pattern spans the whole prompt.
      let needed = model.configuration.isCausal ? positions.map { ($0[prompt].max() ?? 0) + 1 } ?? whole : whole
      let others = prompts.tokens.indices.filter { prompts.tokens[$0].count >= needed && prompts.tokens[$0] != tokens }
      guard let other = others.randomElement(using: &random) else { throw .noOtherPrompt(text) }
      chosen.append(other)
    }
    return chosen
  }

  /// For each prompt the same site of another prompt of this run, as far as that reaches.
  func resampledSource(_ target: SiteLayout, from chosen: [Int]) -> SiteSource {
    SiteSource { layer in
      let values = try self.values(target.name, layer: layer, parts: target.parts)
      let result = SiteValues(target)
      for (prompt, other) in chosen.enumerated() {
        let length = target.batch.tokens[prompt].count
        let reach = min(length, self.prompts.lengths[other])
        for index in 0..<reach {
          if target.isMatrix {
            for part in 0..<target.parts.count {
              let row = result.memory.base + target.offset(prompt: prompt, part: part, query: index)
              row.update(repeating: target.maskedValue, count: length)
              row.update(
                from: values.memory.base + values.layout.offset(prompt: other, part: part, query: index), count: reach)
            }
          } else {
            result.row(prompt: prompt, position: index).update(
              from: values.row(prompt: other, position: index), count: target.rowWidth)
          }
        }
      }
      return result
    }
  }
}

extension SiteLayout {
  /// What stands for a key that a query does not read: no score, and no share of a pattern.
  fileprivate var maskedValue: Float { holdsShares ? 0 : Tensor.missing }
}
