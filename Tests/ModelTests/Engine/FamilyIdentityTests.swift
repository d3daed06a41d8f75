import Testing
import WeirTensor

@testable import WeirModel

/// What must hold in every family that the engine runs, without anybody's reference.
@Suite struct FamilyIdentityTests {
  private static func run(_ family: String, with interventions: [Intervention] = []) throws -> Run {
    try AvailableModels.model(family).run([5, 9, 2, 17, 5, 9, 30], with: interventions)
  }

  private static func close(_ a: [Float], _ b: [Float], within tolerance: Float = 1e-5) -> Bool {
    let scale = b.lazy.filter { !Tensor.isMissing($0) }.map(abs).max() ?? 0
    return a.count == b.count
      && zip(a, b).allSatisfy { x, y in
        if Tensor.isMissing(x) || Tensor.isMissing(y) { return Tensor.isMissing(x) && Tensor.isMissing(y) }
        return abs(x - y) <= tolerance * max(1, scale)
      }
  }

  private static func wholeSite(_ description: SiteDescription) -> Site {
    Site(description.name, description.isLayered ? Component(layers: .all) : nil)
  }

  @Test("patching a run with itself changes the logits", arguments: AvailableModels.families)
  func patchWithItself(family: String) throws {
    let run = try Self.run(family)
    let logits = try run.logits().values
    for description in run.model.sites {
      let again = try Self.run(family, with: [.patch(Self.wholeSite(description), from: run)])
      #expect(Self.close(try again.logits().values, logits), "\(description.text)")
    }
  }

  @Test("a site is passed more or less than once in a pass", arguments: AvailableModels.families)
  func eachSiteFiresOnce(family: String) throws {
    let run = try Self.run(family)
    let c = run.model.configuration
    for description in run.model.sites where description.name != .scores && description.name != .pattern {
      let layers: [Int?] = description.isLayered ? (0..<c.layerCount).map { $0 } : [nil]
      for layer in layers {
        let site = Site(description.name, layer.map { .layer($0) })
        let values = try run.read(site).values
        // One more than it was: not twice one, and not nothing.
        let ones = [Float](repeating: 1, count: description.name.width(c))
        let more = Intervention.edit(
          site, .init(text: "x -> x + 1") { x, _ in Tensor(x.axes, x.values.map { $0 + 1 }) })
        let changed =
          ones.count > 1 && description.partAxis == nil ? Intervention.steer(site, ones) : more
        let found = try Self.run(family, with: [changed]).read(site).values
        #expect(Self.close(found, values.map { $0 + 1 }), "\(site.text)")
      }
    }
  }

  @Test("what the sublayers write does not add up to the stream", arguments: AvailableModels.families)
  func componentsAddUp(family: String) throws {
    let run = try Self.run(family)
    let c = run.model.configuration
    var sum = try run.read(Site(.residPre, layer: 0)).values
    for layer in 0..<c.layerCount {
      sum = zip(sum, try run.read(Site(.attnOut, layer: layer)).values).map(+)
      sum = zip(sum, try run.read(Site(.mlpOut, layer: layer)).values).map(+)
      #expect(Self.close(sum, try run.read(Site(.residPost, layer: layer)).values), "layer \(layer)")
      guard !c.hasPostNorms else { continue }
      let results = try run.read(Site(.result, layer: layer)).values
      let bias = (try? run.model.weight(WeightPlace(.outputBias, layer: layer)).values) ?? []
      let d = c.dModel
      let heads = try run.read(Site(.attnOut, layer: layer)).values.indices.map { i in
        (0..<c.headCount).reduce(bias.isEmpty ? 0 : bias[i % d]) {
          $0 + results[(i / d * c.headCount + $1) * d + i % d]
        }
      }
      #expect(Self.close(heads, try run.read(Site(.attnOut, layer: layer)).values), "heads of layer \(layer)")
    }
  }

  @Test("a row of a pattern does not sum to 1, or reads what comes later", arguments: AvailableModels.families)
  func patternsAreDistributions(family: String) throws {
    let run = try Self.run(family)
    let count = 7
    let pattern = try run.read(Site(.pattern, Component(layers: .all))).values
    for row in 0..<(pattern.count / count) {
      let numbers = pattern[(row * count)..<((row + 1) * count)].map { Tensor.isMissing($0) ? 0 : $0 }
      #expect(abs(numbers.reduce(0, +) - 1) < 1e-5)
      #expect(numbers[(row % count + 1)...].allSatisfy { $0 == 0 })
    }
  }

  @Test("with everything ablated the stream is not the sum of the biases", arguments: AvailableModels.families)
  func ablatingEverythingLeavesBiases(family: String) throws {
    let model = try AvailableModels.model(family)
    let c = model.configuration
    guard !c.hasPostNorms, c.hasPlainHidden else { return }
    let every = Component(layers: .all)
    let run = try Self.run(
      family,
      with: [.ablate(Site(.residPre, layer: 0)), .ablate(Site(.z, every)), .ablate(Site(.mlpPost, every))])
    var expected = [Float](repeating: 0, count: c.dModel)
    for layer in 0..<c.layerCount {
      for name in [WeightName.outputBias, .hiddenOutputBias] {
        guard let bias = try? model.weight(WeightPlace(name, layer: layer)).values else { continue }
        expected = zip(expected, bias).map(+)
      }
    }
    let found = try run.read(Site(.residPost, layer: c.layerCount - 1)).values
    #expect(Self.close(found, (0..<7).flatMap { _ in expected }))
  }
}
