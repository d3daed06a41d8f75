import Foundation
import Testing
import WeirModel
import WeirTensor

@testable import WeirNatives

/// What the language gives for the bundled model, against the float64 pass of another program.
@Suite struct ParityTests {
  private static let expected = Repository.root.appending(path: "Tests/Fixtures/brook/expected.safetensors").path

  /// Runs a text's token numbers in the language, saves what is asked, and reads the file back.
  private func saved(_ prefix: String, _ expression: String) throws -> Tensor {
    let checkpoint = try Checkpoint(safetensors: Self.expected)
    let ids = try #require(checkpoint.integers(checkpoint.tensor("\(prefix).input_ids")))
    let folder = try Repository.scratchFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let runner = ProgramRunner(workingFolder: folder)
    let outcome = runner.run("r = run(tokens(\(ids)))\nsave \(expression) to \"out.safetensors\"")
    #expect(outcome.error == nil)
    let file = try Checkpoint(safetensors: folder + "/out.safetensors")
    #expect(file.names == ["value"])
    let stored = try file.tensor("value")
    let plain = Tensor(stored.shape.enumerated().map { Axis("axis\($0.offset)", $0.element) }, try file.floats(stored))
    return try TensorMetadata.decode(file.metadata, name: "value", tensor: plain)
  }

  /// The largest difference, in units of the largest number or 1.
  private func difference(_ tensor: Tensor, _ name: String) throws -> Float {
    let checkpoint = try Checkpoint(safetensors: Self.expected)
    let wanted = try checkpoint.floats(name)
    #expect(tensor.count == wanted.count)
    let scale = max(1, wanted.map(abs).max() ?? 0)
    return (zip(tensor.values, wanted).map { abs($0 - $1) }.max() ?? .infinity) / scale
  }

  @Test("logits written by `save` differ from the reference", arguments: ["card", "ioi", "prose"])
  func logits(prefix: String) throws {
    let logits = try saved(prefix, "r.logits")
    #expect(logits.axisNames == ["pos", "vocab"])
    #expect(try difference(logits, "\(prefix).logits") < 1e-5)
  }

  @Test("residual streams read by hook name differ from the reference", arguments: ["card", "ioi", "prose"])
  func residual(prefix: String) throws {
    let residual = try saved(prefix, "r[L*.resid_pre]")
    #expect(residual.axisNames == ["layer", "pos", "d_model"])
    #expect(try difference(residual, "\(prefix).resid_pre") < 1e-5)
  }

  @Test("attention patterns differ from the reference", arguments: ["card", "ioi", "prose"])
  func patterns(prefix: String) throws {
    let pattern = try saved(prefix, "fill_missing(r[L*.pattern], 0)")
    #expect(pattern.axisNames == ["layer", "head", "query", "key"])
    #expect(try difference(pattern, "\(prefix).pattern") < 1e-5)
  }

  @Test("qk is not the scores before scale and mask") func queryKeyProducts() {
    let outcome = ProgramRunner().run(
      """
      r = run "the cat sat the cat sat"
      s = r[L11.scores]
      assert close(mask_out(qk(r, 11, scaled: true), is_missing(s) == 1), s, within: 1e-4)
      assert close(qk(r, L11H3), qk(r, 11)[head: 3], within: 1e-5)
      assert close(qk(r, 11) / 4, qk(r, 11, scaled: true), within: 1e-5)
      assert axes(qk(r)) == ["layer", "head", "query", "key"]
      """)
    #expect(outcome.error == nil)
  }
}
