import WeirTensor

/// Binds the tensors of a checkpoint to roles: checks shapes, maps float32 in place, converts the rest.
struct WeightReader {
  let checkpoint: Checkpoint
  let keeper: WeightKeeper
  /// What all names begin with: `transformer.` in some files, nothing in others.
  private var prefix = ""
  private var read: Set<String> = []

  init(_ checkpoint: Checkpoint) {
    self.checkpoint = checkpoint
    keeper = WeightKeeper(checkpoint)
  }

  /// Finds out which of the prefixes the file's names carry, by a tensor that is always there.
  mutating func choosePrefix(_ prefixes: [String], by name: String) {
    prefix = prefixes.first { checkpoint[$0 + name] != nil } ?? prefixes[0]
  }

  /// Whether there is such a tensor.
  func has(_ name: String) -> Bool { checkpoint[prefix + name] != nil }

  /// The numbers of a tensor of this shape.
  mutating func floats(_ name: String, _ shape: Int...) throws -> UnsafePointer<Float> {
    let tensor = try checkpoint.tensor(prefix + name, shape: shape)
    read.insert(tensor.name)
    if let mapped = checkpoint.mappedFloats(tensor)?.baseAddress { return mapped }
    let buffer = keeper.buffer(tensor.count)
    try checkpoint.read(tensor, into: UnsafeMutableBufferPointer(start: buffer.base, count: tensor.count))
    checkpoint.release(tensor)
    return UnsafePointer(buffer.base)
  }

  /// Gain and bias of a norm; `offset` is added to the stored gain.
  mutating func norm(_ name: String, width: Int, bias: Bool, offset: Double = 0) throws -> NormWeights {
    var gain = try floats(name + ".weight", width)
    if offset != 0 {
      let shifted = keeper.buffer(width)
      for i in 0..<width { shifted.base[i] = gain[i] + Float(offset) }
      gain = UnsafePointer(shifted.base)
    }
    return NormWeights(gain: gain, bias: bias ? try floats(name + ".bias", width) : nil)
  }

  /// A weight stored as `[inputs, outputs]` (GPT-2's `Conv1D`), with its bias.
  mutating func convolution(_ name: String, inputs: Int, outputs: Int) throws -> Linear {
    let weight = try floats(name + ".weight", inputs, outputs)
    return Linear(factor: Factor(weight, inputs: inputs, outputs: outputs), bias: try floats(name + ".bias", outputs))
  }

  /// A weight stored as `[outputs, inputs]` (`Linear`), with its bias where it has one.
  mutating func linear(_ name: String, inputs: Int, outputs: Int, bias: Bool) throws -> Linear {
    let weight = try floats(name + ".weight", outputs, inputs)
    return Linear(
      factor: Factor(weight, inputs: inputs, outputs: outputs, isTransposed: true),
      bias: bias ? try floats(name + ".bias", outputs) : nil)
  }

  /// The unembedding `[d_model, vocab]`: the transposed token embedding when tied, else a tensor that has no prefix.
  mutating func unembedding(
    _ configuration: ModelConfiguration, tied: UnsafePointer<Float>, name: String
  ) throws -> Linear {
    var weight = tied
    if !configuration.unembedding.isTied {
      let (kept, inner) = (prefix, has(name))
      if !inner { prefix = "" }
      weight = try floats(name, configuration.vocabularySize, configuration.dModel)
      prefix = kept
    }
    return Linear(
      factor: Factor(
        weight, inputs: configuration.dModel, outputs: configuration.vocabularySize, isTransposed: true))
  }

  /// Checks that nothing in the file was left unread but names for which `ignoring` is true.
  func finish(ignoring: (String) -> Bool) throws(ModelProblem) {
    for name in checkpoint.names where !read.contains(name) {
      let bare = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
      guard ignoring(bare) else { throw .unusedTensor(name, path: checkpoint.path) }
    }
  }
}

extension Linear {
  /// Some of the outputs, with their part of the bias.
  func outputs(_ range: Range<Int>) -> Linear {
    Linear(factor: factor.outputs(range), bias: bias.map { $0 + range.lowerBound })
  }
}
