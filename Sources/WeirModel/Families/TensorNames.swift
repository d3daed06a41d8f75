/// What a family calls its tensors.
///
/// The names here are Llama's; a family states its differences.
///
/// Names of the model and of a layer are put behind the prefix, and behind `layer` with the layer's number for `{}`;
/// `.weight` and `.bias` follow.
struct TensorNames: Sendable {
  /// What all names but the unembedding's begin with, depending on the class that wrote the file.
  var prefixes = ["model.", ""]
  var layout = Layout.outputsByInputs

  var tokens = "embed_tokens"
  var positions: String?
  /// The embedding of a token's segment.
  var segments: String?
  var embeddingNorm: String?
  /// What buckets of distances add to scores.
  var relativeBias: String?
  /// In models that keep their embedding narrower than their stream.
  var projectionIn: String?
  var projectionOut: String?

  var layer = "layers.{}"
  var norm1: String? = "input_layernorm"
  var norm1Post: String?
  var queries = Queries.separate("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj")
  var queryNorm: String?
  var keyNorm: String?
  var attentionOutput = "self_attn.o_proj"
  /// The attention that reads the encoder: query, key, value, output, and the norm before it.
  var cross: Cross?
  var norm2: String? = "post_attention_layernorm"
  var norm2Post: String?
  var mlp = MLP.gated("mlp.gate_proj", "mlp.up_proj", "mlp.down_proj")

  var finalNorm = "norm"
  /// The dense layer and the norm before the unembedding of masked tokens; no prefix stands in front.
  var head: (dense: String, norm: String)?
  var unembedding = "lm_head"
  /// The whole name of the unembedding's bias, where it is not the unembedding's own.
  var unembeddingBias: String?
  /// Endings of tensors that hold no weights: masks and tables that old versions stored beside them.
  var buffers = ["rotary_emb.inv_freq"]

  /// How matrices lie in the file.
  enum Layout: Sendable {
    /// `[outputs, inputs]`, as `Linear` has them.
    case outputsByInputs
    /// `[inputs, outputs]`, as GPT-2's `Conv1D` has them.
    case inputsByOutputs
  }

  /// The projections to queries, keys and values.
  enum Queries: Sendable {
    case separate(String, String, String)
    /// One matrix: all queries, then all keys, then all values.
    case fused(String)
    /// One matrix: query, key and value of the first head, then of the second, …
    case fusedByHead(String)
  }

  /// The attention that reads the encoder.
  struct Cross: Sendable {
    let norm: String
    let query: String
    let key: String
    let value: String
    let output: String
  }

  /// The matrices of an MLP.
  enum MLP: Sendable {
    case plain(String, String)
    /// Gate, input, output.
    case gated(String, String, String)
    /// Gate and input in one matrix, then output.
    case fusedGate(String, String)
    /// The router; what an expert's names begin with, `{}` for its number; its gate, input and output.
    case experts(String, String, gate: String, input: String, output: String)
    /// The router; gate and input of all experts in one tensor, and all outputs in one.
    case stackedExperts(String, gateAndInput: String, output: String)
  }
}
