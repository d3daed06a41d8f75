/// What a family calls its tensors. The names here are Llama's; a family states its differences.
///
/// Names of the model and of a layer are put behind the prefix, and behind `layer` with the layer's number for `{}`;
/// `.weight` and `.bias` follow.
struct TensorNames: Sendable {
  /// What all names but the unembedding's begin with, depending on the class that wrote the file.
  var prefixes = ["model.", ""]
  var layout = Layout.outputsByInputs

  var tokens = "embed_tokens"
  var positions: String?
  var embeddingNorm: String?
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
  var norm2: String? = "post_attention_layernorm"
  var norm2Post: String?
  var mlp = MLP.gated("mlp.gate_proj", "mlp.up_proj", "mlp.down_proj")

  var finalNorm = "norm"
  var unembedding = "lm_head"
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

  /// The matrices of an MLP.
  enum MLP: Sendable {
    case plain(String, String)
    /// Gate, input, output.
    case gated(String, String, String)
    /// Gate and input in one matrix, then output.
    case fusedGate(String, String)
    /// The router; what an expert's names begin with, `{}` for its number; its gate, input and output.
    case experts(String, String, gate: String, input: String, output: String)
  }
}
