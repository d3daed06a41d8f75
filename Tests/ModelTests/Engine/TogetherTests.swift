import Testing
import WeirTensor

@testable import WeirModel

/// Runs that are computed together, paths that are computed from where they begin, and layers read site by site.
@Suite struct TogetherTests {
  @Test("a run computed beside others differs from the run alone", arguments: 0..<24)
  func together(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 3_300)
    let model = try AvailableModels.model(seed: seed, using: &random)
    let c = model.configuration
    var prompts: [PromptBatch] = []
    for _ in 0..<6 {
      let count = Int.random(in: 1...2, using: &random)
      let tokens = (0..<count).map { _ in RandomModel.tokens(.random(in: 1...9, using: &random), c, using: &random) }
      prompts.append(PromptBatch(tokens, isBatch: count > 1))
    }
    func interventions(_ index: Int) -> [Intervention] {
      switch index % 4 {
      case 1: [.ablate(Site(.z, .head(0, 0)), at: .at(-1))]
      case 2: [.steer(Site(.embed), Array(repeating: 0.3, count: c.dModel))]
      case 3:
        [
          .edit(
            Site(.residPost, layer: c.layerCount - 1),
            .init(text: "f") { x, _ in
              Tensor(x.axes, x.values.map { Tensor.isMissing($0) ? $0 : $0 * 0.5 + 1 }, rows: x.rows)
            })
        ]
      default: []
      }
    }
    let runs = try prompts.enumerated().map {
      try model.run($1, with: interventions($0), isDeferred: true)
    }
    let groups = Run.groups(runs, memoryLimit: seed % 2 == 0 ? 1 << 30 : 40_000)
    #expect(groups.flatMap { Array($0) } == Array(runs.indices))
    #expect(seed % 2 == 1 || groups.count == 1)
    for group in groups { try Run.compute(runs[group]) }
    for (index, run) in runs.enumerated() {
      let alone = try model.run(prompts[index], with: interventions(index))
      #expect(try run.logits().values.map(\.bitPattern) == alone.logits().values.map(\.bitPattern), "\(index)")
      let site = Site(.z, layer: 0)
      #expect(try run.read(site).values.map(\.bitPattern) == alone.read(site).values.map(\.bitPattern), "\(index)")
      run.letGo()
      #expect(try run.logits().values.map(\.bitPattern) == alone.logits().values.map(\.bitPattern), "\(index), again")
    }
  }

  @Test("sites read one after another differ from sites read alone, or take a pass each", arguments: 0..<20)
  func oneAfterAnother(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 4_400)
    let model = try AvailableModels.model(seed: seed, using: &random)
    let c = model.configuration
    let prompts = (0..<(seed % 3 == 0 ? 2 : 1)).map { _ in
      RandomModel.tokens(.random(in: 2...9, using: &random), c, using: &random)
    }
    let batch = PromptBatch(prompts, isBatch: prompts.count > 1)
    let edits: [Intervention] = seed % 4 < 2 ? [] : [.ablate(Site(.z, .head(0, 0)))]
    let run = try model.run(batch, with: edits)
    for layer in 0..<c.layerCount {
      for description in model.sites where description.isLayered {
        let site = Site(description.name, layer: layer)
        let alone = try model.run(batch, with: edits).read(site)
        #expect(try run.read(site).values.map(\.bitPattern) == alone.values.map(\.bitPattern), "\(c.name) \(site.text)")
      }
    }
    for head in 0..<c.headCount {
      for name in [SiteName.q, .pattern, .z] {
        let site = Site(name, .head(c.layerCount - 1, head))
        let alone = try model.run(batch, with: edits).read(site)
        let found = try run.read(site)
        #expect(found.axes == alone.axes)
        #expect(found.values.map(\.bitPattern) == alone.values.map(\.bitPattern), "\(c.name) \(site.text)")
      }
    }
  }

  @Test("path patching differs from the same patches over whole runs", arguments: 0..<12)
  func paths(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 5_500)
    let c = RandomModel.configuration(layers: 4, heads: 2, dHead: 4, dMLP: seed % 3 == 0 ? 0 : 12)
    let model = try RandomModel.make(c, seed: UInt64(seed))
    let tokens = RandomModel.tokens(6, c, using: &random)
    let other = try model.run(RandomModel.tokens(6, c, using: &random))
    let standing: [Intervention] = seed % 2 == 0 ? [] : [.ablate(Site(.z, .head(0, 1)), at: .at(2))]
    let clean = try model.run(tokens, with: standing)
    let sender = Component.head(Int.random(in: 0..<3, using: &random), 0)
    let last = c.hasMLP && seed % 2 == 0 ? Site(.mlpOut, layer: 3) : Site(.q, .head(3, 1))
    let receivers = seed % 4 == 3 ? [Site(.finalNorm)] : [last]
    let freezes = seed % 3 == 1
    let found = try model.run(
      tokens, with: standing + [.path(from: [sender], to: receivers, source: other, freezesMLPs: freezes)])
    // The same by hand: everything frozen from the first layer on, over a whole run.
    var held: [Intervention] = [.patch(Site(.z, sender), from: other)]
    for layer in 0..<c.layerCount {
      for head in 0..<c.headCount where Component.head(layer, head) != sender {
        held.append(.freeze(Site(.z, .head(layer, head)), from: clean))
      }
      if freezes, c.hasMLP { held.append(.freeze(Site(.mlpOut, layer: layer), from: clean)) }
    }
    let hybrid = try model.run(tokens, with: held)
    let expected = try model.run(tokens, with: standing + receivers.map { .patch($0, from: hybrid) }).logits().values
    for (a, b) in try zip(found.logits().values, expected) { #expect(abs(a - b) <= 1e-4 * max(1, abs(b))) }
  }
}
