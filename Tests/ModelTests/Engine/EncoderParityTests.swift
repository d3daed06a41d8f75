import Foundation
import Testing
import WeirTensor

@testable import WeirModel

/// Encoders, models with two stacks, and image models against what transformers computed in float64.
@Suite struct EncoderParityTests {
  /// Folders of a development machine with further models, in the form of the fixtures.
  private static func folders(_ isOne: (ModelConfiguration) -> Bool) -> [String] {
    (Fixtures.families.map { Fixtures.path("models/\($0)") } + ParityTests.further).filter { folder in
      (try? ModelConfiguration(path: "\(folder)/config.json", name: "")).map(isOne) ?? false
    }
  }

  static let masked = folders { $0.stack == .encoder && $0.embedding.patches == nil }
  static let imageModels = folders { $0.embedding.patches != nil }
  static let twoStacks = folders { $0.encoder != nil }

  private func rows(_ reference: Reference, _ name: String) throws -> [[Int]] {
    let ids = try reference.integers(name)
    let width = try #require(try reference.expected.tensor(name).shape.last)
    return stride(from: 0, to: ids.count, by: width).map { Array(ids[$0..<($0 + width)]) }
  }

  /// Scores that are not scaled (T5) make patterns sharp, and float32 leaves more there; HF's own float32 does so too.
  private func expect(_ reference: Reference, _ tensor: Tensor, _ name: String) throws {
    let difference = try reference.difference(tensor, name)
    let allowed = name.contains("attentions") ? 1e-4 : reference.tolerance(name)
    #expect(difference < allowed, "\(name) differs by \(difference)")
  }

  /// Hidden states and patterns of one stack, whose names in the file begin with these words.
  private func expectStack(_ reference: Reference, _ run: Run, hidden: String, attention: String) throws {
    let layers = run.model.configuration.layerCount
    for layer in 0..<layers {
      try expect(reference, run.read(Site(.residPre, layer: layer)), "\(hidden).\(layer)")
      try expect(reference, run.read(Site(.pattern, layer: layer)), "\(attention).\(layer)")
    }
  }

  @Test(
    "models in TransformerLens's form agree with TransformerLens's float64",
    arguments: ["attn_only", "solu", "shortformer", "no_norm", "rotary", "local", "bidirectional"])
  func transformerLens(name: String) throws {
    let reference = try Reference(Fixtures.path("lens/\(name)"))
    let run = try reference.model.run(PromptBatch(rows(reference, "input_ids"), isBatch: true))
    try expectStack(reference, run, hidden: "hidden", attention: "attention")
    try expect(reference, run.hiddenOutput(), "hidden.\(run.model.configuration.layerCount)")
    try expect(reference, run.logits(), "logits")
  }

  @Test("encoders agree at logits, hidden states and patterns", arguments: masked)
  func encoder(folder: String) throws {
    let reference = try Reference(folder)
    let segments = reference.expected["token_type_ids"] == nil ? [] : try rows(reference, "token_type_ids")
    let run = try reference.model.run(
      PromptBatch(rows(reference, "input_ids"), isBatch: true, segments: segments))
    try expectStack(reference, run, hidden: "hidden", attention: "attention")
    try expect(reference, run.finalHidden(), "hidden.\(run.model.configuration.layerCount)")
    if reference.model.configuration.unembedding.head != .none { try expect(reference, run.logits(), "logits") }
  }

  @Test("both stacks of encoder-decoder models agree, and what one reads of the other", arguments: twoStacks)
  func encoderAndDecoder(folder: String) throws {
    let reference = try Reference(folder)
    let run = try reference.model.run(
      PromptBatch(
        rows(reference, "decoder_input_ids"), isBatch: true, sources: rows(reference, "input_ids")))
    let inner = try #require(run.encoderRun)
    try expectStack(reference, inner, hidden: "encoder_hidden_states", attention: "encoder_attentions")
    try expectStack(reference, run, hidden: "decoder_hidden_states", attention: "decoder_attentions")
    for layer in 0..<run.model.configuration.layerCount {
      try expect(reference, run.read(Site(.crossPattern, layer: layer)), "cross_attentions.\(layer)")
    }
    try expect(
      reference, inner.finalHidden(), "encoder_hidden_states.\(inner.model.configuration.layerCount)")
    try expect(reference, run.finalHidden(), "decoder_hidden_states.\(run.model.configuration.layerCount)")
    try expect(reference, run.logits(), "logits")
  }

  @Test("image models agree at hidden states, patterns and classes", arguments: imageModels)
  func images(folder: String) throws {
    let reference = try Reference(folder)
    let pixels = try reference.expected.floats("pixel_values")
    let count = try #require(try reference.expected.tensor("pixel_values").shape.first)
    let size = pixels.count / count
    let images = (0..<count).map { Array(pixels[($0 * size)..<(($0 + 1) * size)]) }
    let run = try reference.model.run(PromptBatch(images: images, isBatch: true, reference.model.configuration))
    try expectStack(reference, run, hidden: "hidden", attention: "attention")
    if reference.expected["last_hidden_state"] != nil {
      try expect(reference, run.finalHidden(), "last_hidden_state")
    }
    if reference.expected["logits"] != nil {
      try expect(reference, run.logits(at: .at(0)), "logits")
    }
  }
}
