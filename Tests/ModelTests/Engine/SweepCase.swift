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

  /// - Parameter family: a family of fixtures; nil for a model drawn by the seed.
  init(seed: Int, family: String? = nil) throws {
    var random = SeededGenerator(UInt64(seed) &+ 90_000)
    let model =
      try family.map { try AvailableModels.model($0, stacks: 2) }
      ?? AvailableModels.model(seed: seed, using: &random)
    let c = model.configuration
    let count = seed % 3 == 0 ? Int.random(in: 2...3, using: &random) : 1
    let longest = min(12, c.contextLength)
    let lengths = (0..<count).map { _ in Int.random(in: 2...longest, using: &random) }
    // What an encoder reads has lengths of its own.
    let sourceLengths = c.encoder == nil ? [] : lengths.map { _ in Int.random(in: 2...longest, using: &random) }
    func prompts(_ lengths: [Int], _ sources: [Int], isBatch: Bool) -> PromptBatch {
      PromptBatch(
        lengths.map { RandomModel.tokens($0, c, using: &random) }, isBatch: isBatch,
        sources: sources.map { RandomModel.tokens($0, c, using: &random) })
    }
    let own = prompts(lengths, sourceLengths, isBatch: count > 1)
    let other = try model.run(prompts(lengths, sourceLengths, isBatch: count > 1))
    let four = [Int](repeating: longest, count: 4)
    let reference = try model.run(prompts(four, c.encoder == nil ? [] : four, isBatch: true))
    let clean = try model.run(own)
    let maker = CellMaker(base: clean, other: other, reference: reference)
    let encoderMaker = clean.encoderRun.map { CellMaker(base: $0, other: other, reference: reference) }
    var kinds: Set<String> = []
    /// Up to so many, of which no two write the same numbers and each can have an effect: else they are errors.
    func draw(_ count: Int, besides standing: [Intervention]) -> [Intervention] {
      var drawn: [Intervention] = []
      for _ in 0..<count {
        let encoder = encoderMaker.flatMap { Bool.random(using: &random) ? $0 : nil }
        guard let kind = Kind.allCases.randomElement(using: &random),
          let plain = (encoder ?? maker).intervention(kind, using: &random),
          let intervention = encoder == nil ? plain : plain.inEncoder,
          (try? model.run(own, with: standing + drawn + [intervention])) != nil
        else { continue }
        drawn.append(intervention)
        kinds.insert(encoder == nil ? "\(kind)" : "encoder.\(kind)")
      }
      return drawn
    }
    let standing = seed % 5 < 2 ? draw(2, besides: []) : []
    self.standing = standing
    base = try model.run(own, with: standing)
    cells = (0..<12).map { _ in draw(.random(in: 1...3, using: &random), besides: standing) }.filter { !$0.isEmpty }
    let kind = Measure.allCases.randomElement(using: &random) ?? .loss
    measure = try MeasureMaker(base: base).measure(kind, using: &random)
    let onBase = standing.map(\.text).joined(separator: "; ")
    text = "\(c.name), \(lengths), \(kind) of \(kinds.sorted().joined(separator: " ")) on [\(onBase)]"
  }

  /// The cell as a run of its own.
  func alone(_ cell: [Intervention]) throws -> Run {
    try base.model.run(base.prompts, with: standing + cell)
  }
}

extension Intervention {
  /// The same in the first of two stacks; nil where it is at a site that no layer has.
  fileprivate var inEncoder: Intervention? {
    func moved(_ component: Component) -> Component {
      Component(stack: .encoder, layers: component.layers, part: component.part)
    }
    func moved(_ site: Site) -> Site? { site.component.map { Site(site.name, moved($0)) } }
    switch action {
    case .chain(let list):
      let parts = list.compactMap(\.inEncoder)
      return parts.count == list.count ? .chain(parts) : nil
    case .knockout(let keys, let heads): return .knockout(queries: positions, keys: keys, heads: heads.map(moved))
    case .path(let senders, let receivers, let source, let freezesMLPs):
      return .path(
        from: senders.map(moved), to: receivers.compactMap(moved), source: source, freezesMLPs: freezesMLPs)
    default: return site.flatMap(moved).map { Intervention(action, $0, positions) }
    }
  }
}
