import Foundation
import Testing
import WeirTensor

@testable import WeirModel

@Suite struct ProcessingTests {
  static func logProbabilities(_ run: Run) throws -> [Double] {
    let logits = try run.logits()
    let width = run.model.configuration.vocabularySize
    let values = logits.values.map(Double.init)
    return stride(from: 0, to: values.count, by: width).flatMap { start -> [Double] in
      let row = values[start..<(start + width)]
      let total = log(row.reduce(0) { $0 + exp($1) })
      return row.map { $0 - total }
    }
  }

  /// Whether a step would change what such a model computes.
  static func refuses(_ step: WeightProcessing, _ c: ModelConfiguration) -> Bool {
    if c.embedding.projectedFrom != nil { return true }
    return switch step {
    case .foldLayerNorm: [.post, .stream, .output].contains(c.norm.placement)
    case .centreWritingWeights: c.norm.kind != .layer || c.norm.placement != .pre || !c.norm.hasFinal
    case .centreUnembedding: c.unembedding.softCap != nil
    case .foldValueBiases: false
    }
  }

  @Test("each processing step, and all together, leaves log-probabilities as they are", arguments: 0..<80)
  func invariance(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 300)
    let configuration = RandomModel.configuration(using: &random)
    let model = try RandomModel.make(configuration, seed: UInt64(seed))
    let tokens = RandomModel.tokens(10, configuration, using: &random)
    let expected = try Self.logProbabilities(model.run(tokens))
    let choices: [[WeightProcessing]] = WeightProcessing.allCases.map { [$0] } + [WeightProcessing.allCases]
    for steps in choices {
      // Centring what is written is neutral in any case; the other steps are neutral alone.
      let refused = steps.filter { Self.refuses($0, configuration) }
      guard refused.isEmpty else {
        #expect(throws: ModelProblem.self) { try model.processed(steps) }
        continue
      }
      let processed = try model.processed(steps)
      #expect(processed.processing == steps.map(\.rawValue))
      let found = try Self.logProbabilities(processed.run(tokens))
      let largest = zip(found, expected).map { abs($0 - $1) }.max() ?? 0
      #expect(largest < 2e-4, "\(steps) \(configuration)")
    }
  }

  @Test("TransformerLens's processing is refused for a model of another norm, or takes a step that changes it")
  func likeTransformerLens() throws {
    for seed in 0..<40 {
      var random = SeededGenerator(UInt64(seed) &+ 900)
      let configuration = RandomModel.configuration(using: &random)
      let model = try RandomModel.make(configuration, seed: UInt64(seed))
      let tokens = RandomModel.tokens(9, configuration, using: &random)
      let processed = try model.processed(.transformerLens)
      let steps = WeightProcessing.allCases.filter { !Self.refuses($0, configuration) }
      #expect(processed.processing == steps.map(\.rawValue))
      let (found, expected) = try (
        Self.logProbabilities(processed.run(tokens)), Self.logProbabilities(model.run(tokens))
      )
      #expect((zip(found, expected).map { abs($0 - $1) }.max() ?? 0) < 2e-4, "\(configuration)")
    }
  }

  @Test("folded weights have the form that their names promise")
  func forms() throws {
    let configuration = RandomModel.configuration(layers: 2, heads: 2, dHead: 4, dMLP: 9)
    let model = try RandomModel.make(configuration, seed: 4).processed(WeightProcessing.allCases)
    func meansOfRows(_ name: String) throws -> [Float] {
      let tensor = try model.weight(named: name)
      let width = tensor.shape.last ?? 1
      let values = tensor.values
      return stride(from: 0, to: values.count, by: width).map { values[$0..<($0 + width)].reduce(0, +) / Float(width) }
    }
    for name in ["W_E", "W_pos", "blocks.1.attn.W_O", "blocks.0.attn.b_O", "blocks.1.mlp.W_out", "W_U"] {
      #expect(try meansOfRows(name).allSatisfy { abs($0) < 1e-6 }, "\(name)")
    }
    #expect(try model.weight(named: "b_V").values.allSatisfy { $0 == 0 })
    #expect(throws: ModelProblem.weightAbsent("ln1.w", model: "random")) { try model.weight(named: "blocks.0.ln1.w") }
  }

  @Test("weights multiply as TransformerLens orients them")
  func orientation() throws {
    let configuration = RandomModel.configuration(layers: 2, heads: 3, dHead: 4, dMLP: 9)
    let model = try RandomModel.make(configuration, seed: 5)
    let run = try model.run([1, 2, 3])
    let (d, e, heads) = (12, 4, 3)
    let normal = try run.read(Site(.ln1Normalized, layer: 1)).values
    let gain = try model.weight(named: "blocks.1.ln1.w").values
    let bias = try model.weight(named: "blocks.1.ln1.b").values
    for (name, biasName, site) in [("W_Q", "b_Q", SiteName.q), ("W_K", "b_K", .k), ("W_V", "b_V", .v)] {
      let weight = try model.weight(named: name)
      #expect(weight.axisNames == ["layer", "head", "d_model", "d_head"])
      let w = try model.weight(named: "blocks.1.attn.\(name)").values
      let b = try model.weight(named: "blocks.1.attn.\(biasName)").values
      let expected = try run.read(Site(site, layer: 1)).values
      for pos in 0..<3 {
        for head in 0..<heads {
          for k in 0..<e {
            let sum = (0..<d).reduce(b[head * e + k]) {
              $0 + (normal[pos * d + $1] * gain[$1] + bias[$1]) * w[(head * d + $1) * e + k]
            }
            #expect(abs(sum - expected[(pos * heads + head) * e + k]) < 1e-4)
          }
        }
      }
    }
    #expect(try model.weight(named: "W_U").shape == [12, 31])
    #expect(throws: ModelProblem.unknownWeight("W_QQ", nearest: "W_Q")) { try model.weight(named: "W_QQ") }
  }
}
