// How positions enter and how heads read each other.

extension ModelConfiguration {
  /// How the order of tokens reaches the model.
  public enum Positions: Sendable, Hashable {
    /// Nothing says where a token stands but the causal mask.
    case none
    /// A learned vector a position, added to the embedding; row `offset` belongs to position 0 (OPT, RoBERTa: 2).
    case learned(offset: Int)
    /// A learned vector a position, added to the inputs of queries and keys only (Press et al. 2020, "Shortformer").
    case shortformer
    /// Queries and keys are turned by an angle proportional to the position (Su et al. 2021).
    case rotary(Rotary)
    /// Scores lose a head's slope times the distance (Press et al. 2021).
    case alibi
    /// A learned bias for a bucket of distances, added to scores and shared by all layers (T5).
    case relative(bucketCount: Int, maximumDistance: Int)
  }

  /// The angles of rotary positions: dimension pair `i` turns by `pos / base^(2i / period)`.
  public struct Rotary: Sendable, Hashable {
    /// How many of a head's dimensions turn; the rest pass through.
    public var dimensions: Int
    /// As a rule `dimensions`; one less where a part of a head comes out odd, and the last pair is filled up.
    public var period: Int
    public var base: Double
    public var pairing: Pairing
    public var scaling: Scaling
    /// The base and scaling in layers with a window, where they differ (Gemma 3).
    public var local: Local?

    public init(
      dimensions: Int, period: Int? = nil, base: Double, pairing: Pairing = .halves, scaling: Scaling = .none,
      local: Local? = nil
    ) {
      self.dimensions = dimensions
      self.period = period ?? dimensions
      self.base = base
      self.pairing = pairing
      self.scaling = scaling
      self.local = local
    }

    /// Which two dimensions turn together.
    public enum Pairing: Sendable, Hashable {
      /// Dimension `i` with `i + dimensions / 2` (Llama, GPT-NeoX).
      case halves
      /// Dimension `2i` with `2i + 1` (GPT-J).
      case adjacent
    }

    /// How the angles are stretched beyond the context that the model was trained for.
    public enum Scaling: Sendable, Hashable {
      case none
      case linear(factor: Double)
      case dynamic(factor: Double, originalContext: Int)
      case llama3(factor: Double, lowFrequency: Double, highFrequency: Double, originalContext: Int)
      /// YaRN (Peng et al. 2023); `magnitude` multiplies sine and cosine.
      case yarn(
        factor: Double, betaFast: Double, betaSlow: Double, magnitude: Double, originalContext: Int, truncates: Bool)
      /// One divisor a dimension pair, short ones up to `originalContext` tokens, long ones beyond (Phi-3).
      case long(short: [Double], long: [Double], magnitude: Double, originalContext: Int)
    }

    /// Base and scaling of layers with a window.
    public struct Local: Sendable, Hashable {
      public var base: Double
      public var scaling: Scaling

      public init(base: Double, scaling: Scaling = .none) {
        self.base = base
        self.scaling = scaling
      }
    }
  }

  /// The longest prompt that a run takes: where positions are a table, its length; else what memory may be asked for.
  public var promptLimit: Int {
    switch positions {
    case .learned, .shortformer: contextLength
    default: max(reach, 1 << 17)
    }
  }

  /// How far the model was made to read, with the stretching of its rotary positions; generation ends there.
  var reach: Int {
    guard case .rotary(let rotary) = positions else { return contextLength }
    switch rotary.scaling {
    case .dynamic(let factor, _), .linear(let factor):
      return max(contextLength, Int(min(131_072, Double(contextLength) * factor)))
    default: return contextLength
    }
  }

  /// How heads read each other's positions.
  public struct Attention: Sendable, Hashable {
    /// Scores are the dot product of query and key times this: 1/√d_head as a rule, 1 in GPT-Neo and T5.
    public var scale: Double
    /// Whether scores are also divided by the layer's number plus one (`scale_attn_by_inverse_layer_idx`).
    public var dividesByLayer: Bool
    /// Scores become `cap * tanh(score / cap)` (Gemma 2: 50).
    public var softCap: Double?
    /// The number of positions that each layer reads, itself included; nil reads all.
    ///
    /// Empty when no layer has a window.
    public var windows: [Int?]
    public var queryKeyNorm: QueryKeyNorm
    /// Whether the projections to queries, keys and values have biases.
    public var hasInputBias: Bool
    /// Whether the projection back to the stream has one.
    public var hasOutputBias: Bool

    public init(
      scale: Double, dividesByLayer: Bool = false, softCap: Double? = nil, windows: [Int?] = [],
      queryKeyNorm: QueryKeyNorm = .none, hasInputBias: Bool = true, hasOutputBias: Bool = true
    ) {
      self.scale = scale
      self.dividesByLayer = dividesByLayer
      self.softCap = softCap
      self.windows = windows
      self.queryKeyNorm = queryKeyNorm
      self.hasInputBias = hasInputBias
      self.hasOutputBias = hasOutputBias
    }

    /// Whether queries and keys pass a norm before they meet.
    public enum QueryKeyNorm: Sendable, Hashable {
      case none
      /// One norm over d_head, applied to each head (Qwen 3, Gemma 3).
      case perHead
      /// One norm over all heads' numbers together (OLMo 2).
      case fullWidth
    }

    /// The window of a layer, or nil when it reads every position that the mask allows.
    public func window(layer: Int) -> Int? { windows.indices.contains(layer) ? windows[layer] : nil }
  }
}
