// Weights as tensors: activations multiply from the left, heads stand in front.

import WeirTensor
import WeirText

extension Model {
  /// A weight by its name: `blocks.5.attn.W_Q` is `[head, d_model, d_head]`, `W_Q` has `layer` in front; of two stacks,
  /// `encoder.5.attn.W_Q` and `decoder.5.attn.W_Q`.
  /// - Throws: `ModelProblem.unknownWeight`, `.weightAbsent`, `.noSuchComponent`, `TensorProblem.tooLarge`.
  public func weight(named text: String) throws -> Tensor {
    for stack in Component.StackName.allCases where encoder != nil && text.hasPrefix(stack.hookPrefix + ".") {
      return try part(stack).weight(WeightPlace(parsing: "blocks" + text.dropFirst(stack.hookPrefix.count)))
    }
    return try weight(WeightPlace(parsing: text))
  }

  /// The stack of a model that has two; a model with one is all of it.
  public func part(_ stack: Component.StackName?) -> Model { stack == .encoder ? encoder ?? self : self }

  /// A weight, of one head where that is given.
  public func weight(_ place: WeightPlace, head: Int? = nil) throws -> Tensor {
    let name = place.name
    if let head {
      guard name.hasHeads else { throw ModelProblem.weightHasNoHeads(name.rawValue) }
      let count = headCount(of: name)
      guard (0..<count).contains(head) else {
        throw ModelProblem.noSuchComponent(
          "head \(head) of \(name.rawValue)", model: configuration.name, noun: "head", letter: "H", count: count)
      }
    }
    guard name.isLayered, place.layer == nil else { return try single(name, place.layer, head) }
    let layers = try (0..<configuration.layerCount).map { try single(name, $0, head) }
    guard let first = layers.first else { throw ModelProblem.weightAbsent(name.rawValue, model: configuration.name) }
    return try Tensor.make([Axis("layer", layers.count)] + first.axes) { buffer in
      for (index, layer) in layers.enumerated() {
        try Interrupt.check()
        layer.withValues { values in
          guard let source = values.baseAddress, let target = buffer.baseAddress else { return }
          (target + index * values.count).update(from: source, count: values.count)
        }
      }
    }
  }

  private func headCount(of name: WeightName) -> Int {
    switch name {
    case .key, .keyBias, .value, .valueBias: configuration.keyValueHeadCount
    default: configuration.headCount
    }
  }

