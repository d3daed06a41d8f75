// Reference values of mean and resample ablation, taken from a run when the pass arrives at the site.

import WeirTensor

extension Run {
  /// The mean of a site over the prompts of this run, position by position, or over all positions of all prompts.
  func meanSource(_ target: SiteLayout, perPosition: Bool, _ text: String) -> SiteSource {
    let store = CustomEditStore()
    return SiteSource { layer in
      try store.result(0, layer) {
        guard !target.isMatrix || perPosition else { throw ModelProblem.meanOfMatrix(text) }
        let values = try self.values(target.name, layer: layer, parts: target.parts)
        let result = SiteValues(target)
        for (prompt, length) in target.batch.lengths.enumerated() {
          for index in 0..<(target.isMatrix ? 0 : length) {
            try self.mean(values, perPosition ? index : nil, text, into: result.row(prompt: prompt, position: index))
          }
          if target.isMatrix { try self.matrixMean(values, prompt, length, text, into: result) }
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
  private func matrixMean(
    _ values: SiteValues, _ prompt: Int, _ length: Int, _ text: String, into result: SiteValues
  ) throws {
    let sources = prompts.lengths.indices.filter { prompts.lengths[$0] >= length }
    guard !sources.isEmpty else { throw ModelProblem.noReference(text, position: length - 1) }
    for part in 0..<values.layout.parts.count {
      for query in 0..<length {
        let target = result.memory.base + result.layout.offset(prompt: prompt, part: part, query: query)
        for key in 0..<length {
          let numbers = sources.map {
            values.memory.base[values.layout.offset(prompt: $0, part: part, query: query) + key]
          }
          let isMasked = numbers.contains(where: Tensor.isMissing)
          target[key] =
            isMasked ? Tensor.missing : Float(numbers.reduce(0.0) { $0 + Double($1) } / Double(numbers.count))
        }
      }
    }
  }

  /// For each prompt the same site of another prompt of this run, chosen by seed and site.
  func resampledSource(_ target: SiteLayout, seed: UInt64, site: String, _ text: String) throws -> SiteSource {
    var random = Philox(seed: seed, stream: site)
    let chosen = try target.batch.tokens.indices.map { prompt -> Int in
      let length = target.batch.tokens[prompt].count
      let others = prompts.tokens.indices.filter {
        prompts.tokens[$0].count >= length && prompts.tokens[$0] != target.batch.tokens[prompt]
      }
      guard let other = others.randomElement(using: &random) else { throw ModelProblem.noOtherPrompt(text) }
      return other
    }
    return SiteSource { layer in
      let values = try self.values(target.name, layer: layer, parts: target.parts)
      let result = SiteValues(target)
      for (prompt, other) in chosen.enumerated() {
        for index in 0..<target.batch.tokens[prompt].count {
          if target.isMatrix {
            for part in 0..<target.parts.count {
              (result.memory.base + target.offset(prompt: prompt, part: part, query: index)).update(
                from: values.memory.base + values.layout.offset(prompt: other, part: part, query: index),
                count: target.batch.tokens[prompt].count)
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
