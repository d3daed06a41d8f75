import WeirTensor

/// Puts a file's tensors into their roles, by a family's names and a model's configuration.
///
/// The configuration says what must be there, so a missing tensor is an error, as is one that nothing asked for.
struct TensorBinding {
  let c: ModelConfiguration
  let names: TensorNames

  init(_ configuration: ModelConfiguration, _ names: TensorNames) {
    c = configuration
    self.names = names
  }

  func bind(_ reader: inout WeightReader) throws -> Weights {
    reader.choosePrefix(names.prefixes, by: names.tokens + ".weight")
    let tokens = try reader.table(names.tokens, rows: c.vocabularySize, width: c.embeddingWidth)
    let weights = try stack(&reader, tokens)
    try reader.finish(ignoring: names.buffers)
    return weights
  }

  /// All but the token embedding.
  func stack(_ reader: inout WeightReader, _ tokens: Factor) throws -> Weights {
    let projections = try projections(&reader)
    return Weights(
      tokenEmbedding: tokens, embeddingProjection: projections?.into, unembeddingProjection: projections?.out,
      positionEmbedding: try positions(&reader),
      segmentEmbedding: try segments(&reader),
      embeddingNorm: c.embedding.hasNorm ? try norm(&reader, names.embeddingNorm, c.dModel) : nil,
      relativeBias: try relativeBias(&reader),
      blocks: try (0..<c.layerCount).map { try block($0, &reader) },
      finalNorm: c.norm.hasFinal ? try norm(&reader, names.finalNorm, c.dModel) : nil,
      head: try head(&reader),
      unembedding: try reader.unembedding(
        c, tied: tokens, name: names.unembedding, bias: names.unembeddingBias ?? names.unembedding + ".bias"),
      keeper: reader.keeper)
  }

  private func segments(_ reader: inout WeightReader) throws -> UnsafePointer<Float>? {
    guard let name = names.segments, c.embedding.segmentCount > 0 else { return nil }
    return try reader.floats(name + ".weight", c.embedding.segmentCount, c.dModel)
  }

  private func relativeBias(_ reader: inout WeightReader) throws -> UnsafePointer<Float>? {
    guard let name = names.relativeBias, case .relative(let buckets, _) = c.positions else { return nil }
    return try reader.floats(name + ".weight", buckets, c.headCount)
  }

  /// What stands before the unembedding of masked tokens.
  private func head(_ reader: inout WeightReader) throws -> HeadWeights? {
    guard let head = names.head, c.unembedding.head == .maskedTokens else { return nil }
    return try reader.withoutPrefix { reader throws in
      HeadWeights(
        dense: try reader.linear(head.dense, inputs: c.dModel, outputs: c.dModel, bias: true),
        norm: try reader.norm(head.norm, width: c.dModel, bias: true))
    }
  }

  private func positions(_ reader: inout WeightReader) throws -> UnsafePointer<Float>? {
    guard let name = names.positions, case .learned(let offset) = c.positions else { return nil }
    return try reader.floats(name + ".weight", c.contextLength + offset, c.dModel) + offset * c.dModel
  }

  private func projections(_ reader: inout WeightReader) throws -> (into: Linear, out: Linear)? {
    guard let width = c.embedding.projectedFrom, let into = names.projectionIn, let out = names.projectionOut else {
      return nil
    }
    return (
      try reader.linear(into, inputs: width, outputs: c.dModel, bias: false),
      try reader.linear(out, inputs: c.dModel, outputs: width, bias: false)
    )
  }

  private func norm(_ reader: inout WeightReader, _ name: String?, _ width: Int) throws -> NormWeights? {
    guard let name, c.norm.kind != .none, c.norm.isAffine else { return nil }
    return try reader.norm(name, width: width, bias: c.norm.kind == .layer, offset: c.norm.gainOffset)
  }

