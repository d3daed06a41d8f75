// Which weights a model has, told without reading any.

extension Model {
  /// Whether a weight is there: of its layer, or of all layers where none is named.
  public func hasWeight(_ place: WeightPlace) -> Bool {
    guard place.name.isLayered else { return hasWeight(place.name) }
    guard let layer = place.layer else { return weights.blocks.allSatisfy { $0.has(place.name) } }
    return weights.blocks.indices.contains(layer) && weights.blocks[layer].has(place.name)
  }

  /// Whether a weight of the whole model is there.
  private func hasWeight(_ name: WeightName) -> Bool {
    switch name {
    case .embedding: weights.patches == nil
    case .embeddingNormGain: weights.embeddingNorm?.gain != nil
    case .embeddingNormBias: weights.embeddingNorm?.bias != nil
    case .positions: weights.positionEmbedding != nil
    case .finalGain: weights.finalNorm?.gain != nil
    case .finalBias: weights.finalNorm?.bias != nil
    case .unembedding: weights.unembedding != nil
    case .unembeddingBias: weights.unembedding?.bias != nil
    default: false
    }
  }
}

extension BlockWeights {
  /// Whether the layer has a weight.
  fileprivate func has(_ name: WeightName) -> Bool {
    switch name {
    case .norm1Gain: norm1?.gain != nil
    case .norm1Bias: norm1?.bias != nil
    case .norm2Gain: norm2?.gain != nil
    case .norm2Bias: norm2?.bias != nil
    case .norm1PostGain: norm1Post?.gain != nil
    case .norm1PostBias: norm1Post?.bias != nil
    case .norm2PostGain: norm2Post?.gain != nil
    case .norm2PostBias: norm2Post?.bias != nil
    case .query, .key, .value, .output: true
    case .queryBias: attention.query.bias != nil
    case .keyBias: attention.key.bias != nil
    case .valueBias: attention.value.bias != nil
    case .outputBias: attention.output.bias != nil
    case .queryNormGain: attention.queryNorm?.gain != nil
    case .queryNormBias: attention.queryNorm?.bias != nil
    case .keyNormGain: attention.keyNorm?.gain != nil
    case .keyNormBias: attention.keyNorm?.bias != nil
    case .router: experts != nil
    case .gate: everyMLP.contains { $0.gate != nil }
    case .input, .hiddenOutput: !everyMLP.isEmpty
    case .gateBias: mlp?.gate?.bias != nil
    case .inputBias: mlp?.input.bias != nil
    case .hiddenOutputBias: mlp?.output.bias != nil
    case .hiddenNormGain: mlp?.norm?.gain != nil
    case .hiddenNormBias: mlp?.norm?.bias != nil
    default: false
    }
  }
}
