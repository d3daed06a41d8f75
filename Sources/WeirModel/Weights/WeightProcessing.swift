// Weight processing, on request: rewritings that leave what the model computes as it is (logits up to a constant a
// position) and make components easier to compare. The order and the arithmetic are TransformerLens's.

import WeirTensor
import WeirText

/// A step of weight processing.
public enum WeightProcessing: String, Sendable, Hashable, CaseIterable {
  /// Gains and biases of norms go into the weights that read them; layer norms also centre these.
  case foldLayerNorm = "fold_ln"
  /// What writes to the stream loses its mean over d_model, which layer norms remove anyway.
  case centreWritingWeights = "center_writing_weights"
  /// The unembedding loses its mean over the vocabulary: logits shift by a constant at each position.
  case centreUnembedding = "center_unembed"
  /// Value biases go into the output bias, because each pattern row sums to 1.
  case foldValueBiases = "fold_value_biases"
}

extension WeightProcessing {
  /// What somebody asks for: steps by name, or those of TransformerLens's loader that leave what the model computes as
  /// it is.
  public enum Request: Sendable, Hashable {
    case steps([WeightProcessing])
    case transformerLens

    /// The file's numbers as they are.
    public static let none = Request.steps([])
  }

  /// Why the step would change what a model computes; nil where it does not.
  func refusal(in c: ModelConfiguration) -> String? {
    if c.embedding.projectedFrom != nil { return "its embedding is projected to the width of the stream" }
    switch self {
    case .foldLayerNorm:
      let isFoldable = c.norm.placement == .pre || c.norm.placement == .preAndOutput || c.norm.kind == .none
      return isFoldable ? nil : "its norms stand on the stream, whose sums read their gains"
    case .centreWritingWeights:
      guard c.norm.kind == .layer, c.norm.hasFinal else { return "its norms do not subtract the mean" }
      return c.norm.placement == .pre ? nil : "a norm follows what is written"
    case .centreUnembedding: return c.unembedding.softCap == nil ? nil : "its logits are capped"
    case .foldValueBiases: return nil
    }
  }
}

extension Model {
  /// The same model processed as somebody asks.
  /// - Throws: as `processed` does.
  public func processed(_ request: WeightProcessing.Request) throws -> Model {
    switch request {
    case .steps(let steps): try processed(steps)
    case .transformerLens: try processed(WeightProcessing.allCases.filter { $0.refusal(in: configuration) == nil })
    }
  }

  /// The same model with processed weights; it says so in `processing`.
  /// - Throws: `ModelProblem.processingRefused` where a step would change what the model computes, `Interrupted`.
  public func processed(_ steps: [WeightProcessing]) throws -> Model {
    if let step = steps.first, configuration.stack != .decoder {
      throw ModelProblem.processingRefused(step.rawValue, model: configuration.name, why: "it is no decoder alone")
    }
    var done: [String] = []
    let copy = try Activity.during(.processing) {
      var copy = try ProcessedWeights(self)
      for step in WeightProcessing.allCases where steps.contains(step) {
        guard !processing.contains(step.rawValue) else { continue }
        try copy.apply(step, configuration)
        done.append(step.rawValue)
      }
      return copy
    }
    return try Model(configuration, weights: copy.weights, processing: processing + done, tokenText: tokenText)
  }
}

/// A copy of a model's weights that may be written, matrices as `[input, output]`, the unembedding as `[vocab, d_model]`.
private struct ProcessedWeights {
  private(set) var weights: Weights
  private let d: Int
  private let isLayerNorm: Bool
  private var isCentred = false

  init(_ model: Model) throws {
    let c = model.configuration
    d = c.dModel
    isLayerNorm = c.norm.kind == .layer
    let keeper = WeightKeeper(nil)
    weights = try model.weights.copied(c, into: keeper, givesBiases: true) {
      try keeper.copy($0, isTable: $1, in: .float32)
    }
    weights.precision = .float32
  }

  mutating func apply(_ step: WeightProcessing, _ c: ModelConfiguration) throws {
    if let why = step.refusal(in: c) { throw ModelProblem.processingRefused(step.rawValue, model: c.name, why: why) }
    switch step {
    case .foldLayerNorm: try foldNorms(c)
    case .centreWritingWeights: try centreWriters(c)
    case .centreUnembedding: try centreUnembedding()
    case .foldValueBiases: try foldValueBiases(c)
    }
  }

  private func mutable(_ pointer: UnsafePointer<Float>) -> UnsafeMutablePointer<Float> {
    UnsafeMutablePointer(mutating: pointer)
  }

  /// Adds the norm's bias times the weight to the bias, scales the weight's rows by the gain, and centres its columns.
  ///
  /// What the norm puts out is multiplied by `scale` before it meets the weight.
  private func fold(
    _ norm: NormWeights?, into linear: Linear, centres: Bool, scale: Double = 1
  ) throws(Interrupted) {
    let f = linear.factor
    guard let base = f.floats.map(mutable) else { return }
    let weight = Rows(base, count: f.isTransposed ? f.outputs : f.inputs, width: f.isTransposed ? f.inputs : f.outputs)
    let bias = linear.bias.map { Rows(mutable($0), count: 1, width: f.outputs) }
    // Some outputs a task; within one, inputs come in order and the outputs beside each other in memory are done together.
    let step = f.isTransposed ? 64 : 32
    try WorkerPool.shared.run((f.outputs + step - 1) / step) { task in
      let outputs = (task * step)..<min(f.outputs, (task + 1) * step)
      func place(_ i: Int, _ o: Int) -> UnsafeMutablePointer<Float> {
        f.isTransposed ? weight.row(o) + i : weight.row(i) + o
      }
      var shifts = [Double](repeating: 0, count: outputs.count)
      var means = shifts
      for i in 0..<f.inputs {
        let (shift, gain) = (Double(norm?.bias?[i] ?? 0) * scale, norm?.gain?[i] ?? 1)
        for o in outputs {
          let number = place(i, o)
          shifts[o - outputs.lowerBound] += shift * Double(number.pointee)
          number.pointee *= gain
          means[o - outputs.lowerBound] += Double(number.pointee)
        }
      }
      for o in outputs { bias?.base[o] += Float(shifts[o - outputs.lowerBound]) }
      guard centres else { return }
      let subtracted = means.map { Float($0 / Double(f.inputs)) }
      for i in 0..<f.inputs { for o in outputs { place(i, o).pointee -= subtracted[o - outputs.lowerBound] } }
    }
  }

