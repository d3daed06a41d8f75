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
  /// Whether what is wrong is noted in `problems` instead of ending the reading, and no numbers are read.
  let collectsProblems: Bool
  private(set) var problems: [any Problem] = []
  /// Whether numbers that are asked for are not there.
  var isExamining: Bool { collectsProblems }

  init(_ checkpoint: Checkpoint, _ precision: Precision, collectsProblems: Bool = false) {
    self.checkpoint = checkpoint
    self.precision = precision
    self.collectsProblems = collectsProblems
    keeper = WeightKeeper(checkpoint)
  }

  /// Finds out which of the prefixes the file's names carry, by a tensor that is always there.
  mutating func choosePrefix(_ prefixes: [String], by name: String) {
    prefix = prefixes.first { checkpoint[$0 + name] != nil } ?? prefixes[0]
  }

  /// Reads tensors whose names are whole.
  mutating func withoutPrefix<Result>(_ body: (inout WeightReader) throws -> Result) rethrows -> Result {
    let kept = prefix
    prefix = ""
    defer { prefix = kept }
    return try body(&self)
  }

  /// Whether there is such a tensor.
  func has(_ name: String) -> Bool { checkpoint[prefix + name] != nil }

  /// The numbers of a tensor of this shape.
  mutating func floats(_ name: String, _ shape: Int...) throws -> UnsafePointer<Float> {
    try floats(name, shape: shape)
  }

  private mutating func floats(_ name: String, shape: [Int]) throws -> UnsafePointer<Float> {
    if collectsProblems { return try placeholder(name, shape) }
    let tensor = try stored(name, shape)
    if let mapped = checkpoint.mappedFloats(tensor)?.baseAddress { return mapped }
    let buffer = keeper.buffer(tensor.count)
    try checkpoint.read(tensor, into: UnsafeMutableBufferPointer(start: buffer.base, count: tensor.count))
    checkpoint.release(tensor)
    return UnsafePointer(buffer.base)
  }

  /// Notes what is wrong with a tensor.
  mutating func placeholder(_ name: String, _ shape: [Int]) throws -> UnsafePointer<Float> {
    var tensor: StoredTensor?
    var problem: (any Problem)?
    do {
      tensor = try stored(name, shape)
    } catch let found as any Problem {
      problem = found
    }
    if let problem {
      // A configuration that names more tensors than this is not worth reading to its end.
      guard problems.count < 1_000 else { throw problem }
      problems.append(problem)
      // A tensor of another shape is not also one without use.
      if let wrong = checkpoint[prefix + name] { read.insert(wrong.name) }
    }
    return try stand(in: shape, for: tensor)
  }

  /// Memory in place of numbers while problems are collected; nobody reads more of it than a norm's width.
  private mutating func stand(in shape: [Int], for tensor: StoredTensor?) throws -> UnsafePointer<Float> {
    let count = shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).overflow ? Int.max : $0 * $1 }
    if count > 1 << 24, let tensor, let bytes = checkpoint.mappedBytes(tensor)?.baseAddress {
      return bytes.assumingMemoryBound(to: Float.self)
    }
    guard count <= 1 << 28 else {
      throw CheckpointProblem.shapeOverflow(tensor?.name ?? "that is missing", shape: shape, path: checkpoint.path)
    }
    let buffer = keeper.buffer(count)
    buffer.base.update(repeating: 0, count: min(count, 1 << 16))
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
    // Files of the first versions call them gamma and beta.
    let isOld = !has(name + ".weight") && has(name + ".gamma")
    var gain = try floats(name + (isOld ? ".gamma" : ".weight"), width)
    if offset != 0 {
      let shifted = keeper.buffer(width)
      for i in 0..<width { shifted.base[i] = gain[i] + Float(offset) }
      gain = UnsafePointer(shifted.base)
    }
    return NormWeights(gain: gain, bias: bias ? try floats(name + (isOld ? ".beta" : ".bias"), width) : nil)
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
    guard !collectsProblems else {
      let weight = try placeholder(name + ".weight", [3 * heads * width, inputs])
      return Linear(
        factor: Factor(weight, inputs: inputs, outputs: 3 * heads * width, isTransposed: true),
        bias: bias ? try placeholder(name + ".bias", [3 * heads * width]) : nil)
    }
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
  mutating func unembedding(_ c: ModelConfiguration, tied: Factor, name: String, bias: String) throws -> Linear? {
    guard c.unembedding.head != .none else { return nil }
    let kept = prefix
    defer { prefix = kept }
    if !has(name + ".weight") { prefix = "" }
    let isStored = has(name + ".weight") || !c.unembedding.isTied
    return Linear(
      factor: isStored ? try table(name, rows: c.vocabularySize, width: c.embeddingWidth) : tied,
      bias: c.unembedding.hasBias ? try floats(bias, c.vocabularySize) : nil)
  }

  /// Checks that nothing in the file was left unread but buffers, known by how their names end.
  mutating func finish(ignoring buffers: [String]) throws(ModelProblem) {
    for name in checkpoint.names where !read.contains(name) && !buffers.contains(where: name.hasSuffix) {
      let problem = ModelProblem.unusedTensor(
        name, path: checkpoint.path, nearest: Suggestion.best(for: name, among: read))
      guard collectsProblems else { throw problem }
      problems.append(problem)
    }
  }
}

extension Linear {
  /// Some of the outputs, with their part of the bias.
  func outputs(_ range: Range<Int>) -> Linear {
    Linear(factor: factor.outputs(range), bias: bias.map { $0 + range.lowerBound })
  }
}
