import Testing
import WeirTensor

@testable import WeirModel

/// Function edits: each is called with the whole site, and what it returns is what everything behind it computes from.
@Suite struct FunctionEditTests {
  /// Neither idempotent nor linear, so that being called twice shows; missing numbers stay missing.
  private static func bend(_ tensor: Tensor) -> Tensor {
    Tensor(tensor.axes, tensor.values.map { Tensor.isMissing($0) ? $0 : $0 * 1.5 + 1 }, rows: tensor.rows)
  }

  private static func edit(_ site: Site, at positions: Positions = .all) -> Intervention {
    .edit(site, at: positions, .init(text: "x -> x * 1.5 + 1") { tensor, _ in bend(tensor) })
  }

  /// What a run is asked for before its sites are read: each makes another part of it first.
  enum First: CaseIterable { case nothing, lastLogits, someTokens, losses, allLogits, lastSite, firstSite }

  @Test(
    "a function edit differs from setting what the function gives, or what is read first matters",
    arguments: 0..<60)
  func functionEqualsValue(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 7_000)
    let model = try AvailableModels.model(seed: seed, using: &random)
    let c = model.configuration
    let prompts = (0..<(seed % 3 == 0 ? 2 : 1)).map { _ in
      RandomModel.tokens(.random(in: 2...9, using: &random), c, using: &random)
    }
    func run(_ interventions: [Intervention]) throws -> Run {
      prompts.count > 1
        ? try model.run(batch: prompts, with: interventions) : try model.run(prompts[0], with: interventions)
    }
    let clean = try run([])
    for description in model.sites {
      let layer = description.isLayered ? Int.random(in: 0..<c.layerCount, using: &random) : nil
      let site = Site(description.name, layer.map { .layer($0) })
      let given = try run([.set(site, to: Self.bend(clean.read(site)))])
      let edited = try run([Self.edit(site)])
      let first = First.allCases.randomElement(using: &random) ?? .nothing
      try Self.read(first, edited)
      for other in model.sites {
        let place = Site(other.name, other.isLayered ? Component(layers: .all) : nil)
        let (found, expected) = (try edited.read(place).values, try given.read(place).values)
        #expect(
          found.map(\.bitPattern) == expected.map(\.bitPattern),
          "\(c.name): \(place.text) after edit(\(site.text)), \(first) first")
      }
      let (found, expected) = (try edited.tokenLosses().values, try given.tokenLosses().values)
      #expect(found.map(\.bitPattern) == expected.map(\.bitPattern), "\(c.name): losses after edit(\(site.text))")
    }
  }

  private static func read(_ first: First, _ run: Run) throws {
    switch first {
    case .nothing: break
    case .lastLogits: _ = try run.logits(at: .at(-1))
    case .someTokens: _ = try run.logits(at: .at(-2), tokens: [3, 1])
    case .losses: _ = try run.tokenLosses()
    case .allLogits: _ = try run.logits()
    case .lastSite: _ = try run.read(Site(.residPost, layer: run.model.configuration.layerCount - 1))
    case .firstSite: _ = try run.read(Site(.residPre, layer: 0))
    }
  }

  @Test(
    "a sweep's cell with a function edit behind the last layer differs from its run",
    arguments: [SiteName.finalScale, .finalNorm, .logits])
  func endsInSweeps(name: SiteName) throws {
    let c = RandomModel.configuration(layers: 2, heads: 2, dHead: 4, dMLP: 8)
    let model = try RandomModel.make(c, seed: 3)
    let base = try model.run(batch: [[1, 2, 3, 4], [5, 6]])
    let cells: [[Intervention]] = [[Self.edit(Site(name))], [.ablate(Site(.z, .head(0, 1))), Self.edit(Site(name))]]
    let log = ReadLog()
    _ = try Run(base, reportingTo: log).logits(at: .at(-1))
    try Sweep(base, cells: cells, reads: log).run { index, run in
      let alone = try model.run(batch: [[1, 2, 3, 4], [5, 6]], with: cells[index])
      _ = try alone.logits()
      let (found, expected) = (try run.logits(at: .at(-1)).values, try alone.logits(at: .at(-1)).values)
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-4 * max(1, abs($1)) }, "\(index)")
    }
  }

  @Test(
    "an edited head's own norm loses the head's input where a function edits the norm",
    arguments: [SiteName.ln1Scale, .ln1Normalized])
  func headsOwnNorm(name: SiteName) throws {
    let c = RandomModel.configuration(layers: 2, heads: 3, dHead: 4, dMLP: 8)
    let model = try RandomModel.make(c, seed: 4)
    let tokens = [1, 2, 3, 4, 5]
    let direction = (0..<c.dModel).map { Float($0 % 3) - 0.7 }
    let run = try model.run(
      tokens, with: [.steer(Site(.qInput, .head(1, 2)), direction), Self.edit(Site(name, layer: 1))])
    let found = try run.read(Site(.q, layer: 1)).values
    let (stream, w) = (try run.read(Site(.residPre, layer: 1)).values, model.weights.blocks[1])
    for position in tokens.indices {
      for head in 0..<c.headCount {
        let input = (0..<c.dModel).map { stream[position * c.dModel + $0] + (head == 2 ? direction[$0] : 0) }
        let mean = input.reduce(0, +) / Float(c.dModel)
        var scale =
          (input.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(c.dModel) + Float(c.norm.epsilon)).squareRoot()
        if name == .ln1Scale { scale = scale * 1.5 + 1 }
        var normal = input.map { ($0 - mean) / scale }
        if name == .ln1Normalized { normal = normal.map { $0 * 1.5 + 1 } }
        let h = normal.indices.map { normal[$0] * (w.norm1?.gain?[$0] ?? 1) + (w.norm1?.bias?[$0] ?? 0) }
        for e in 0..<c.dHead {
          let column = head * c.dHead + e
          let expected = h.indices.reduce(w.attention.query.bias?[column] ?? 0) {
            $0 + h[$1] * w.attention.query.factor.value($1, column)
          }
          let value = found[position * c.headCount * c.dHead + column]
          #expect(abs(value - expected) <= 1e-4 * max(1, abs(expected)), "head \(head), position \(position)")
        }
      }
    }
  }
}