  private mutating func foldNorms(_ c: ModelConfiguration) throws(Interrupted) {
    guard c.norm.kind != .none else { return }
    let empty = NormWeights(gain: nil, bias: nil)
    for l in weights.blocks.indices {
      let block = weights.blocks[l]
      for linear in [block.attention.query, block.attention.key, block.attention.value] {
        try fold(block.norm1, into: linear, centres: isLayerNorm)
      }
      let norm = c.sharesNorm ? block.norm1 : block.norm2
      if let router = block.experts?.router { try fold(norm, into: router, centres: isLayerNorm) }
      for mlp in block.everyMLP {
        try fold(norm, into: mlp.input, centres: isLayerNorm)
        if let gate = mlp.gate { try fold(norm, into: gate, centres: false) }
      }
      weights.blocks[l].norm1 = block.norm1 == nil ? nil : empty
      weights.blocks[l].norm2 = block.norm2 == nil ? nil : empty
    }
    guard c.norm.hasFinal else { return }
    if let unembedding = weights.unembedding {
      try fold(weights.finalNorm, into: unembedding, centres: isLayerNorm, scale: c.unembedding.scale)
    }
    weights.finalNorm = weights.finalNorm == nil ? nil : empty
  }

  /// Subtracts each row's mean over its `d` numbers.
  private func centreRows(_ values: UnsafePointer<Float>?, _ count: Int) throws(Interrupted) {
    guard let rows = values.map({ Rows(mutable($0), count: count, width: d) }) else { return }
    let step = max(1, 100_000 / max(1, d))
    try WorkerPool.shared.run((count + step - 1) / step) { task in
      for row in (task * step)..<min(count, (task + 1) * step) {
        let values = rows.row(row)
        let mean = (0..<d).reduce(0.0) { $0 + Double(values[$1]) } / Double(d)
        for i in 0..<d { values[i] -= Float(mean) }
      }
    }
  }

  private mutating func centreWriters(_ c: ModelConfiguration) throws(Interrupted) {
    try centreRows(weights.tokenEmbedding.floats, c.vocabularySize)
    try centreRows(weights.positionEmbedding, c.contextLength)
    for block in weights.blocks {
      try centreRows(block.attention.output.factor.floats, block.attention.output.factor.inputs)
      try centreRows(block.attention.output.bias, 1)
      for mlp in block.everyMLP {
        try centreRows(mlp.output.factor.floats, mlp.output.factor.inputs)
        try centreRows(mlp.output.bias, 1)
      }
    }
    isCentred = true
  }

  private func centreUnembedding() throws(Interrupted) {
    guard let unembedding = weights.unembedding, let base = unembedding.factor.floats.map(mutable) else { return }
    let count = unembedding.factor.outputs
    let rows = Rows(base, count: count, width: d)
    try WorkerPool.shared.run((d + 31) / 32) { task in
      let columns = (task * 32)..<min(d, task * 32 + 32)
      var means = [Double](repeating: 0, count: columns.count)
      for row in 0..<count {
        if row % 4_096 == 0, Interrupt.isRequested { return }
        for i in columns { means[i - columns.lowerBound] += Double(rows.row(row)[i]) }
      }
      for row in 0..<count {
        if row % 4_096 == 0, Interrupt.isRequested { return }
        for i in columns { rows.row(row)[i] -= Float(means[i - columns.lowerBound] / Double(count)) }
      }
    }
    guard let bias = unembedding.bias.map(mutable) else { return }
    let mean = (0..<count).reduce(0.0) { $0 + Double(bias[$1]) } / Double(count)
    for row in 0..<count { bias[row] -= Float(mean) }
  }

  private func foldValueBiases(_ c: ModelConfiguration) throws(Interrupted) {
    for block in weights.blocks {
      guard let value = block.attention.value.bias.map(mutable), let bias = block.attention.output.bias else {
        continue
      }
      try Interrupt.check()
      let output = block.attention.output.factor
      var sums = [Double](repeating: 0, count: d)
      var row = [Float](repeating: 0, count: d)
      for head in 0..<c.headCount {
        let group = head * c.keyValueHeadCount / c.headCount
        for e in 0..<c.dHead {
          output.copy(input: head * c.dHead + e, into: &row)
          let factor = Double(value[group * c.dHead + e])
          for o in 0..<d { sums[o] += factor * Double(row[o]) }
        }
      }
      for o in 0..<d { mutable(bias)[o] += Float(sums[o]) }
      value.update(repeating: 0, count: c.keyValueHeadCount * c.dHead)
      if isCentred { try centreRows(bias, 1) }
    }
  }
}
