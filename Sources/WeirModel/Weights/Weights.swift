import WeirTensor

/// A model's numbers by role, as the forward pass wants them, whatever the file calls them.
///
/// Pointers lead into the mapped file where it holds what is wanted, and into converted copies elsewhere; `keeper` keeps
/// both alive. Row-vector convention: `[row, input] · [input, output]`.
public struct Weights: @unchecked Sendable {
  /// `[vocab, d_model]`, or narrower where it is projected: a token is an output.
  ///
  /// In image models the class position's vector alone.
  var tokenEmbedding: Factor
  /// `[embedding width, d_model]` and back, in models that keep their embedding narrower than their stream.
  var embeddingProjection: Linear?
  var unembeddingProjection: Linear?
  /// `[context, d_model]`, the offset of the configuration included.
  var positionEmbedding: UnsafePointer<Float>?
  /// `[segment, d_model]`.
  var segmentEmbedding: UnsafePointer<Float>?
  /// `[channel · row · column, d_model]`: the embedding of a patch's pixels, behind the class position.
  var patches: Linear?
  var embeddingNorm: NormWeights?
  /// `[bucket, head]`: what a bucket of distances adds to scores, in every layer.
  var relativeBias: UnsafePointer<Float>?
  var blocks: [BlockWeights]
  var finalNorm: NormWeights?
  /// What stands before the unembedding of an encoder that fills in masked tokens.
  var head: HeadWeights?
  /// `[d_model, vocab]`, as a rule the transposed token embedding.
  var unembedding: Linear?
  /// The first stack of a model that has two.
  var encoder: EncoderWeights?
  var keeper: WeightKeeper
  /// What matrices are kept in.
  var precision = Precision.float32
  /// Whether keeping them so lost digits that the file holds.
  var isRounded = false
}

/// The weights of an encoder whose last residual a decoder reads.
final class EncoderWeights: Sendable {
  let weights: Weights

  init(_ weights: Weights) { self.weights = weights }
}

/// A dense layer `[d_model, d_model]`, an activation and a norm.
///
/// Devlin et al. 2019.
struct HeadWeights: Sendable {
  var dense: Linear
  var norm: NormWeights
}

/// A product with a matrix and, where there is one, a bias.
struct Linear: @unchecked Sendable {
  var factor: Factor
  var bias: UnsafePointer<Float>?
}

/// Gain and bias of a norm, each `[width]`.
struct NormWeights: @unchecked Sendable {
  var gain: UnsafePointer<Float>?
  var bias: UnsafePointer<Float>?
}

/// The weights of one layer.
struct BlockWeights: Sendable {
  /// Before attention (before both halves where they share it).
  var norm1: NormWeights?
  /// Before the MLP.
  var norm2: NormWeights?
  /// On what attention and MLP put out.
  var norm1Post: NormWeights?
  var norm2Post: NormWeights?
  var attention: AttentionWeights
  /// Before the attention that reads the encoder, and that attention.
  var crossNorm: NormWeights?
  var cross: AttentionWeights?
  var mlp: MLPWeights?
  /// In place of the one MLP.
  var experts: ExpertWeights?

  /// The one MLP, or all experts.
  var everyMLP: [MLPWeights] { experts?.experts ?? mlp.map { [$0] } ?? [] }
}

/// `[d_model, head · d_head]` for queries, `[d_model, group · d_head]` for keys and values, `[head · d_head, d_model]` out.
struct AttentionWeights: Sendable {
  var query: Linear
  var key: Linear
  var value: Linear
  /// Query, key and value side by side, where the file has them so: one product instead of three.
  var fused: Linear?
  var output: Linear
  var queryNorm: NormWeights?
  var keyNorm: NormWeights?
}

/// `[d_model, d_mlp]` in, `[d_mlp, d_model]` out.
struct MLPWeights: Sendable {
  var gate: Linear?
  var input: Linear
  var output: Linear
  /// On the hidden numbers (SoLU).
  var norm: NormWeights?
}

/// `[d_model, expert]` for the router, and its experts.
struct ExpertWeights: Sendable {
  var router: Linear
  var experts: [MLPWeights]
}

/// Keeps the memory of weights alive: the mapped files, and the buffers of converted tensors.
final class WeightKeeper: @unchecked Sendable {
  let checkpoint: Checkpoint?
  private var buffers: [FloatBuffer] = []

  /// Keeps a checkpoint alive, where weights lie in it.
  init(_ checkpoint: Checkpoint?) { self.checkpoint = checkpoint }

  /// The bytes of what does not lie in the file.
  var byteCount: Int { buffers.reduce(0) { $0 + $1.count * MemoryLayout<Float>.stride } }

  /// Makes memory that lives as long as the weights, while they are being bound.
  func buffer(_ count: Int) -> FloatBuffer {
    let buffer = FloatBuffer(count: count)
    buffers.append(buffer)
    return buffer
  }

  /// The same, counted in bytes.
  func memory(_ byteCount: Int) -> UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(buffer((byteCount + 3) / 4).base)
  }
}
