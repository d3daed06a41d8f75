import WeirTensor

@testable import WeirModel

/// Draws measures of a kind.
struct MeasureMaker {
  let base: Run

  private var c: ModelConfiguration { base.model.configuration }

  func measure(_ kind: SweepCase.Measure, using random: inout SeededGenerator) throws
    -> @Sendable (Run) throws -> [Float]
  {
    let shortest = base.prompts.lengths.min() ?? 1
    let position = Int.random(in: -shortest..<shortest, using: &random)
    let (a, b) = (
      Int.random(in: 0..<c.vocabularySize, using: &random), Int.random(in: 0..<c.vocabularySize, using: &random)
    )
    let (layer, width) = (Int.random(in: 0..<c.layerCount, using: &random), c.vocabularySize)
    switch kind {
    case .logitDifference:
      return { run in
        let pair = try run.logits(at: .at(position), tokens: [a, b]).values
        return stride(from: 0, to: pair.count, by: 2).map { pair[$0] - pair[$0 + 1] }
      }
    case .loss:
      return { run in
        let rows = logSoftmax(try run.logits().values, width)
        var (losses, row): ([Float], Int) = ([], 0)
        for tokens in run.prompts.tokens {
          for index in 0..<(tokens.count - 1) { losses.append(-rows[(row + index) * width + tokens[index + 1]]) }
          row += run.prompts.longest
        }
        return [losses.reduce(0, +) / Float(losses.count)]
      }
    case .probability:
      return { run in logSoftmax(try run.logits(at: .at(position)).values, width).map { Float(exponential(Double($0))) }
      }
    case .rank:
      // Ties aside, a rank is a step function; what it is taken of is compared instead of the step.
      return { run in
        let row = try run.logits(at: .at(-1)).values
        return stride(from: 0, to: row.count, by: width).flatMap { start -> [Float] in
          row[start..<(start + width)].sorted(by: >)
        }
      }
    case .divergence:
      let clean = logSoftmax(try base.logits(at: .at(-1)).values, width)
      return { run in
        let rows = logSoftmax(try run.logits(at: .at(-1)).values, width)
        return stride(from: 0, to: rows.count, by: width).map { start in
          (start..<(start + width)).reduce(0) { sum, i in
            sum + Float(exponential(Double(clean[i]))) * (clean[i] - rows[i])
          }
        }
      }
    case .logits: return { try $0.logits().values }
    case .site:
      let names = SiteName.allCases.filter { $0.description.exists(c) && $0.description.isLayered }
      let site = Site(names.randomElement(using: &random) ?? .z, layer: layer)
      return { try $0.read(site).values }
    case .lastNorm:
      guard c.norm.hasFinal else { return { try $0.logits().values } }
      return { try $0.read(Site(.finalNorm)).values + $0.logits(at: .list([position, -1])).values }
    case .patternAndLogits:
      return { run in
        try run.read(Site(.pattern, layer: layer)).values + run.logits(at: .at(-1), tokens: [a]).values
      }
    }
  }
}

/// Rows of logits as log-probabilities; missing numbers stay missing.
private func logSoftmax(_ logits: [Float], _ width: Int) -> [Float] {
  stride(from: 0, to: logits.count, by: width).flatMap { start -> [Float] in
    let row = logits[start..<(start + width)]
    guard !Tensor.isMissing(row[start]) else { return Array(row) }
    let top = row.max() ?? 0
    let total = logarithm(row.reduce(0.0) { $0 + exponential(Double($1 - top)) })
    return row.map { Float(Double($0 - top) - total) }
  }
}
