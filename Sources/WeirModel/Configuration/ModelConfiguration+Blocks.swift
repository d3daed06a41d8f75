// Embedding, norms, MLPs and unembedding as data.

extension ModelConfiguration {
  /// What becomes the first residual.
  public struct Embedding: Sendable, Hashable {
    /// Token embeddings are multiplied by this (Gemma: √d_model).
    public var scale: Double
    /// Whether the sum of embeddings passes a norm (BLOOM, BERT).
    public var hasNorm: Bool
    /// The number of segment embeddings (BERT: 2), 0 for none.
    public var segmentCount: Int
    /// The width of the embedding where it is projected to d_model (OPT-350m).
    public var projectedFrom: Int?
    /// Patches of an image instead of tokens (ViT).
    public var patches: Patches?

    public init(
      scale: Double = 1, hasNorm: Bool = false, segmentCount: Int = 0, projectedFrom: Int? = nil,
      patches: Patches? = nil
    ) {
      self.scale = scale
      self.hasNorm = hasNorm
      self.segmentCount = segmentCount
      self.projectedFrom = projectedFrom
      self.patches = patches
    }

    /// A square image cut into square patches, each a position, with a class position in front.
    public struct Patches: Sendable, Hashable {
      public var imageSize: Int
      public var patchSize: Int
      public var channels: Int

      public init(imageSize: Int, patchSize: Int, channels: Int) {
        self.imageSize = imageSize
        self.patchSize = patchSize
        self.channels = channels
      }
    }
  }

  /// The norms of a model.
  public struct Norm: Sendable, Hashable {
    public var kind: Kind
    public var epsilon: Double
    /// Added to the stored gain: 1 in Gemma, whose files hold `w - 1`.
    public var gainOffset: Double
    public var placement: Placement
    /// Whether the last residual passes a norm before the unembedding.
    public var hasFinal: Bool
    /// Whether norms have gains and biases.
    public var isAffine: Bool

    public init(
      kind: Kind, epsilon: Double, gainOffset: Double = 0, placement: Placement = .pre, hasFinal: Bool = true,
      isAffine: Bool = true
    ) {
      self.kind = kind
      self.epsilon = epsilon
      self.gainOffset = gainOffset
      self.placement = placement
      self.hasFinal = hasFinal
      self.isAffine = isAffine
    }

    /// What is divided by what.
    public enum Kind: Sendable, Hashable {
      /// `(x - mean) / √(variance + epsilon) * gain + bias`.
      case layer
      /// `x / √(mean of squares + epsilon) * gain`.
      case rms
      /// No norm anywhere.
      case none
    }

    /// Where a block's norms stand.
    public enum Placement: Sendable, Hashable {
      /// Before each sublayer (GPT-2, Llama).
      case pre
      /// After the sum of residual and sublayer, on the stream itself (BERT).
      case post
      /// On the stream itself before each sublayer, which adds to what the norm puts out (BLOOM with
      /// `apply_residual_connection_post_layernorm`).
      case stream
      /// On the sublayer's output, before it is added (OLMo 2).
      case output
      /// Before each sublayer and on its output (Gemma 2 and 3).
      case preAndOutput
    }
  }

  /// The second half of a block.
  public struct MLP: Sendable, Hashable {
    public var kind: Kind
    public var activation: Activation
    public var hasBias: Bool

    public init(kind: Kind = .plain, activation: Activation, hasBias: Bool = true) {
      self.kind = kind
      self.activation = activation
      self.hasBias = hasBias
    }

    /// How the hidden numbers are made.
    public enum Kind: Sendable, Hashable {
      /// There is no MLP (attention-only models).
      case none
      /// `activation(x W_in + b_in) W_out + b_out`.
      case plain
      /// `(activation(x W_gate) * (x W_in)) W_out`.
      case gated
      /// A router picks `perToken` of `count` gated MLPs a position and mixes them by its weights.
      case experts(count: Int, perToken: Int, normalisesWeights: Bool)
    }
  }

  /// The number of experts of each MLP; 0 where there is one MLP for all positions.
  public var expertCount: Int { if case .experts(let count, _, _) = mlp.kind { count } else { 0 } }

  /// The MLP's non-linear function.
  public enum Activation: String, Sendable, Hashable, CaseIterable {
    case relu
    /// `x Φ(x)` with the error function.
    case gelu
    /// The tanh approximation of GELU, GPT-2's.
    case geluTanh = "gelu_new"
    /// `x sigmoid(1.702 x)`.
    case quickGelu = "quick_gelu"
    case reluSquared = "relu2"
    case silu
    /// `x softmax(x)` followed by a layer norm over d_mlp (Elhage et al. 2022, "SoLU").
    case solu = "solu_ln"
    case tanh
  }

  /// What turns the last residual into logits.
  public struct Unembedding: Sendable, Hashable {
    /// Whether it is the transposed token embedding.
    public var isTied: Bool
    /// Logits become `cap * tanh(logit / cap)` (Gemma 2: 30).
    public var softCap: Double?
    /// The last residual is multiplied by this first (T5 with tied embeddings: d_model^-1/2).
    public var scale: Double
    public var head: Head
    /// The activation of the masked-token head where it is not the MLP's (RoBERTa).
    public var headActivation: Activation?
    /// Whether a bias a token is added (GPT-J, Phi).
    public var hasBias: Bool

    public init(
      isTied: Bool = true, softCap: Double? = nil, scale: Double = 1, head: Head = .tokens,
      headActivation: Activation? = nil, hasBias: Bool = false
    ) {
      self.isTied = isTied
      self.softCap = softCap
      self.scale = scale
      self.head = head
      self.headActivation = headActivation
      self.hasBias = hasBias
    }

    /// What the model was trained to say.
    public enum Head: Sendable, Hashable {
      /// Logits over the vocabulary.
      case tokens
      /// A dense layer, activation and norm, then logits over the vocabulary (BERT's masked-token head).
      case maskedTokens
      /// Logits over classes (ViT).
      case classes(Int)
      /// The final residual is the output.
      case none

      /// The number of classes that an image may be put into; 0 where there are none.
      var classCount: Int { if case .classes(let count) = self { count } else { 0 } }
    }
  }
}
