/// What a transformer is made of, as data: the forward pass reads this and never asks for the family.
///
/// A family's file fills it from `config.json`; two families that differ only in values here need no code of their own.
/// Sizes are checked against the tensors when the weights are bound, so nothing here is trusted for memory access.
public struct ModelConfiguration: Sendable, Hashable {
  /// The `model_type` of the configuration file: `gpt2`, `llama`, `bert`.
  public var family: String
  /// The name that people use: the folder's or the repository's.
  public var name: String

  public var layerCount: Int
  public var headCount: Int
  /// Fewer than `headCount` where several query heads share keys and values (grouped-query attention).
  public var keyValueHeadCount: Int
  public var dModel: Int
  public var dHead: Int
  /// The width of the MLP, or of one expert; 0 in attention-only models.
  public var dMLP: Int
  public var vocabularySize: Int
  /// The longest sequence that the model was made for, in tokens.
  public var contextLength: Int

  public var stack: Stack
  public var embedding: Embedding
  public var positions: Positions
  public var norm: Norm
  public var attention: Attention
  public var mlp: MLP
  public var order: Order
  public var unembedding: Unembedding
  public var special: SpecialTokens

  public init(
    family: String, name: String, layerCount: Int, headCount: Int, keyValueHeadCount: Int? = nil, dModel: Int,
    dHead: Int? = nil, dMLP: Int, vocabularySize: Int, contextLength: Int, stack: Stack = .decoder,
    embedding: Embedding = Embedding(), positions: Positions, norm: Norm, attention: Attention, mlp: MLP,
    order: Order = .sequential, unembedding: Unembedding = Unembedding(), special: SpecialTokens = SpecialTokens()
  ) {
    self.family = family
    self.name = name
    self.layerCount = layerCount
    self.headCount = headCount
    self.keyValueHeadCount = keyValueHeadCount ?? headCount
    self.dModel = dModel
    self.dHead = dHead ?? (headCount > 0 ? dModel / headCount : 0)
    self.dMLP = dMLP
    self.vocabularySize = vocabularySize
    self.contextLength = contextLength
    self.stack = stack
    self.embedding = embedding
    self.positions = positions
    self.norm = norm
    self.attention = attention
    self.mlp = mlp
    self.order = order
    self.unembedding = unembedding
    self.special = special
  }

  /// Which stacks of blocks there are.
  public enum Stack: Sendable, Hashable {
    /// Each position reads itself and earlier ones.
    case decoder
    /// Each position reads every position.
    case encoder
    /// An encoder whose final residual the decoder's blocks read by cross attention; `layerCount` counts the decoder's.
    case encoderDecoder(encoderLayerCount: Int)
  }

  /// Whether a position reads no later ones.
  public var isCausal: Bool { stack != .encoder }

  /// The shape of the first stack of a model that has two; nil of any other.
  public var encoder: ModelConfiguration? {
    guard case .encoderDecoder(let layers) = stack else { return nil }
    var encoder = self
    encoder.stack = .encoder
    encoder.layerCount = layers
    encoder.unembedding = Unembedding(isTied: false, head: .none)
    return encoder
  }

  /// How attention and MLP share the residual stream within a block.
  public enum Order: Sendable, Hashable {
    /// The MLP reads what attention wrote.
    case sequential
    /// Both read the block's input; `sharedNorm` says whether through one norm (GPT-J) or two (GPT-NeoX).
    case parallel(sharedNorm: Bool)
  }

  /// Tokens with a role, as the model's own files name them.
  public struct SpecialTokens: Sendable, Hashable {
    public var beginning: Int?
    public var end: [Int]
    public var padding: Int?
    /// What the decoder of an encoder-decoder model starts from.
    public var decoderStart: Int?
    /// Whether text gets a beginning-of-sequence token in front: the field's habit for the family.
    public var prependsBeginning: Bool

    public init(
      beginning: Int? = nil, end: [Int] = [], padding: Int? = nil, decoderStart: Int? = nil,
      prependsBeginning: Bool = false
    ) {
      self.beginning = beginning
      self.end = end
      self.padding = padding
      self.decoderStart = decoderStart
      self.prependsBeginning = prependsBeginning
    }
  }
}
