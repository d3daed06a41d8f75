import WeirTensor

@testable import WeirModel

/// A generated sweep: a base run, what each cell does to it, and what is measured.
struct SweepCase {
  let base: Run
  let cells: [[Intervention]]
  let measure: @Sendable (Run) throws -> [Float]
  /// What kinds of cells and which measure it holds, for messages.
  let text: String
  private let standing: [Intervention]

  /// What a cell's interventions are drawn from.
  enum Kind: CaseIterable {
    case heads, layers, positions, sites, neurons, path, knockout, frozenPatterns, frozenScales, mean, resample, edit,
      editEnd
    case steering, projection, fixed, chain, splitInput, ahead, sharedKey, chainedPath
  }

  /// What a sweep measures.
  enum Measure: CaseIterable {
    case logitDifference, loss, probability, rank, divergence, logits, site, lastNorm, patternAndLogits
  }

  init(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 90_000)
    let model = try AvailableModels.model(seed: seed, using: &random)
    let c = model.configuration
    let count = seed % 3 == 0 ? Int.random(in: 2...3, using: &random) : 1
    let longest = min(12, c.contextLength)
    let lengths = (0..<count).map { _ in Int.random(in: 2...longest, using: &random) }
    func prompts() -> [[Int]] { lengths.map { RandomModel.tokens($0, c, using: &random) } }
    let (own, others) = (prompts(), prompts())
    let reference = try model.run(batch: (0..<4).map { _ in RandomModel.tokens(longest, c, using: &random) })
    let other = try SweepCase.run(model, others, isBatch: count > 1, [])
    let maker = CellMaker(
      base: try SweepCase.run(model, own, isBatch: count > 1, []), other: other, reference: reference)
    var kinds: Set<String> = []
    /// Up to so many, of which no two write the same numbers and each can have an effect: else they are errors.
    func draw(_ count: Int, besides standing: [Intervention]) -> [Intervention] {
      var drawn: [Intervention] = []
      for _ in 0..<count {
        guard let kind = Kind.allCases.randomElement(using: &random),
          let intervention = maker.intervention(kind, using: &random),
          (try? SweepCase.run(model, own, isBatch: own.count > 1, standing + drawn + [intervention])) != nil
        else { continue }
        drawn.append(intervention)
        kinds.insert("\(kind)")
      }
      return drawn
    }
    let standing = seed % 5 < 2 ? draw(2, besides: []) : []
    self.standing = standing
    base = try SweepCase.run(model, own, isBatch: count > 1, standing)
    cells = (0..<12).map { _ in draw(.random(in: 1...3, using: &random), besides: standing) }.filter { !$0.isEmpty }
    let kind = Measure.allCases.randomElement(using: &random) ?? .loss
    measure = try MeasureMaker(base: base).measure(kind, using: &random)
    let onBase = standing.map(\.text).joined(separator: "; ")
    text = "\(c.name), \(lengths), \(kind) of \(kinds.sorted().joined(separator: " ")) on [\(onBase)]"
  }

  /// The cell as a run of its own.
  func alone(_ cell: [Intervention]) throws -> Run {
    try SweepCase.run(base.model, base.prompts.tokens, isBatch: base.prompts.isBatch, standing + cell)
  }

  private static func run(_ model: Model, _ prompts: [[Int]], isBatch: Bool, _ interventions: [Intervention]) throws
    -> Run
  {
    isBatch ? try model.run(batch: prompts, with: interventions) : try model.run(prompts[0], with: interventions)
  }
}
