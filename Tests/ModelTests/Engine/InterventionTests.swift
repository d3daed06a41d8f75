import Foundation
import Testing
import WeirTensor

@testable import WeirModel

@Suite struct InterventionTests {
  /// All sites but the heads' own inputs, which the plain pass does not have.
  static let writable = SiteName.allCases.filter { ![.attnIn, .qInput, .kInput, .vInput].contains($0) }

  static func close(_ found: Float, _ expected: Double) -> Bool {
    if Tensor.isMissing(found) { return expected == -.infinity }
    return abs(Double(found) - expected) <= 2e-4 * max(1, abs(expected))
  }

  /// A random change, as data and as what it does to plain numbers.
  static func change(
    _ model: Model, _ length: Int, using random: inout SeededGenerator
  ) -> (Intervention, (SiteName, Int?, inout [Double]) -> Void) {
    let c = model.configuration
    let names = writable.filter { $0.description.exists(c) }
    let name = names.randomElement(using: &random) ?? .embed
    let layer = name.description.isLayered ? Int.random(in: 0..<c.layerCount, using: &random) : nil
    let parts = name.partCount(c)
    let width = name.width(c)
    let isMatrix = name == .scores || name == .pattern
    // Half of the changes at divided sites are to one head or neuron.
    var component = layer.map { Component.layer($0) }
    var chosen = 0..<parts
    if let layer, parts > 1 || name.description.partAxis != nil, Bool.random(using: &random) {
      let part = Int.random(in: 0..<parts, using: &random)
      chosen = part..<(part + 1)
      switch name.description.partAxis {
      case .dMLP: component = .neuron(layer, part)
      case .keyHead: component = Component(layers: .one(layer), part: .group(.one(part)))
      case .expert: (component, chosen) = (.layer(layer), 0..<parts)
      default: component = .head(layer, part)
      }
    }
    let site = Site(name, component)
    let position = Bool.random(using: &random) ? Int.random(in: 0..<length, using: &random) : nil
    let positions: Positions = position.map { .at($0) } ?? .all
    /// Changes the numbers of the chosen parts at the chosen positions, one run of `width` numbers at a time.
    func each(_ values: inout [Double], _ body: (inout ArraySlice<Double>) -> Void) {
      for i in 0..<length where position == nil || position == i {
        for part in chosen {
          let start = isMatrix ? (part * length + i) * length : (i * parts + part) * width
          body(&values[start..<(start + (isMatrix ? length : width))])
        }
      }
    }
    func change(_ intervention: Intervention, _ body: @escaping (inout ArraySlice<Double>) -> Void)
      -> (Intervention, (SiteName, Int?, inout [Double]) -> Void)
    {
      (intervention, { at, l, values in if at == name, l == layer { each(&values, body) } })
    }
    func setAll(_ slice: inout ArraySlice<Double>, _ body: (Double) -> Double) {
      for i in slice.indices { slice[i] = body(slice[i]) }
    }
    switch Int.random(in: 0..<4, using: &random) {
    // Norms that divide by 0, scores of 0 where there are none, and shares of nothing are no numbers to compare.
    case 0 where !name.text.hasSuffix("scale") && name != .scores && name != .expertWeights:
      return change(.ablate(site, at: positions)) { setAll(&$0) { _ in 0 } }
    case 1 where width > 1 && !isMatrix:
      let direction = (0..<width).map { _ in Float.random(in: -1...1, using: &random) }
      return change(.steer(site, direction, scale: 0.5, at: positions)) { slice in
        for (i, index) in slice.indices.enumerated() { slice[index] += 0.5 * Double(direction[i]) }
      }
    case 2 where width > 1 && !isMatrix:
      let direction = (0..<width).map { _ in Float.random(in: 0.1...1, using: &random) }
      let square = direction.reduce(0.0) { $0 + Double($1) * Double($1) }
      return change(.projectOut(site, direction, at: positions)) { slice in
        let along = zip(slice, direction).reduce(0) { $0 + $1.0 * Double($1.1) } / square
        for (i, index) in slice.indices.enumerated() { slice[index] -= along * Double(direction[i]) }
      }
    default:
      let function = Intervention.EditFunction(text: "x -> 0.7 * x + 0.1") { tensor, _ in
        Tensor(tensor.axes, tensor.values.map { Tensor.isMissing($0) ? $0 : 0.7 * $0 + 0.1 }, rows: tensor.rows)
      }
      return change(.edit(site, at: positions, function)) { setAll(&$0) { 0.7 * $0 + 0.1 } }
    }
  }

