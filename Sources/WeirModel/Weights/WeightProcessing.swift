// Weight processing, on request: rewritings that leave what the model computes as it is (logits up to a constant a
// position) and make components easier to compare. The order and the arithmetic are TransformerLens's.

import WeirTensor

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

extension Model {
  /// The same model with processed weights; it says so in `processing`.
  /// - Throws: `ModelProblem.processingRefused` where a step would change what the model computes, `Interrupted`.
  public func processed(_ steps: [WeightProcessing]) throws -> Model {
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
  private let keeper: WeightKeeper
  private let d: Int
  private let isLayerNorm: Bool
  private var isCentred = false
  /// Numbers between two looks at the interrupt.
  private static let checkedCount = 1 << 20

  init(_ model: Model) throws(Interrupted) {
    let c = model.configuration
    let keeper = WeightKeeper(model.weights.keeper.checkpoint, keeping: model.weights.keeper)
    self.keeper = keeper
    d = c.dModel
    isLayerNorm = c.norm.kind == .layer
    var weights = model.weights
    func vector(_ values: UnsafePointer<Float>?, _ count: Int) throws(Interrupted) -> UnsafePointer<Float> {
      let buffer = keeper.buffer(count)
      for start in stride(from: 0, to: count, by: Self.checkedCount) {
        try Interrupt.check()
        for i in start..<min(count, start + Self.checkedCount) { buffer.base[i] = values?[i] ?? 0 }
      }
      return UnsafePointer(buffer.base)
    }
    func linear(_ linear: Linear) throws(Interrupted) -> Linear {
      let f = linear.factor
      let buffer = keeper.buffer(f.inputs * f.outputs)
      for i in 0..<f.inputs {
        try Interrupt.check()
        for o in 0..<f.outputs { buffer.base[i * f.outputs + o] = f.value(i, o) }
      }
      return Linear(
        factor: Factor(buffer.base, inputs: f.inputs, outputs: f.outputs), bias: try vector(linear.bias, f.outputs))
    }
    weights.tokenEmbedding = try vector(weights.tokenEmbedding, c.vocabularySize * d)
    if let table = weights.positionEmbedding {
      weights.positionEmbedding = try vector(table, c.contextLength * c.dModel)
    }
    for l in weights.blocks.indices {
      weights.blocks[l].attention.fused = nil
      weights.blocks[l].attention.query = try linear(weights.blocks[l].attention.query)
      weights.blocks[l].attention.key = try linear(weights.blocks[l].attention.key)
      weights.blocks[l].attention.value = try linear(weights.blocks[l].attention.value)
      weights.blocks[l].attention.output = try linear(weights.blocks[l].attention.output)
      if let mlp = weights.blocks[l].mlp {
        weights.blocks[l].mlp = MLPWeights(
          gate: try mlp.gate.map(linear), input: try linear(mlp.input), output: try linear(mlp.output))
      }
    }
    if let unembedding = weights.unembedding {
      let f = unembedding.factor
      let buffer = keeper.buffer(f.inputs * f.outputs)
      for o in 0..<f.outputs {
        try Interrupt.check()
        for i in 0..<f.inputs { buffer.base[o * f.inputs + i] = f.value(i, o) }
      }
      weights.unembedding = Linear(
        factor: Factor(buffer.base, inputs: f.inputs, outputs: f.outputs, isTransposed: true),
        bias: try vector(unembedding.bias, f.outputs))
    }
    weights.keeper = keeper
    self.weights = weights
  }

  mutating func apply(_ step: WeightProcessing, _ c: ModelConfiguration) throws {
    switch step {
    case .foldLayerNorm:
      guard c.norm.placement == .pre || c.norm.placement == .preAndOutput || c.norm.kind == .none else {
        throw ModelProblem.processingRefused(step.rawValue, model: c.name, why: "its norms stand behind the sum")
      }
      try foldNorms(sharesNorm: c.sharesNorm)
    case .centreWritingWeights:
      guard isLayerNorm, c.norm.hasFinal else {
        throw ModelProblem.processingRefused(step.rawValue, model: c.name, why: "its norms do not subtract the mean")
      }
      guard c.norm.placement == .pre else {
        throw ModelProblem.processingRefused(step.rawValue, model: c.name, why: "a norm follows what is written")
      }
      try centreWriters(c)
    case .centreUnembedding:
      guard c.unembedding.softCap == nil else {
        throw ModelProblem.processingRefused(step.rawValue, model: c.name, why: "its logits are capped")
      }
      try centreUnembedding()
    case .foldValueBiases: try foldValueBiases(c)
    }
  }

  private func mutable(_ pointer: UnsafePointer<Float>) -> UnsafeMutablePointer<Float> {
    UnsafeMutablePointer(mutating: pointer)
  }

  /// Adds the norm's bias times the weight to the bias, scales the weight's rows by the gain, and centres its columns.
  private func fold(_ norm: NormWeights?, into linear: Linear, centres: Bool) throws(Interrupted) {
    let f = linear.factor
    let stride = f.isTransposed ? (input: 1, output: f.stride) : (input: f.stride, output: 1)
    guard let weight = f.floats.map(mutable) else { return }
    for o in 0..<f.outputs {
      try Interrupt.check()
      var shift = 0.0
      var mean = 0.0
      for i in 0..<f.inputs {
        let place = i * stride.input + o * stride.output
        shift += Double(norm?.bias?[i] ?? 0) * Double(weight[place])
        weight[place] *= norm?.gain?[i] ?? 1
        mean += Double(weight[place])
      }
      if let bias = linear.bias { mutable(bias)[o] += Float(shift) }
      guard centres else { continue }
      for i in 0..<f.inputs { weight[i * stride.input + o * stride.output] -= Float(mean / Double(f.inputs)) }
    }
  }

  private mutating func foldNorms(sharesNorm: Bool) throws(Interrupted) {
    let empty = NormWeights(gain: nil, bias: nil)
    for l in weights.blocks.indices {
      let block = weights.blocks[l]
      for linear in [block.attention.query, block.attention.key, block.attention.value] {
        try fold(block.norm1, into: linear, centres: isLayerNorm)
      }
      if let mlp = block.mlp {
        let norm = sharesNorm ? block.norm1 : block.norm2
        try fold(norm, into: mlp.input, centres: isLayerNorm)
        if let gate = mlp.gate { try fold(norm, into: gate, centres: false) }
      }
      weights.blocks[l].norm1 = block.norm1 == nil ? nil : empty
      weights.blocks[l].norm2 = block.norm2 == nil ? nil : empty
    }
    if let unembedding = weights.unembedding { try fold(weights.finalNorm, into: unembedding, centres: isLayerNorm) }
    weights.finalNorm = weights.finalNorm == nil ? nil : empty
  }

  /// Subtracts each row's mean over its `d` numbers.
  private func centreRows(_ values: UnsafePointer<Float>?, _ rows: Int) throws(Interrupted) {
    guard let values = values.map(mutable) else { return }
    for row in 0..<rows {
      try Interrupt.check()
      let mean = (0..<d).reduce(0.0) { $0 + Double(values[row * d + $1]) } / Double(d)
      for i in 0..<d { values[row * d + i] -= Float(mean) }
    }
  }

  private mutating func centreWriters(_ c: ModelConfiguration) throws(Interrupted) {
    try centreRows(weights.tokenEmbedding, c.vocabularySize)
    try centreRows(weights.positionEmbedding, c.contextLength)
    for block in weights.blocks {
      try centreRows(block.attention.output.factor.floats, block.attention.output.factor.inputs)
      try centreRows(block.attention.output.bias, 1)
      try centreRows(block.mlp?.output.factor.floats, block.mlp?.output.factor.inputs ?? 0)
      try centreRows(block.mlp?.output.bias, 1)
    }
    isCentred = true
  }

  private func centreUnembedding() throws(Interrupted) {
    guard let unembedding = weights.unembedding, let weight = unembedding.factor.floats.map(mutable) else { return }
    let rows = unembedding.factor.outputs
    var means = [Double](repeating: 0, count: d)
    for row in 0..<rows {
      try Interrupt.check()
      for i in 0..<d { means[i] += Double(weight[row * d + i]) }
    }
    for row in 0..<rows {
      try Interrupt.check()
      for i in 0..<d { weight[row * d + i] -= Float(means[i] / Double(rows)) }
    }
    guard let bias = unembedding.bias.map(mutable) else { return }
    let mean = (0..<rows).reduce(0.0) { $0 + Double(bias[$1]) } / Double(rows)
    for row in 0..<rows { bias[row] -= Float(mean) }
  }

  private func foldValueBiases(_ c: ModelConfiguration) throws(Interrupted) {
    for block in weights.blocks {
      guard let value = block.attention.value.bias.map(mutable), let bias = block.attention.output.bias else {
        continue
      }
      let output = block.attention.output.factor
      for o in 0..<d {
        try Interrupt.check()
        var sum = 0.0
        for head in 0..<c.headCount {
          let group = head * c.keyValueHeadCount / c.headCount
          for e in 0..<c.dHead {
            sum += Double(value[group * c.dHead + e]) * Double(output.value(head * c.dHead + e, o))
          }
        }
        mutable(bias)[o] += Float(sum)
      }
      value.update(repeating: 0, count: c.keyValueHeadCount * c.dHead)
      if isCentred { try centreRows(bias, 1) }
    }
  }
}
