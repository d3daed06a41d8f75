import Foundation
import Testing
import WeirTensor

@testable import WeirModel

/// What runs save and hold: shared beginnings, losses without all logits, the bounded store.
@Suite struct RunCostTests {
  @Test("prompts that begin alike share rows, and every number has the bits of a run alone", arguments: 0..<24)
  func sharedBeginnings(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 900)
    let configuration = RandomModel.configuration(using: &random)
    let model = try RandomModel.make(configuration, seed: UInt64(seed))
    let trunk = RandomModel.tokens(8, configuration, using: &random)
    // Branches at any depth, a prompt twice, and one that is the beginning of another.
    var prompts = (0..<5).map { _ -> [Int] in
      let kept = Int.random(in: 0...8, using: &random)
      return trunk.prefix(kept)
        + RandomModel.tokens(Int.random(in: 1...5, using: &random), configuration, using: &random)
    }
    prompts += [trunk, trunk, Array(trunk.prefix(3))]
    let shared = SharedPrefixes(PromptBatch(prompts, isBatch: true)) { _ in 0 }
    let distinct = Set(prompts.flatMap { prompt in prompt.indices.map { Array(prompt[...$0]) } })
    #expect(shared.rowCount == distinct.count)
    let together = try model.run(batch: prompts)
    let logits = try together.logits()
    let patterns = try together.read(Site(.pattern, layer: 0))
    for (index, prompt) in prompts.enumerated() {
      let alone = try model.run([prompt].first ?? [])
      func part(_ tensor: Tensor) throws -> [UInt32] {
        try tensor.selecting("batch", .position(index)).values.filter { !Tensor.isMissing($0) }.map(\.bitPattern)
      }
      #expect(try part(logits) == alone.logits().values.map(\.bitPattern))
      let expected = try alone.read(Site(.pattern, layer: 0)).values.filter { !Tensor.isMissing($0) }
      #expect(try part(patterns) == expected.map(\.bitPattern))
    }
  }

  @Test("token losses are those of the logits, for one prompt, for a batch, and in a sweep", arguments: 0..<8)
  func tokenLosses(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 1_900)
    let configuration = RandomModel.configuration(using: &random)
    let model = try RandomModel.make(configuration, seed: UInt64(seed))
    let prompts = [40, 2, 7].map { RandomModel.tokens($0, configuration, using: &random) }
    func exact(_ run: Run, _ prompt: [Int]) throws -> [Double] {
      let all = try ProcessingTests.logProbabilities(run)
      let width = configuration.vocabularySize
      return prompt.indices.dropLast().map { -all[$0 * width + prompt[$0 + 1]] }
    }
    let batch = try model.run(batch: prompts).tokenLosses()
    #expect(batch.shape == [3, 39])
    for (index, prompt) in prompts.enumerated() {
      let run = try model.run(prompt)
      let losses = try run.tokenLosses()
      #expect(losses.axisNames == ["pos"] && losses.shape == [prompt.count - 1])
      for (found, expected) in try zip(losses.values, exact(run, prompt)) {
        #expect(abs(Double(found) - expected) < 1e-4)
      }
      let row = try batch.selecting("batch", .position(index)).values.filter { !Tensor.isMissing($0) }
      #expect(row == losses.values)
    }
    #expect(throws: ModelProblem.self) { try model.run(batch: [prompts[0], [prompts[1][0]]]).tokenLosses() }
    let base = try model.run(prompts[0])
    let cell = [Intervention.ablate(Site(.z, .head(0, 0)), at: .at(20))]
    let log = ReadLog()
    _ = try Run(base, reportingTo: log).tokenLosses()
    var found: [Float] = []
    try Sweep(base, cells: [cell], reads: log).run { _, run in found = try run.tokenLosses().values }
    #expect(try found == model.run(prompts[0], with: cell).tokenLosses().values)
  }

  @Test("reading every site of every layer leaves no more than the store's limit behind")
  func storeIsBounded() throws {
    let configuration = RandomModel.configuration(layers: 3, heads: 4, dHead: 16, dMLP: 256)
    let model = try RandomModel.make(configuration, seed: 3)
    let run = try model.run((0..<min(300, configuration.contextLength)).map { $0 % configuration.vocabularySize })
    for site in model.sites where site.name != .logits {
      for layer in 0..<(site.isLayered ? configuration.layerCount : 1) {
        _ = try run.read(Site(site.name, layer: layer))
        #expect(run.store.byteCount <= Run.storeLimit)
      }
    }
  }

  @Test("heads' inputs and results read directly have the bits that a pass shows to its taps", arguments: 0..<8)
  func directSites(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 2_900)
    let configuration = RandomModel.configuration(using: &random)
    let model = try RandomModel.make(configuration, seed: UInt64(seed))
    let run = try model.run(batch: [9, 4].map { RandomModel.tokens($0, configuration, using: &random) })
    let layer = configuration.layerCount - 1
    for name in [SiteName.attnIn, .qInput, .kInput, .vInput, .result]
    where name.description.exists(configuration) {
      for part in [Component.layer(layer), .head(layer, configuration.headCount - 1)] {
        let site = Site(name, part)
        // An edit that changes nothing sends the reading through the pass.
        let same = Intervention.edit(site, .init(text: "x -> x") { tensor, _ in tensor })
        let passed = try model.run(batch: run.prompts.tokens, with: [same]).read(site)
        #expect(try run.read(site).values.map(\.bitPattern) == passed.values.map(\.bitPattern), "\(site.text)")
      }
    }
  }

  @Test("a sweep whose measure reads large sites obeys its memory limit by smaller blocks, with the same numbers")
  func blocksObeyTheLimit() throws {
    let configuration = RandomModel.configuration(layers: 3, heads: 4, dHead: 8, dMLP: 32)
    let model = try RandomModel.make(configuration, seed: 5)
    let base = try model.run((0..<20).map { $0 % configuration.vocabularySize })
    let cells = (0..<12).map { [Intervention.ablate(Site(.z, .head($0 / 4, $0 % 4)))] }
    func measure(_ run: Run) throws -> [Float] {
      try run.read(Site(.pattern, layer: 2)).values.filter { !Tensor.isMissing($0) } + run.logits(at: .at(-1)).values
    }
    let log = ReadLog()
    _ = try measure(Run(base, reportingTo: log))
    var results: [[Int: [Float]]] = []
    let pattern = 4 * 20 * 20 * 4
    for limit in [1 << 30, 4 * pattern * 3, 1] {
      let sweep = try Sweep(base, cells: cells, reads: log, memoryLimit: limit)
      let most = sweep.blocks.map(\.count).max() ?? 0
      #expect(most <= max(1, limit / 4 / pattern))
      var result: [Int: [Float]] = [:]
      try sweep.run { result[$0] = try measure($1) }
      results.append(result)
    }
    #expect(results[0].count == 12 && results[1] == results[0] && results[2] == results[0])
  }
}
