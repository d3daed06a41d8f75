import WeirTensor
import WeirText

/// Binds the tensors of a checkpoint to roles: checks shapes, maps what lies there as it is wanted, converts the rest.
///
/// Matrices are kept in the precision asked for, vectors and position tables in float32.
struct WeightReader {
  let checkpoint: Checkpoint
  let keeper: WeightKeeper
  let precision: Precision
  /// Whether a matrix lost digits that the file holds.
  var hasRounded = false
  /// What all names begin with: `transformer.` in some files, nothing in others.
  private var prefix = ""
  private var read: Set<String> = []

  init(_ checkpoint: Checkpoint, _ precision: Precision) {
    self.checkpoint = checkpoint
    self.precision = precision
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
    let tensor = try stored(name, shape)
    if let mapped = checkpoint.mappedFloats(tensor)?.baseAddress { return mapped }
    let buffer = keeper.buffer(tensor.count)
    try checkpoint.read(tensor, into: UnsafeMutableBufferPointer(start: buffer.base, count: tensor.count))
    checkpoint.release(tensor)
    return UnsafePointer(buffer.base)
  }

  /// A tensor of this shape, which counts as read from now on.
  mutating func stored(_ name: String, _ shape: [Int]) throws -> StoredTensor {
    let tensor = try checkpoint.tensor(prefix + name, shape: shape)
    read.insert(tensor.name)
    return tensor
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

  /// A weight stored as `[inputs, outputs]` (GPT-2's `Conv1D`), with its bias where it has one.
  mutating func convolution(_ name: String, inputs: Int, outputs: Int, bias: Bool) throws -> Linear {
    Linear(
      factor: Factor(
        try matrix(name + ".weight", rows: inputs, columns: outputs), precision, inputs: inputs, outputs: outputs),
      bias: bias ? try floats(name + ".bias", outputs) : nil)
  }

  /// A weight stored as `[outputs, inputs]` (`Linear`), with its bias where it has one.
  mutating func linear(_ name: String, inputs: Int, outputs: Int, bias: Bool) throws -> Linear {
    Linear(
      factor: try table(name, rows: outputs, width: inputs), bias: bias ? try floats(name + ".bias", outputs) : nil)
  }

  /// A table of vectors, stored as `[rows, width]`: each row is one output of the factor.
  mutating func table(_ name: String, rows: Int, width: Int) throws -> Factor {
    let base = try matrix(name + ".weight", rows: rows, columns: width)
    return Factor(base, precision, inputs: width, outputs: rows, isTransposed: true)
  }

  /// A weight stored as `[head, 3, width, inputs]`, copied to `[3, head, width, inputs]`: all queries, keys, values.
  mutating func sortedByRole(_ name: String, inputs: Int, heads: Int, width: Int, bias: Bool) throws -> Linear {
    let rows = 3 * heads * width
    let pieces = (0..<3).flatMap { role in
      (0..<heads).map { head in
        let source = (head * 3 + role) * width
        return Piece(source: source..<(source + width), target: (role * heads + head) * width)
      }
    }
    let weight = try convert(stored(name + ".weight", [rows, inputs]), pieces, to: precision)
    return Linear(
      factor: Factor(weight, precision, inputs: inputs, outputs: rows, isTransposed: true),
      bias: bias
        ? try convert(stored(name + ".bias", [rows]), pieces, to: .float32).assumingMemoryBound(to: Float.self) : nil)
  }

  /// The unembedding `[d_model, vocab]`: the file's own where it has one, else the transposed token embedding.
  ///
  /// Its name has no prefix, as a rule. A bare model without a head has none, unless the embedding serves.
  mutating func unembedding(_ c: ModelConfiguration, tied: Factor, name: String) throws -> Linear? {
    guard c.unembedding.head == .tokens else { return nil }
    let kept = prefix
    defer { prefix = kept }
    if !has(name + ".weight") { prefix = "" }
    let isStored = has(name + ".weight") || !c.unembedding.isTied
    return Linear(
      factor: isStored ? try table(name, rows: c.vocabularySize, width: c.embeddingWidth) : tied,
      bias: c.unembedding.hasBias ? try floats(name + ".bias", c.vocabularySize) : nil)
  }

  /// Checks that nothing in the file was left unread but buffers, known by how their names end.
  func finish(ignoring buffers: [String]) throws(ModelProblem) {
    for name in checkpoint.names where !read.contains(name) {
      guard buffers.contains(where: name.hasSuffix) else {
        throw .unusedTensor(name, path: checkpoint.path, nearest: Suggestion.best(for: name, among: read))
      }
    }
  }
}

extension Linear {
  /// Some of the outputs, with their part of the bias.
  func outputs(_ range: Range<Int>) -> Linear {
    Linear(factor: factor.outputs(range), bias: bias.map { $0 + range.lowerBound })
  }
}