  private func single(_ name: WeightName, _ layer: Int?, _ head: Int?) throws -> Tensor {
    let c = configuration
    if let layer, !(0..<c.layerCount).contains(layer) {
      throw ModelProblem.noSuchComponent("L\(layer)", model: c.name, noun: "layer", letter: "L", count: c.layerCount)
    }
    let block = layer.map { weights.blocks[$0] }
    func absent() -> ModelProblem { .weightAbsent(name.rawValue, model: c.name) }
    func vector(_ values: UnsafePointer<Float>?, _ axis: String, _ count: Int) throws -> Tensor {
      guard let values else { throw absent() }
      return borrow([Axis(axis, count)], values)
    }
    switch name {
    case .embedding:
      guard weights.patches == nil else { throw absent() }
      guard let projection = weights.embeddingProjection else { return try embeddingTable("d_model") }
      return try Tensor.contract(
        embeddingTable("d_embed"), matrix(projection.factor, "d_embed", "d_model"), over: ["d_embed"])
    case .embeddingNormGain: return try vector(weights.embeddingNorm?.gain, "d_model", c.dModel)
    case .embeddingNormBias: return try vector(weights.embeddingNorm?.bias, "d_model", c.dModel)
    case .positions:
      guard let table = weights.positionEmbedding else { throw absent() }
      return borrow([Axis("pos", c.contextLength), Axis("d_model", c.dModel)], table)
    case .norm1Gain: return try vector(block?.norm1?.gain, "d_model", c.dModel)
    case .norm1Bias: return try vector(block?.norm1?.bias, "d_model", c.dModel)
    case .norm2Gain: return try vector(block?.norm2?.gain, "d_model", c.dModel)
    case .norm2Bias: return try vector(block?.norm2?.bias, "d_model", c.dModel)
    case .norm1PostGain: return try vector(block?.norm1Post?.gain, "d_model", c.dModel)
    case .norm1PostBias: return try vector(block?.norm1Post?.bias, "d_model", c.dModel)
    case .norm2PostGain: return try vector(block?.norm2Post?.gain, "d_model", c.dModel)
    case .norm2PostBias: return try vector(block?.norm2Post?.bias, "d_model", c.dModel)
    case .queryNormGain: return try queryKeyNorm(block?.attention.queryNorm?.gain, c.headCount, name)
    case .queryNormBias: return try queryKeyNorm(block?.attention.queryNorm?.bias, c.headCount, name)
    case .keyNormGain: return try queryKeyNorm(block?.attention.keyNorm?.gain, c.keyValueHeadCount, name)
    case .keyNormBias: return try queryKeyNorm(block?.attention.keyNorm?.bias, c.keyValueHeadCount, name)
    case .hiddenNormGain: return try vector(block?.mlp?.norm?.gain, "d_mlp", c.dMLP)
    case .hiddenNormBias: return try vector(block?.mlp?.norm?.bias, "d_mlp", c.dMLP)
    case .finalGain: return try vector(weights.finalNorm?.gain, "d_model", c.dModel)
    case .finalBias: return try vector(weights.finalNorm?.bias, "d_model", c.dModel)
    case .query, .key, .value:
      guard let attention = block?.attention else { throw absent() }
      let linear = name == .query ? attention.query : name == .key ? attention.key : attention.value
      return try heads(linear, of: name, head, rows: .inputs)
    case .queryBias, .keyBias, .valueBias:
      guard let attention = block?.attention else { throw absent() }
      let linear = name == .queryBias ? attention.query : name == .keyBias ? attention.key : attention.value
      guard let bias = linear.bias else { throw absent() }
      if let head { return borrow([Axis("d_head", c.dHead)], bias + head * c.dHead) }
      return borrow([headAxis(of: name), Axis("d_head", c.dHead)], bias)
    case .output:
      guard let attention = block?.attention else { throw absent() }
      return try heads(attention.output, of: name, head, rows: .outputs)
    case .outputBias: return try vector(block?.attention.output.bias, "d_model", c.dModel)
    case .router:
      guard let router = block?.experts?.router else { throw absent() }
      return try matrix(router.factor, "d_model", "expert")
    case .gate, .input, .hiddenOutput:
      let factors = (block?.everyMLP ?? []).compactMap { mlp in
        (name == .gate ? mlp.gate : name == .input ? mlp.input : mlp.output)?.factor
      }
      guard !factors.isEmpty else { throw absent() }
      let isOutput = name == .hiddenOutput
      return try expertMatrices(
        factors, isOutput ? "d_mlp" : "d_model", isOutput ? "d_model" : "d_mlp", isSingle: block?.experts == nil)
    case .gateBias: return try vector(block?.mlp?.gate?.bias, "d_mlp", c.dMLP)
    case .inputBias: return try vector(block?.mlp?.input.bias, "d_mlp", c.dMLP)
    case .hiddenOutputBias: return try vector(block?.mlp?.output.bias, "d_model", c.dModel)
    case .unembedding:
      guard let factor = weights.unembedding?.factor else { throw absent() }
      guard let projection = weights.unembeddingProjection else { return try unembedding(factor, "d_model") }
      return try Tensor.contract(
        matrix(projection.factor, "d_model", "d_embed"), unembedding(factor, "d_embed"), over: ["d_embed"])
    case .unembeddingBias:
      guard let bias = weights.unembedding?.bias else { throw absent() }
      return borrow([vocabularyAxis], bias)
    }
  }

  /// The embedding as it is stored `[vocab, width]`.
  private func embeddingTable(_ width: String) throws -> Tensor {
    let table = weights.tokenEmbedding
    let axes = [vocabularyAxis, Axis(width, table.inputs)]
    if let floats = table.floats { return borrow(axes, floats) }
    return try Tensor.make(axes) { buffer in
      try eachStretch(table.outputs, width: table.inputs, buffer) { table.copy(output: $0, into: $1) }
    }
  }

