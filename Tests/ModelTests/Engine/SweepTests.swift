import Testing
import WeirTensor

@testable import WeirModel

@Suite struct SweepTests {
  /// A random intervention of a kind that sweeps are made of.
  static func cell(_ base: Run, _ other: Run, using random: inout SeededGenerator) -> Intervention {
    let c = base.model.configuration
    let layer = Int.random(in: 0..<c.layerCount, using: &random)
    let head = Int.random(in: 0..<c.headCount, using: &random)
    let shortest = base.prompts.lengths.min() ?? 1
    let position = Int.random(in: -shortest..<shortest, using: &random)
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return .ablate(Site(.z, .head(layer, head)))
    case 1: return .ablate(Site(.v, .head(layer, head)), at: .at(position))
    case 2: return .patch(Site(.residPre, layer: layer), from: other, at: .at(position))
    case 3: return .patch(Site(.attnOut, layer: layer), from: other, at: .at(position))
    case 4:
      return .knockout(queries: .at(-1), keys: .at(-1), heads: [Component(layers: .one(layer), part: .head(.all))])
    case 5: return .ablate(Site(.pattern, .head(layer, head)), at: .at(position))
    case 6: return .patch(Site(.embed), from: other, at: .at(position))
    case 7 where c.norm.hasFinal: return .ablate(Site(.finalNorm), at: .at(position))
    case 8 where c.hasPlainHidden:
      return .ablate(Site(.mlpPost, .neuron(layer, Int.random(in: 0..<c.dMLP, using: &random))))
    default:
      return .edit(
        Site(.residPost, layer: layer),
        .init(text: "x -> 0.9 * x") { tensor, _ in
          Tensor(tensor.axes, tensor.values.map { Tensor.isMissing($0) ? $0 : 0.9 * $0 }, rows: tensor.rows)
        })
    }
  }

  /// A random thing that a measure may read.
  static func measure(_ base: Run, using random: inout SeededGenerator) -> (Run) throws -> [Float] {
    let c = base.model.configuration
    let layer = Int.random(in: 0..<c.layerCount, using: &random)
    let shortest = base.prompts.lengths.min() ?? 1
    let position = Int.random(in: -shortest..<shortest, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return { try $0.logits(at: .at(-1)).values }
    case 1: return { try $0.logits(at: .at(position), tokens: [3, 7]).values }
    case 2: return { try $0.logits().values }
    case 3: return { try $0.read(Site(.pattern, layer: layer)).values + $0.logits(at: .at(-1), tokens: [1]).values }
    case 4: return { try $0.read(Site(.residPost, layer: layer)).values }
    case 5 where c.norm.hasFinal:
      return { try $0.read(Site(.finalNorm)).values + $0.logits(at: .list([position, -1])).values }
    default: return { try $0.read(Site(.q, layer: layer)).values }
    }
  }

  @Test("every cell of a random sweep has the bits of a run of its own", arguments: 0..<120)
  func cellsEqualRuns(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 7_000)
    let configuration = RandomModel.configuration(using: &random)
    let model = try RandomModel.make(configuration, seed: UInt64(seed))
    let isBatch = seed % 3 == 0
    let lengths = (0..<(isBatch ? 3 : 1)).map { _ in Int.random(in: 1...14, using: &random) }
    let prompts = lengths.map { RandomModel.tokens($0, configuration, using: &random) }
    let others = lengths.map { RandomModel.tokens($0, configuration, using: &random) }
    let atBase: [Intervention] =
      seed % 4 == 0 ? [.steer(Site(.residMid, layer: 0), Array(repeating: 0.2, count: configuration.dModel))] : []
    let isPossible = configuration.hasResidMid || atBase.isEmpty
    let standing = isPossible ? atBase : []
    let base = isBatch ? try model.run(batch: prompts, with: standing) : try model.run(prompts[0], with: standing)
    let other = isBatch ? try model.run(batch: others) : try model.run(others[0])
    let cells = (0..<12).map { _ in [Self.cell(base, other, using: &random)] }
    let measure = Self.measure(base, using: &random)
    let log = ReadLog()
    _ = try measure(Run(base, reportingTo: log))
    // A small limit makes several blocks.
    let sweep = try Sweep(base, cells: cells, reads: log, memoryLimit: seed % 2 == 0 ? 1 << 30 : 1 << 14)
    var found: [Int: [Float]] = [:]
    try sweep.run { index, run in
      #expect(found[index] == nil)
      found[index] = try measure(run)
    }
    #expect(found.count == cells.count)
    for (index, cell) in cells.enumerated() {
      let alone =
        isBatch
        ? try model.run(batch: prompts, with: standing + cell) : try model.run(prompts[0], with: standing + cell)
      let expected = try measure(alone).map(\.bitPattern)
      #expect(found[index]?.map(\.bitPattern) == expected, "\(cell[0].text)")
    }
  }

  @Test("a cell that reads more than the base did still gets the right numbers")
  func readsMore() throws {
    let configuration = RandomModel.configuration(layers: 3, heads: 2, dHead: 5, dMLP: 12)
    let model = try RandomModel.make(configuration, seed: 3)
    let tokens = [1, 2, 3, 4, 5, 6]
    let base = try model.run(tokens)
    let log = ReadLog()
    _ = try Run(base, reportingTo: log).logits(at: .at(-1))
    let cells = (0..<3).map { [Intervention.ablate(Site(.z, .head($0, 1)))] }
    let sweep = try Sweep(base, cells: cells, reads: log)
    try sweep.run { index, run in
      let alone = try model.run(tokens, with: cells[index])
      #expect(try run.logits().values == alone.logits().values)
      #expect(try run.read(Site(.q, layer: 2)).values == alone.read(Site(.q, layer: 2)).values)
    }
    #expect(sweep.plan.saving > 1)
    #expect(sweep.plan.cellCount == 3)
  }
}
