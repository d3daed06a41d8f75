import Foundation
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

  /// Three hundred thousandths of the largest number, and not less than of 1: what float32 leaves after some layers.
  func tolerance(_ name: String) -> Float {
    3e-5 * max(1, ((try? expected.floats(name)) ?? []).reduce(0) { max($0, abs($1)) })
  }

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
  /// Folders of a development machine with further models, in the form of the fixtures.
  static let further = (ProcessInfo.processInfo.environment["WEIR_PARITY_MODELS"] ?? "").split(separator: ":").flatMap {
    folder in
    ((try? FileManager.default.contentsOfDirectory(atPath: String(folder))) ?? []).sorted().map { "\(folder)/\($0)" }
  }

  @Test(
    "decoders agree with their float64 references at logits, hidden states and patterns",
    arguments: Fixtures.decoders + further.filter(isDecoder))
  func decoders(folder: String) throws {
    let reference = try Reference(folder)
    let ids = try reference.integers("input_ids")
    let shape = try reference.expected.tensor("input_ids").shape
    let width = try #require(shape.last)
    let run = try reference.model.run(
      batch: stride(from: 0, to: ids.count, by: width).map { Array(ids[$0..<($0 + width)]) })
    let layers = reference.model.configuration.layerCount
    var worst: [String: Float] = [:]
    for layer in 0..<layers {
      worst["hidden.\(layer)"] = try reference.difference(run.read(Site(.residPre, layer: layer)), "hidden.\(layer)")
      worst["attention.\(layer)"] = try reference.difference(
        run.read(Site(.pattern, layer: layer)), "attention.\(layer)")
    }
    worst["hidden.\(layers)"] = try reference.difference(run.finalHidden(), "hidden.\(layers)")
    worst["logits"] = try reference.difference(run.logits(), "logits")
    for (name, difference) in worst.sorted(by: { $0.key < $1.key }) where !(difference < reference.tolerance(name)) {
      Issue.record("\(name) differs by \(difference)")
    }
  }

  /// A folder whose file cannot be read counts, so that it is seen.
  private static func isDecoder(_ folder: String) -> Bool {
    guard let c = try? ModelConfiguration(path: "\(folder)/config.json", name: "") else { return true }
    return c.stack == .decoder && c.embedding.patches == nil
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
  /// What is unembedded, which transformers calls the last hidden state: the last residual after the final norm with its
  /// gain and bias, and after the projection to the width of the embedding.
  func finalHidden() throws -> Tensor {
    guard let projection = model.weights.unembeddingProjection?.factor else { return try finalResidual() }
    let hidden = try finalResidual()
    let values = hidden.values
    let rows = values.count / projection.inputs
    return Tensor(
      [Axis("pos", rows), Axis("width", projection.outputs)],
      (0..<(rows * projection.outputs)).map { index in
        let (row, output) = (index / projection.outputs, index % projection.outputs)
        return (0..<projection.inputs).reduce(0) {
          $0 + values[row * projection.inputs + $1] * projection.value($1, output)
        }
      })
  }

  private func finalResidual() throws -> Tensor {
    guard model.configuration.norm.hasFinal else {
      return try read(Site(model.configuration.leavingSite, layer: model.configuration.layerCount - 1))
    }
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