  /// A norm's numbers over d_head, or over all heads together, which then are an axis.
  private func queryKeyNorm(_ values: UnsafePointer<Float>?, _ heads: Int, _ name: WeightName) throws -> Tensor {
    guard let values else { throw ModelProblem.weightAbsent(name.rawValue, model: configuration.name) }
    let width = Axis("d_head", configuration.dHead)
    if configuration.normsEachHead { return borrow([width], values) }
    return borrow([Axis(heads == configuration.headCount ? "head" : "group", heads), width], values)
  }

  /// `[input, output]` of the one MLP, `[expert, input, output]` of several.
  // Swift 6.3's optimiser fails on its closure inside the function with all the cases.
  @inline(never)
  private func expertMatrices(_ factors: [Factor], _ input: String, _ output: String, isSingle: Bool) throws -> Tensor {
    if isSingle, let only = factors.first { return try matrix(only, input, output) }
    let size = (factors.first?.inputs ?? 0, factors.first?.outputs ?? 0)
    return try Tensor.make([Axis("expert", factors.count), Axis(input, size.0), Axis(output, size.1)]) { buffer in
      guard let base = buffer.baseAddress else { return }
      for (number, factor) in factors.enumerated() {
        for row in 0..<size.0 { factor.copy(input: row, into: base + (number * size.0 + row) * size.1) }
      }
    }
  }

  /// Numbers that stay where they are.
  private func borrow(_ axes: [Axis], _ values: UnsafePointer<Float>) -> Tensor {
    let count = axes.reduce(1) { $0 * $1.size }
    return Tensor(axes, borrowing: UnsafeBufferPointer(start: values, count: count), lender: weights.keeper)
  }

  private func headAxis(of name: WeightName) -> Axis {
    let count = headCount(of: name)
    return Axis(count == configuration.headCount ? "head" : "group", count)
  }

  /// Which side of a matrix is not divided by heads.
  private enum Side { case inputs, outputs }

  /// `[head, d_model, d_head]` or `[head, d_head, d_model]`, or one head of it.
  private func heads(_ linear: Linear, of name: WeightName, _ head: Int?, rows side: Side) throws -> Tensor {
    let (d, e, factor) = (configuration.dModel, configuration.dHead, linear.factor)
    let inner = side == .inputs ? [Axis("d_model", d), Axis("d_head", e)] : [Axis("d_head", e), Axis("d_model", d)]
    let chosen = head.map { $0..<($0 + 1) } ?? 0..<headCount(of: name)
    return try Tensor.make((head == nil ? [headAxis(of: name)] : []) + inner) { buffer in
      let (rows, columns) = (inner[0].size, inner[1].size)
      try eachStretch(chosen.count * rows, width: columns, buffer) { place, target in
        let start = (chosen.lowerBound + place / rows) * e
        if side == .inputs {
          factor.outputs(start..<(start + e)).copy(input: place % rows, into: target)
        } else {
          factor.copy(input: start + place % rows, into: target)
        }
      }
    }
  }

  /// `[input, output]`, in place where it lies so.
  private func matrix(_ factor: Factor, _ input: String, _ output: String) throws -> Tensor {
    try matrix(factor, [Axis(input, factor.inputs), Axis(output, factor.outputs)])
  }

  /// The unembedding as it is stored `[width, vocab]`.
  private func unembedding(_ factor: Factor, _ width: String) throws -> Tensor {
    try matrix(factor, [Axis(width, factor.inputs), vocabularyAxis])
  }

  private func matrix(_ factor: Factor, _ axes: [Axis]) throws -> Tensor {
    if let floats = factor.floats, !factor.isTransposed, factor.stride == factor.outputs { return borrow(axes, floats) }
    return try Tensor.make(axes) { buffer in
      try eachStretch(factor.inputs, width: factor.outputs, buffer) { factor.copy(input: $0, into: $1) }
    }
  }

  /// Fills the rows of a tensor on all threads.
  private func eachStretch(
    _ rows: Int, width: Int, _ buffer: UnsafeMutableBufferPointer<Float>,
    _ fill: (Int, UnsafeMutablePointer<Float>) -> Void
  ) throws {
    guard let base = buffer.baseAddress else { return }
    let target = Rows(base, count: rows, width: width)
    let step = max(1, 200_000 / max(1, width))
    try WorkerPool.shared.run((rows + step - 1) / step) { task in
      for row in (task * step)..<min(rows, (task + 1) * step) { fill(row, target.row(row)) }
    }
  }
}
