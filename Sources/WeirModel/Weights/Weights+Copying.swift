import WeirTensor

extension Weights {
  /// A copy nothing of which lies in the old memory, with matrices as `matrix` makes them.
  /// - Parameters:
  ///   - givesBiases: whether products without a bias get one of zeros.
  ///   - matrix: told the factor, and whether it is a table whose outputs are rows in memory.
  func copied(
    _ c: ModelConfiguration, into keeper: WeightKeeper, givesBiases: Bool,
    matrix: (Factor, _ isTable: Bool) throws -> Factor
  ) throws -> Weights {
    func vector(_ values: UnsafePointer<Float>?, _ count: Int) -> UnsafePointer<Float>? {
      guard let values else { return nil }
      let buffer = keeper.buffer(count)
      buffer.base.update(from: values, count: count)
      return UnsafePointer(buffer.base)
    }
    func norm(_ norm: NormWeights?, _ width: Int) -> NormWeights? {
      norm.map { NormWeights(gain: vector($0.gain, width), bias: vector($0.bias, width)) }
    }
    func zeros(_ count: Int) -> UnsafePointer<Float> {
      let buffer = keeper.buffer(count)
      buffer.base.update(repeating: 0, count: count)
      return UnsafePointer(buffer.base)
    }
    func linear(_ linear: Linear, isTable: Bool = false) throws -> Linear {
      let count = linear.factor.outputs
      let bias = vector(linear.bias, count) ?? (givesBiases ? zeros(count) : nil)
      return Linear(factor: try matrix(linear.factor, isTable), bias: bias)
    }
    func mlp(_ mlp: MLPWeights) throws -> MLPWeights {
      MLPWeights(
        gate: try mlp.gate.map { try linear($0) }, input: try linear(mlp.input), output: try linear(mlp.output),
        norm: norm(mlp.norm, c.dMLP))
    }
    var copy = self
    copy.keeper = keeper
    copy.tokenEmbedding = try matrix(tokenEmbedding, true)
    copy.embeddingProjection = try embeddingProjection.map { try linear($0) }
    copy.unembeddingProjection = try unembeddingProjection.map { try linear($0) }
    copy.positionEmbedding = vector(positionEmbedding, c.contextLength * c.dModel)
    copy.embeddingNorm = norm(embeddingNorm, c.dModel)
    copy.finalNorm = norm(finalNorm, c.dModel)
    copy.unembedding = try unembedding.map { try linear($0, isTable: true) }
    copy.blocks = try blocks.map { block in
      var block = block
      block.norm1 = norm(block.norm1, c.dModel)
      block.norm2 = norm(block.norm2, c.dModel)
      block.norm1Post = norm(block.norm1Post, c.dModel)
      block.norm2Post = norm(block.norm2Post, c.dModel)
      let attention = block.attention
      let isPerHead = c.normsEachHead
      block.attention = AttentionWeights(
        query: try linear(attention.query), key: try linear(attention.key), value: try linear(attention.value),
        output: try linear(attention.output),
        queryNorm: norm(attention.queryNorm, isPerHead ? c.dHead : c.headCount * c.dHead),
        keyNorm: norm(attention.keyNorm, isPerHead ? c.dHead : c.keyValueHeadCount * c.dHead))
      block.mlp = try block.mlp.map(mlp)
      block.experts = try block.experts.map { experts in
        ExpertWeights(router: try linear(experts.router), experts: try experts.experts.map(mlp))
      }
      return block
    }
    return copy
  }
}

extension WeightKeeper {
  /// A copy of a matrix, a few rows at a time on all threads: a table's outputs are rows of it, else the inputs are.
  /// - Throws: `ModelProblem.doesNotFit`, `Interrupted`.
  func copy(_ factor: Factor, isTable: Bool, in precision: Precision) throws -> Factor {
    let (rows, width) = isTable ? (factor.outputs, factor.inputs) : (factor.inputs, factor.outputs)
    let memory = memory(rows * width * precision.byteCount)
    try WeightReader.eachStretch(rows, width: width) { stretch in
      try withUnsafeTemporaryAllocation(of: Float.self, capacity: stretch.count * width) { numbers in
        guard let base = numbers.baseAddress else { return }
        for (index, row) in stretch.enumerated() {
          if isTable {
            factor.copy(output: row, into: base + index * width)
          } else {
            factor.copy(input: row, into: base + index * width)
          }
        }
        let place = memory + stretch.lowerBound * width * precision.byteCount
        try precision.keep(stretch.count * width, from: base, into: place, of: "a processed weight")
      }
    }
    return Factor(memory, precision, inputs: factor.inputs, outputs: factor.outputs, isTransposed: isTable)
  }
}

extension Model {
  /// The same model with matrices kept in another precision, for weights that were computed and not read.
  /// - Throws: `ModelProblem.doesNotFit`, `Interrupted`.
  public func kept(in precision: Precision) throws -> Model {
    guard precision != self.precision else { return self }
    let keeper = WeightKeeper(nil)
    var copy = try weights.copied(configuration, into: keeper, givesBiases: false) {
      try keeper.copy($0, isTable: $1, in: precision)
    }
    copy.precision = precision
    copy.isRounded = isRounded || precision != .float32
    return try Model(configuration, weights: copy, processing: processing, tokenText: tokenText)
  }
}
