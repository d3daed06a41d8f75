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
    case steering, projection, fixed, chain, splitInput
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
    standing =
      seed % 5 == 0
      ? [.steer(Site(.attnOut, layer: 0), (0..<c.dModel).map { _ in .random(in: -0.3...0.3, using: &random) })] : []
    base = try SweepCase.run(model, own, isBatch: count > 1, standing)
    let other = try SweepCase.run(model, others, isBatch: count > 1, [])
    let maker = CellMaker(base: base, other: other, reference: reference)
    var cells: [[Intervention]] = []
    var kinds: Set<String> = []
    for _ in 0..<12 {
      var cell: [Intervention] = []
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        guard let kind = Kind.allCases.randomElement(using: &random),
          let intervention = maker.intervention(kind, using: &random)
        else { continue }
        // Two that write the same numbers, and those that can have no effect, are errors of their own.
        guard (try? SweepCase.run(model, own, isBatch: count > 1, standing + cell + [intervention])) != nil else {
          continue
        }
        cell.append(intervention)
        kinds.insert("\(kind)")
      }
      if !cell.isEmpty { cells.append(cell) }
    }
    self.cells = cells
    let kind = Measure.allCases.randomElement(using: &random) ?? .loss
    measure = try MeasureMaker(base: base).measure(kind, using: &random)
    text = "\(c.name), \(lengths), \(kind) of \(kinds.sorted().joined(separator: " "))"
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

/// Draws interventions of a kind.
struct CellMaker {
  let base: Run
  let other: Run
  let reference: Run

  private var c: ModelConfiguration { base.model.configuration }

  func intervention(_ kind: SweepCase.Kind, using random: inout SeededGenerator) -> Intervention? {
    let layer = Int.random(in: 0..<c.layerCount, using: &random)
    let head = Int.random(in: 0..<c.headCount, using: &random)
    let shortest = base.prompts.lengths.min() ?? 1
    let position = Int.random(in: -shortest..<shortest, using: &random)
    let at: Positions = Bool.random(using: &random) ? .all : .at(position)
    func site(of names: [SiteName]) -> Site? {
      names.filter { $0.description.exists(c) }.randomElement(using: &random).map { Site($0, layer: layer) }
    }
    func direction(_ width: Int) -> [Float] { (0..<width).map { _ in .random(in: -1...1, using: &random) } }
    switch kind {
    case .heads:
      return .ablate(Site([.z, .result, .pattern].randomElement(using: &random) ?? .z, .head(layer, head)), at: at)
    case .layers: return site(of: [.attnOut, .mlpOut]).map { .ablate($0, at: at) }
    case .positions:
      return site(of: [.residPre, .residMid, .residPost, .attnOut]).map { .patch($0, from: other, at: .at(position)) }
    case .sites:
      let names = SiteName.allCases.filter { $0 != .scores && $0 != .logits }
      return site(of: names).map { .patch($0, from: other, at: at) }
    case .neurons:
      guard c.hasPlainHidden, c.dMLP > 0 else { return nil }
      return .ablate(Site(.mlpPost, .neuron(layer, .random(in: 0..<c.dMLP, using: &random))), at: at)
    case .path:
      guard layer > 0 else { return nil }
      let sender = Component.head(.random(in: 0..<layer, using: &random), head)
      guard let receiver = site(of: [.q, .residPre, .mlpOut]) else { return nil }
      return .path(from: [sender], to: [receiver], source: other, freezesMLPs: Bool.random(using: &random))
    case .knockout:
      let heads =
        Bool.random(using: &random) ? Component.head(layer, head) : Component(layers: .one(layer), part: .head(.all))
      return .knockout(queries: .at(-1), keys: .at(.random(in: 0..<shortest, using: &random)), heads: [heads])
    case .frozenPatterns: return .freeze(Site(.pattern, .head(layer, head)), from: other)
    case .frozenScales: return site(of: [.ln1Scale, .ln2Scale]).map { .freeze($0, from: other) }
    case .mean:
      let perPosition = Bool.random(using: &random)
      return site(of: [.z, .mlpOut, .attnOut, .k]).map {
        .ablate($0, meanOver: reference, perPosition: perPosition, at: at)
      }
    case .resample:
      let seed = UInt64.random(in: 0..<99, using: &random)
      return site(of: [.z, .v, .mlpOut, .residPost]).map { .ablate($0, resampleFrom: reference, seed: seed, at: at) }
    case .edit:
      return site(of: [.z, .pattern, .residPost, .mlpPost, .q, .ln1Scale, .ln2Normalized]).map {
        .edit($0, at: at, Self.bend)
      }
    case .editEnd:
      guard let name = [SiteName.finalScale, .finalNorm, .logits].randomElement(using: &random),
        name.description.exists(c)
      else { return nil }
      return .edit(Site(name), at: at, Self.bend)
    case .steering: return site(of: [.residPre, .mlpOut]).map { .steer($0, direction(c.dModel), scale: 0.5, at: at) }
    case .projection: return site(of: [.residPre, .attnOut]).map { .projectOut($0, direction(c.dModel), at: at) }
    case .fixed:
      guard !base.prompts.isBatch else { return nil }
      let length = base.prompts.longest
      let value = Tensor([Axis("pos", length), Axis("d_head", c.dHead)], direction(length * c.dHead))
      return .set(Site(.z, .head(layer, head)), to: value, at: at)
    case .chain:
      let site = Site(.residPost, layer: layer)
      return .chain([.patch(site, from: other, at: at), .steer(site, direction(c.dModel), scale: 0.3, at: at)])
    case .splitInput: return site(of: [.qInput, .attnIn]).map { .edit($0, at: at, Self.bend) }
    }
  }

  /// A function that leaves missing numbers missing.
  private static let bend = Intervention.EditFunction(text: "x -> 0.8 * x + 0.05") { tensor, _ in
    Tensor(tensor.axes, tensor.values.map { Tensor.isMissing($0) ? $0 : 0.8 * $0 + 0.05 }, rows: tensor.rows)
  }
}

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
