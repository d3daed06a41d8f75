import WeirTensor

/// One comparison with what a folder expects.
public struct ParityEntry: Sendable, Hashable {
  /// `logits`, `hidden.3`, `attention.0`.
  public let name: String
  /// The largest difference of two numbers; infinite for NaN.
  public let difference: Float
  /// The largest number that is expected.
  public let scale: Float

  /// A ten-thousandth of the scale, and not less than of 1.
  public var tolerance: Float { 1e-4 * max(1, scale) }
  public var agrees: Bool { difference <= tolerance }
}

/// Runs the inputs of `expected.safetensors` and compares every output that it names.
///
/// Names are `input_ids`, `decoder_input_ids`, `token_type_ids`, `pixel_values`; `logits`, `last_hidden_state`,
/// `hidden.<i>`, `attention.<i>`, and of two stacks `encoder_hidden_states.<i>`, `cross_attentions.<i>` and their like.
/// A word and a dot may stand in front of all names of one prompt.
struct ParityCheck {
  private(set) var entries: [ParityEntry] = []
  private let model: Model
  private let expected: Checkpoint

  init(_ model: Model, folder: String) throws {
    self.model = model
    expected = try Checkpoint(safetensors: "\(folder)/expected.safetensors")
    for name in expected.names.sorted() {
      guard let input = ["pixel_values", "input_ids"].first(where: { name == $0 || name.hasSuffix("." + $0) }),
        !name.hasSuffix("decoder_input_ids")
      else { continue }
      try compare(prefix: String(name.dropLast(input.count)))
    }
  }

  private mutating func compare(prefix: String) throws {
    let run = try model.run(prompts(prefix))
    let outputs = outputs(run, prefix)
    for name in expected.names.sorted() where name.hasPrefix(prefix) {
      guard let output = outputs[String(name.dropFirst(prefix.count))] else { continue }
      let wanted = try expected.floats(name)
      let found = try output()
      guard wanted.count == found.count else {
        throw CheckpointProblem.wrongShape(
          name, found: expected[name]?.shape ?? [], expected: found.shape, path: expected.path)
      }
      var (difference, scale): (Float, Float) = (0, 0)
      for (a, b) in zip(found.values, wanted) {
        let distance = abs((Tensor.isMissing(a) ? 0 : a) - b)
        difference = distance.isNaN ? .infinity : max(difference, distance)
        scale = max(scale, abs(b))
      }
      entries.append(ParityEntry(name: name, difference: difference, scale: scale))
    }
  }

  /// The rows of an integer tensor; one row where it has one axis.
  private func rows(_ name: String) throws -> (rows: [[Int]], isBatch: Bool)? {
    guard let tensor = expected[name], let numbers = expected.integers(tensor), let width = tensor.shape.last, width > 0
    else { return nil }
    return (
      stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<($0 + width)]) }, tensor.shape.count > 1
    )
  }

  private func prompts(_ prefix: String) throws -> PromptBatch {
    if let tensor = expected[prefix + "pixel_values"] {
      let pixels = try expected.floats(tensor)
      let size = max(1, tensor.shape.suffix(3).reduce(1, *))
      let images = (0..<(pixels.count / size)).map { Array(pixels[($0 * size)..<(($0 + 1) * size)]) }
      return PromptBatch(images: images, isBatch: tensor.shape.count > 3, model.configuration)
    }
    guard let tokens = try rows(prefix + "input_ids") else {
      throw CheckpointProblem.missingTensor(prefix + "input_ids", path: expected.path, candidates: expected.names)
    }
    if let targets = try rows(prefix + "decoder_input_ids") {
      return PromptBatch(targets.rows, isBatch: targets.isBatch, sources: tokens.rows)
    }
    return PromptBatch(
      tokens.rows, isBatch: tokens.isBatch, segments: try rows(prefix + "token_type_ids")?.rows ?? [])
  }

  /// How to compute each output that a name may ask for.
  private func outputs(_ run: Run, _ prefix: String) -> [String: () throws -> Tensor] {
    var outputs: [String: () throws -> Tensor] = [:]
    func add(_ run: Run, hidden: String, attention: String) {
      let layers = run.model.configuration.layerCount
      for layer in 0..<layers {
        outputs["\(hidden).\(layer)"] = { try run.read(Site(.residPre, layer: layer)) }
        outputs["\(attention).\(layer)"] = { try run.read(Site(.pattern, layer: layer)) }
      }
      // Image models report the last residual before the norm, all others behind it.
      let isBare = run.model.configuration.embedding.patches != nil
      outputs["\(hidden).\(layers)"] =
        isBare ? { try run.read(Site(.residPost, layer: layers - 1)) } : { try run.projectedOutput() }
    }
    if let inner = run.encoderRun {
      add(inner, hidden: "encoder_hidden_states", attention: "encoder_attentions")
      add(run, hidden: "decoder_hidden_states", attention: "decoder_attentions")
      for layer in 0..<model.configuration.layerCount {
        outputs["cross_attentions.\(layer)"] = { try run.read(Site(.crossPattern, layer: layer)) }
      }
    } else {
      add(run, hidden: "hidden", attention: "attention")
    }
    outputs["last_hidden_state"] = { try run.projectedOutput() }
    outputs["final"] = { try run.hiddenOutput() }
    outputs["resid_pre"] = { try run.read(Site(.residPre, Component(layers: .all))) }
    outputs["pattern"] = { try run.read(Site(.pattern, Component(layers: .all))) }
    let head = model.configuration.unembedding.head
    if head.classCount > 0 {
      outputs["logits"] = { try run.logits(at: .at(0)) }
    } else if head != .none {
      outputs["logits"] = { try run.logits() }
    }
    return outputs
  }
}

extension Run {
  /// The last hidden state `[pos, d_model]`, narrowed where that is what meets the embedding (OPT 350m).
  fileprivate func projectedOutput() throws -> Tensor {
    let hidden = try hiddenOutput()
    guard let projection = model.weights.unembeddingProjection?.factor else { return hidden }
    let values = hidden.values
    let count = values.count / projection.inputs
    return Tensor(
      [Axis("pos", count), Axis("d_embed", projection.outputs)],
      (0..<(count * projection.outputs)).map { index in
        let (row, output) = (index / projection.outputs, index % projection.outputs)
        return (0..<projection.inputs).reduce(0) {
          $0 + values[row * projection.inputs + $1] * projection.value($1, output)
        }
      })
  }

  /// The last residual behind the last norm with its gain and bias: what transformers calls the last hidden state.
  public func hiddenOutput() throws -> Tensor {
    let output = try encoded()
    let values = SiteValues(SiteLayout(.residPost, prompts, model.configuration))
    for segment in output.segments { values.take(output.rows, segment) }
    return values.tensor(model)
  }
}