  private func block(_ layer: Int, _ reader: inout WeightReader) throws -> BlockWeights {
    let prefix = names.layer.replacing("{}", with: "\(layer)") + "."
    func named(_ name: String?) -> String? { name.map { prefix + $0 } }
    func linear(_ name: String, _ inputs: Int, _ outputs: Int, _ bias: Bool) throws -> Linear {
      try matrix(&reader, prefix + name, inputs, outputs, bias)
    }
    let output = try linear(
      names.attentionOutput, c.headCount * c.dHead, c.dModel, c.attention.hasOutputBias)
    var block = BlockWeights(
      norm1: c.norm.placement == .output ? nil : try norm(&reader, named(names.norm1), c.dModel),
      norm2: c.hasNorm2 ? try norm(&reader, named(names.norm2), c.dModel) : nil,
      norm1Post: c.hasPostNorms ? try norm(&reader, named(names.norm1Post), c.dModel) : nil,
      norm2Post: c.hasPostNorms ? try norm(&reader, named(names.norm2Post), c.dModel) : nil,
      attention: try queries(prefix, &reader, output), mlp: nil)
    if let cross = names.cross {
      let (q, k) = (c.headCount * c.dHead, c.keyValueHeadCount * c.dHead)
      block.crossNorm = try norm(&reader, named(cross.norm), c.dModel)
      block.cross = AttentionWeights(
        query: try linear(cross.query, c.dModel, q, c.attention.hasInputBias),
        key: try linear(cross.key, c.dModel, k, c.attention.hasInputBias),
        value: try linear(cross.value, c.dModel, k, c.attention.hasInputBias),
        output: try linear(cross.output, q, c.dModel, c.attention.hasOutputBias))
    }
    if c.normsQueries {
      let isPerHead = c.normsEachHead
      block.attention.queryNorm = try norm(
        &reader, named(names.queryNorm), isPerHead ? c.dHead : c.headCount * c.dHead)
      block.attention.keyNorm = try norm(
        &reader, named(names.keyNorm), isPerHead ? c.dHead : c.keyValueHeadCount * c.dHead)
    }
    switch names.mlp {
    case .plain(let input, let output):
      guard c.mlp.kind == .plain else { break }
      block.mlp = MLPWeights(
        input: try linear(input, c.dModel, c.dMLP, c.mlp.hasBias),
        output: try linear(output, c.dMLP, c.dModel, c.mlp.hasBias))
    case .gated(let gate, let input, let output):
      block.mlp = MLPWeights(
        gate: try linear(gate, c.dModel, c.dMLP, c.mlp.hasBias),
        input: try linear(input, c.dModel, c.dMLP, c.mlp.hasBias),
        output: try linear(output, c.dMLP, c.dModel, c.mlp.hasBias))
    case .fusedGate(let both, let output):
      let fused = try linear(both, c.dModel, 2 * c.dMLP, c.mlp.hasBias)
      block.mlp = MLPWeights(
        gate: fused.outputs(0..<c.dMLP), input: fused.outputs(c.dMLP..<(2 * c.dMLP)),
        output: try linear(output, c.dMLP, c.dModel, c.mlp.hasBias))
    case .experts(let router, let expert, let gate, let input, let output):
      let experts = try (0..<c.expertCount).map { number in
        let prefix = expert.replacing("{}", with: "\(number)") + "."
        return MLPWeights(
          gate: try linear(prefix + gate, c.dModel, c.dMLP, false),
          input: try linear(prefix + input, c.dModel, c.dMLP, false),
          output: try linear(prefix + output, c.dMLP, c.dModel, false))
      }
      block.experts = ExpertWeights(router: try linear(router, c.dModel, c.expertCount, false), experts: experts)
    case .stackedExperts(let router, let both, let output):
      let inputs = try reader.stack(prefix + both, count: c.expertCount, inputs: c.dModel, outputs: 2 * c.dMLP)
      let outputs = try reader.stack(prefix + output, count: c.expertCount, inputs: c.dMLP, outputs: c.dModel)
      let experts = zip(inputs, outputs).map { both, output in
        MLPWeights(gate: both.outputs(0..<c.dMLP), input: both.outputs(c.dMLP..<(2 * c.dMLP)), output: output)
      }
      block.experts = ExpertWeights(router: try linear(router, c.dModel, c.expertCount, false), experts: experts)
    }
    return block
  }

  /// A matrix as the family stores it, with its bias where the model has one.
  private func matrix(
    _ reader: inout WeightReader, _ name: String, _ inputs: Int, _ outputs: Int, _ bias: Bool
  ) throws -> Linear {
    switch names.layout {
    case .outputsByInputs: try reader.linear(name, inputs: inputs, outputs: outputs, bias: bias)
    case .inputsByOutputs: try reader.convolution(name, inputs: inputs, outputs: outputs, bias: bias)
    }
  }

  /// Queries, keys and values, from three matrices or from one.
  private func queries(_ prefix: String, _ reader: inout WeightReader, _ output: Linear) throws -> AttentionWeights {
    let (q, k) = (c.headCount * c.dHead, c.keyValueHeadCount * c.dHead)
    let bias = c.attention.hasInputBias
    let fused: Linear
    switch names.queries {
    case .separate(let query, let key, let value):
      return AttentionWeights(
        query: try matrix(&reader, prefix + query, c.dModel, q, bias),
        key: try matrix(&reader, prefix + key, c.dModel, k, bias),
        value: try matrix(&reader, prefix + value, c.dModel, k, bias), output: output)
    case .fused(let name): fused = try matrix(&reader, prefix + name, c.dModel, q + 2 * k, bias)
    case .fusedByHead(let name):
      fused = try reader.sortedByRole(prefix + name, inputs: c.dModel, heads: c.headCount, width: c.dHead, bias: bias)
    }
    return AttentionWeights(
      query: fused.outputs(0..<q), key: fused.outputs(q..<(q + k)), value: fused.outputs((q + k)..<(q + 2 * k)),
      fused: fused, output: output)
  }
}
