import Testing
import WeirTensor

@testable import WeirModel

@Suite struct SharedKeyTests {
  /// The plain pass has one key for a group, so a head's own comes from a second pass: its scores, or its mix.
  @Test("writing one head's shared key or value changes other heads, or not this one", arguments: 0..<60)
  func oneHeadAlone(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 51_000)
    var c = RandomModel.configuration(using: &random)
    (c.headCount, c.keyValueHeadCount) = (4, [1, 2].randomElement(using: &random) ?? 2)
    let model = try RandomModel.make(c, seed: UInt64(seed))
    let tokens = RandomModel.tokens(7, c, using: &random)
    let names: [SiteName] = [.k, .v, .rotK].filter { $0.description.exists(c) }
    let name = names.randomElement(using: &random) ?? .k
    let (layer, head) = (Int.random(in: 0..<c.layerCount, using: &random), Int.random(in: 0..<4, using: &random))
    let position = Int.random(in: 0..<7, using: &random)
    let factor = Double.random(in: -2...2, using: &random)

    let groups = c.keyValueHeadCount
    let changed = PlainTransformer(model, tokens) { site, l, values in
      guard site == name, l == layer else { return }
      let start = (position * groups + head * groups / 4) * c.dHead
      for i in start..<(start + c.dHead) { values[i] *= factor }
    }
    let taken: SiteName = name == .v ? .z : .scores
    let source = try #require(changed.sites[taken.description.hookName(layer: layer)])
    let expected = PlainTransformer(model, tokens) { site, l, values in
      guard site == taken, l == layer else { return }
      for row in 0..<7 {
        let (start, width) = taken == .z ? ((row * 4 + head) * c.dHead, c.dHead) : ((head * 7 + row) * 7, 7)
        for i in start..<(start + width) { values[i] = source[i] }
      }
    }
    let scaled = Intervention.EditFunction(text: "x -> factor * x") { tensor, _ in
      Tensor(tensor.axes, tensor.values.map { $0 * Float(factor) }, rows: tensor.rows)
    }
    let run = try model.run(tokens, with: [.edit(Site(name, .head(layer, head)), at: .at(position), scaled)])
    for site in [SiteName.pattern, .z, .residPost] {
      let found = try run.read(Site(site, layer: c.layerCount - 1)).values
      let wanted = try #require(expected.sites[site.description.hookName(layer: c.layerCount - 1)])
      let isRight = zip(found, wanted).allSatisfy { InterventionTests.close($0, $1) || Tensor.isMissing($0) && $1 == 0 }
      #expect(isRight, "\(site)")
    }
  }

  @Test("a head's key and value changed together, or in two layers, or beside a change of its mix, lose one of them")
  func together() throws {
    var random = SeededGenerator(7)
    var c = RandomModel.configuration(layers: 2, heads: 4, dHead: 3, dMLP: 8)
    c.keyValueHeadCount = 2
    let model = try RandomModel.make(c, seed: 3)
    // The same weights with a key and a value of its own for each head are not at hand; all heads of a group are.
    let tokens = RandomModel.tokens(6, c, using: &random)
    func run(_ interventions: [Intervention]) throws -> [Float] {
      try model.run(tokens, with: interventions).logits().values
    }
    for names in [[SiteName.k], [.v], [.k, .v]] {
      let both = names.flatMap { name in
        (0..<2).flatMap { layer in [2, 3].map { Intervention.ablate(Site(name, .head(layer, $0)), at: .at(1)) } }
      }
      let group = names.flatMap { name in
        (0..<2).map { layer in
          Intervention.ablate(Site(name, Component(layers: .one(layer), part: .group(.one(1)))), at: .at(1))
        }
      }
      let mix = [
        Intervention.steer(Site(.z, .head(1, 2)), [1, -2, 3]),
        .knockout(queries: .at(-1), keys: .at(0), heads: [.head(1, 3)]),
      ]
      for beside in [[], mix] {
        let (found, expected) = (try run(both + beside), try run(group + beside))
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($1)) })
      }
      #expect(try run(both) != run([]))
    }
  }
}