  @Test("random models under random interventions agree with the plain pass at every site", arguments: 0..<150)
  func randomInterventions(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 1)
    let configuration = RandomModel.configuration(using: &random)
    let model = try RandomModel.make(configuration, seed: UInt64(seed))
    let tokens = RandomModel.tokens(.random(in: 1...12, using: &random), configuration, using: &random)
    var interventions: [Intervention] = []
    var changes: [(SiteName, Int?, inout [Double]) -> Void] = []
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let (intervention, change) = Self.change(model, tokens.count, using: &random)
      // A second write of the same numbers is an error of its own, tested elsewhere.
      guard (try? EditPlan(interventions + [intervention], model, PromptBatch([tokens], isBatch: false))) != nil else {
        continue
      }
      interventions.append(intervention)
      changes.append(change)
    }
    let run = try model.run(tokens, with: interventions)
    let plain = PlainTransformer(model, tokens) { name, layer, values in
      for change in changes { change(name, layer, &values) }
    }
    let note = interventions.map(\.text).joined(separator: "; ")
    for description in model.sites {
      let layers: [Int?] = description.isLayered ? (0..<configuration.layerCount).map({ $0 }) : [nil]
      for layer in layers {
        guard let expected = plain.sites[description.hookName(layer: layer)] else { continue }
        let site = Site(description.name, layer.map { .layer($0) })
        let found = try run.read(site).values
        try #require(found.count == expected.count, "\(site.text)")
        let wrong = zip(found, expected).first { !Self.close($0, $1) }
        #expect(wrong == nil, "\(site.text) after \(note): \(String(describing: wrong))")
      }
    }
  }

  @Test(
    "a batch of unequal prompts gives the bits of the single runs, with and without interventions", arguments: 0..<40)
  func batchEqualsSingle(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 1_000)
    let configuration = RandomModel.configuration(using: &random)
    let model = try RandomModel.make(configuration, seed: UInt64(seed))
    let prompts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
      RandomModel.tokens(.random(in: 1...20, using: &random), configuration, using: &random)
    }
    let layer = Int.random(in: 0..<configuration.layerCount, using: &random)
    let interventions: [Intervention] =
      seed % 2 == 0
      ? [] : [.ablate(Site(.z, .head(layer, 0)), at: .at(-1)), .ablate(Site(.pattern, layer: layer), at: .at(0))]
    let batch = try model.run(batch: prompts, with: interventions)
    for description in model.sites {
      let site = Site(description.name, layer: layer)
      let together = try batch.read(site)
      let values = together.values
      let size = together.count / prompts.count
      for (index, prompt) in prompts.enumerated() {
        let alone = try model.run(prompt, with: interventions).read(site)
        let part = Array(values[(index * size)..<((index + 1) * size)]).filter { !Tensor.isMissing($0) }
        let expected = alone.values.filter { !Tensor.isMissing($0) }
        #expect(part == expected, "\(site.text), prompt \(index)")
      }
    }
  }

  @Test("patching a run with itself changes no bit, at every site", arguments: 0..<20)
  func patchWithItself(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 50)
    let configuration = RandomModel.configuration(using: &random)
    let model = try RandomModel.make(configuration, seed: UInt64(seed))
    let tokens = RandomModel.tokens(9, configuration, using: &random)
    let run = try model.run(tokens)
    let logits = try run.logits().values
    for description in model.sites {
      let site = Site(description.name, description.isLayered ? Component(layers: .all) : nil)
      let again = try model.run(tokens, with: [.patch(site, from: run)]).logits().values
      // The heads' sum is added up head by head only when someone looks at `result`.
      if description.name == .result {
        #expect(zip(again, logits).allSatisfy { abs($0 - $1) <= 1e-4 * max(1, abs($1)) })
      } else {
        #expect(again == logits, "\(site.text)")
      }
    }
  }
}
