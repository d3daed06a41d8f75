import Testing
import WeirTensor

@testable import WeirModel

/// What must hold in every transformer, whatever its weights: tried on random ones of every kind.
@Suite struct IdentityTests {
  static func close(_ a: [Float], _ b: [Float]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-4 * max(1, abs($0), abs($1)) }
  }

  static func sum(_ a: [Float], _ b: [Float]) -> [Float] { zip(a, b).map(+) }

  /// `[pos, part, d_model]` summed over parts.
  static func sumOfParts(_ tensor: Tensor, _ parts: Int, _ d: Int) -> [Float] {
    let values = tensor.values
    return (0..<(values.count / parts)).map { index in
      (0..<parts).reduce(0) { $0 + values[(index / d * parts + $1) * d + index % d] }
    }
  }

  @Test("components add up to the stream, heads and experts to their sublayer, pattern rows to 1", arguments: 0..<80)
  func sums(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 4_000)
    let c = RandomModel.configuration(using: &random)
    let model = try RandomModel.make(c, seed: UInt64(seed))
    let run = try model.run(RandomModel.tokens(.random(in: 1...14, using: &random), c, using: &random))
    func read(_ name: SiteName, _ layer: Int? = nil) throws -> [Float] {
      try run.read(Site(name, layer.map { .layer($0) })).values
    }
    var stream = try read(.embed)
    if c.addsPositionEmbedding { stream = Self.sum(stream, try read(.posEmbed)) }
    for layer in 0..<c.layerCount {
      #expect(try Self.close(read(.residPre, layer), stream), "resid_pre of \(layer)")
      if c.normsStreamFirst { stream = try normed(model, .ln1Normalized, .norm1Gain, .norm1Bias, run, layer) }
      let attention = try read(.attnOut, layer)
      if !c.hasPostNorms {
        var heads = Self.sumOfParts(try run.read(Site(.result, layer: layer)), c.headCount, c.dModel)
        if c.attention.hasOutputBias {
          let bias = try model.weight(WeightPlace(.outputBias, layer: layer)).values
          heads = heads.enumerated().map { $1 + bias[$0 % c.dModel] }
        }
        #expect(Self.close(heads, attention), "heads of \(layer)")
      }
      stream = Self.sum(stream, attention)
      if c.hasResidMid { #expect(try Self.close(read(.residMid, layer), stream), "resid_mid of \(layer)") }
      if c.normsStream { stream = try normed(model, .ln1Normalized, .norm1Gain, .norm1Bias, run, layer) }
      if c.normsStreamFirst, c.hasMLP {
        stream = try normed(model, .ln2Normalized, .norm2Gain, .norm2Bias, run, layer)
      }
      if c.hasMLP {
        let mlp = try read(.mlpOut, layer)
        if c.hasExperts, !c.hasPostNorms {
          let experts = Self.sumOfParts(try run.read(Site(.expertOut, layer: layer)), c.expertCount, c.dModel)
          #expect(Self.close(experts, mlp), "experts of \(layer)")
        }
        stream = Self.sum(stream, mlp)
      }
      #expect(try Self.close(read(.residPost, layer), stream), "resid_post of \(layer)")
      if c.normsStream, c.hasMLP { stream = try normed(model, .ln2Normalized, .norm2Gain, .norm2Bias, run, layer) }
      if c.normsStream { #expect(try Self.close(read(.residPostNormalized, layer), stream)) }
      let pattern = try read(.pattern, layer)
      let length = run.prompts.longest
      for row in 0..<(pattern.count / length) {
        #expect(abs(pattern[(row * length)..<((row + 1) * length)].reduce(0, +) - 1) < 1e-5)
      }
    }
  }

  /// A norm's output with its gain and bias.
  private func normed(
    _ model: Model, _ site: SiteName, _ gain: WeightName, _ bias: WeightName, _ run: Run, _ layer: Int
  ) throws -> [Float] {
    let d = model.configuration.dModel
    let gains = try model.weight(WeightPlace(gain, layer: layer)).values
    let biases = try? model.weight(WeightPlace(bias, layer: layer)).values
    return try run.read(Site(site, layer: layer)).values.enumerated().map { index, value in
      value * gains[index % d] + (biases?[index % d] ?? 0)
    }
  }

  @Test(
    "every weight that a model has can be read whole and layer by layer, and multiplies as it says", arguments: 0..<40)
  func weights(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 5_000)
    let c = RandomModel.configuration(using: &random)
    let model = try RandomModel.make(c, seed: UInt64(seed))
    for name in WeightName.allCases {
      guard let whole = try? model.weight(WeightPlace(name)) else { continue }
      #expect(whole.values.allSatisfy { $0.isFinite }, "\(name.rawValue)")
      guard name.isLayered else { continue }
      let last = try model.weight(WeightPlace(name, layer: c.layerCount - 1))
      #expect(Array(whole.values.suffix(last.count)) == last.values, "\(name.rawValue)")
    }
    // Logits from the last norm by hand, through whatever the unembedding is made of.
    let run = try model.run([1, 2, 3])
    guard c.norm.hasFinal, c.unembedding.softCap == nil else { return }
    let table = try model.weight(WeightPlace(.unembedding)).values
    let gain = try model.weight(WeightPlace(.finalGain)).values
    let bias = try? model.weight(WeightPlace(.finalBias)).values
    let shift = try? model.weight(WeightPlace(.unembeddingBias)).values
    let normal = try run.read(Site(.finalNorm)).values
    let (d, vocabulary) = (c.dModel, c.vocabularySize)
    let logits = (0..<(3 * vocabulary)).map { index in
      let (row, token) = (index / vocabulary, index % vocabulary)
      return (0..<d).reduce(shift?[token] ?? 0) {
        $0 + Float(c.unembedding.scale) * (normal[row * d + $1] * gain[$1] + (bias?[$1] ?? 0))
          * table[$1 * vocabulary + token]
      }
    }
    #expect(try Self.close(logits, run.logits().values))
  }
}
