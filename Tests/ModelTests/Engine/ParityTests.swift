import Testing
import WeirTensor

@testable import WeirModel

/// A model folder of the fixtures with what another implementation computed from it in float64.
struct Reference {
  let model: Model
  let expected: Checkpoint

  init(_ folder: String, expected: String? = nil) throws {
    let configuration = try ModelConfiguration(
      path: "\(folder)/config.json", name: folder.split(separator: "/").last.map(String.init) ?? "")
    model = try Model(configuration, Checkpoint(folder: folder))
    self.expected = try Checkpoint(safetensors: expected ?? "\(folder)/expected.safetensors")
  }

  func integers(_ name: String) throws -> [Int] { try #require(expected.integers(expected.tensor(name))) }

  /// The largest difference between a tensor and an expected one; NaN counts as infinite.
  func difference(_ tensor: Tensor, _ name: String) throws -> Float {
    let wanted = try expected.floats(name)
    try #require(tensor.count == wanted.count, "\(name): \(tensor.shape)")
    return zip(tensor.values, wanted).reduce(0) { largest, pair in
      let difference = abs((Tensor.isMissing(pair.0) ? 0 : pair.0) - pair.1)
      return difference.isNaN ? .infinity : max(largest, difference)
    }
  }
}

@Suite struct ParityTests {
  @Test("the tiny GPT-2 agrees with its float64 reference at logits, hidden states and patterns")
  func tinyGPT2() throws {
    let reference = try Reference(Fixtures.path("models/gpt2"))
    let ids = try reference.integers("input_ids")
    let width = ids.count / 2
    let run = try reference.model.run(batch: [Array(ids[..<width]), Array(ids[width...])])
    let layers = reference.model.configuration.layerCount
    for layer in 0..<layers {
      #expect(try reference.difference(run.read(Site(.residPre, layer: layer)), "hidden.\(layer)") < 1e-5)
      #expect(try reference.difference(run.read(Site(.pattern, layer: layer)), "attention.\(layer)") < 1e-5)
    }
    #expect(try reference.difference(run.logits(), "logits") < 1e-5)
    #expect(try reference.difference(run.finalHidden(), "hidden.\(layers)") < 1e-5)
  }

  @Test("brook agrees with its own reference", arguments: ["card", "ioi", "prose"])
  func brook(prompt: String) throws {
    let reference = try Reference(Fixtures.brook, expected: Fixtures.path("brook/expected.safetensors"))
    let ids = try reference.integers("\(prompt).input_ids")
    let run = try reference.model.run(ids)
    let every = Component(layers: .all)
    #expect(try reference.difference(run.read(Site(.residPre, every)), "\(prompt).resid_pre") < 1e-4)
    #expect(try reference.difference(run.read(Site(.pattern, every)), "\(prompt).pattern") < 1e-4)
    #expect(try reference.difference(run.logits(), "\(prompt).logits") < 1e-4)
    #expect(try reference.difference(run.finalHidden(), "\(prompt).final") < 1e-4)
  }
}

extension Run {
  /// The last residual after the final norm with its gain and bias, which transformers calls the last hidden state.
  func finalHidden() throws -> Tensor {
    let normal = try read(Site(.finalNorm))
    let width = model.configuration.dModel
    let (gain, bias) = (model.weights.finalNorm?.gain, model.weights.finalNorm?.bias)
    return Tensor(
      normal.axes,
      normal.values.enumerated().map { index, value in
        value * (gain?[index % width] ?? 1) + (bias?[index % width] ?? 0)
      })
  }
}
