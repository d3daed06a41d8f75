// The one table of sites: Weir's name, TransformerLens's hook name, axes, meaning, and where each exists.
// Adding a site is one entry here, its case in `SiteName` and one `tap` in the forward pass.

/// What a site is.
public struct SiteDescription: Sendable {
  public let name: SiteName
  /// Weir's spelling: `resid_pre` in `L5.resid_pre`.
  public let text: String
  /// TransformerLens's name; `{}` stands for the layer.
  public let hookPattern: String
  /// The axes of one layer of one prompt, in order.
  public let axes: [SiteAxis]
  /// What the numbers are, in one sentence.
  public let summary: String
  /// Whether a model of this configuration has it.
  let exists: @Sendable (ModelConfiguration) -> Bool

  /// Whether every layer has one, or the model has one.
  public var isLayered: Bool { hookPattern.hasPrefix("blocks.{}.") }

  init(
    _ name: SiteName, _ text: String, _ hookPattern: String, _ axes: [SiteAxis], _ summary: String,
    exists: @escaping @Sendable (ModelConfiguration) -> Bool = { _ in true }
  ) {
    self.name = name
    self.text = text
    self.hookPattern = hookPattern
    self.axes = axes
    self.summary = summary
    self.exists = exists
  }

  /// The hook name of a layer.
  public func hookName(layer: Int?) -> String {
    guard let layer, isLayered else { return hookPattern }
    return "blocks.\(layer)." + hookPattern.dropFirst("blocks.{}.".count)
  }

  /// The axis that a component selects on: heads, groups or neurons; nil when the site has none.
  var partAxis: SiteAxis? { axes.first { $0 == .head || $0 == .keyHead || $0 == .dMLP || $0 == .expert } }
}

/// The axes that sites have.
public enum SiteAxis: Sendable, Hashable {
  case pos, query, key, head, dHead, dModel, dMLP, vocab, expert
  /// Heads of keys and values: `head`, or `group` where several heads share them.
  case keyHead
}

extension SiteDescription {
  /// Where TransformerLens's number of the same name is another one.
  private static let behindInTransformerLens =
    "; TransformerLens keeps a LayerNorm's behind them, unless they are folded"

  /// Every site, in the order of the pass.
  public static let all: [SiteDescription] = [
    .init(
      .embedNormScale, "embed_ln_scale", "embed.ln.hook_scale", [.pos], "what the norm of the embeddings divides by",
      exists: \.embedding.hasNorm),
    .init(
      .embedNormalized, "embed_ln_normalized", "embed.ln.hook_normalized", [.pos, .dModel],
      "the norm of the embeddings, before its gain and bias" + behindInTransformerLens, exists: \.embedding.hasNorm),
    .init(
      .embed, "embed", "hook_embed", [.pos, .dModel], "the token embeddings, after their norm where the model has one"),
    .init(
      .posEmbed, "pos_embed", "hook_pos_embed", [.pos, .dModel],
      "the position embeddings that are added to the token embeddings",
      exists: \.addsPositionEmbedding),
    .init(
      .segmentEmbed, "segment_embed", "hook_token_type_embed", [.pos, .dModel],
      "the embeddings of the segments, which are added to the token embeddings", exists: \.addsSegmentEmbedding),

    .init(
      .residPre, "resid_pre", "blocks.{}.hook_resid_pre", [.pos, .dModel], "the residual stream that enters the layer"),
    .init(
      .attnIn, "attn_in", "blocks.{}.hook_attn_in", [.pos, .head, .dModel],
      "the residual stream as each head reads it, before the norm where that is not on the stream itself",
      exists: { $0.hasOwnKeys && $0.splitsInputs }),
    .init(
      .qInput, "q_input", "blocks.{}.hook_q_input", [.pos, .head, .dModel],
      "the residual stream as each head's query reads it, before the norm", exists: \.splitsInputs),
    .init(
      .kInput, "k_input", "blocks.{}.hook_k_input", [.pos, .keyHead, .dModel],
      "the residual stream as each head's key reads it, before the norm", exists: \.splitsInputs),
    .init(
      .vInput, "v_input", "blocks.{}.hook_v_input", [.pos, .keyHead, .dModel],
      "the residual stream as each head's value reads it, before the norm", exists: \.splitsInputs),
    .init(
      .ln1Scale, "ln1_scale", "blocks.{}.ln1.hook_scale", [.pos],
      "what the norm before attention divides by; in post-norm models, the norm behind it", exists: \.hasNorm1),
    .init(
      .ln1Normalized, "ln1_normalized", "blocks.{}.ln1.hook_normalized", [.pos, .dModel],
      "the norm before attention, before its gain and bias" + behindInTransformerLens, exists: \.hasNorm1),
    .init(.q, "q", "blocks.{}.attn.hook_q", [.pos, .head, .dHead], "queries, before their norm and rotation"),
    .init(.k, "k", "blocks.{}.attn.hook_k", [.pos, .keyHead, .dHead], "keys, before their norm and rotation"),
    .init(.v, "v", "blocks.{}.attn.hook_v", [.pos, .keyHead, .dHead], "values"),
    .init(
      .qNormScale, "q_norm_scale", "blocks.{}.attn.q_norm.hook_scale", [.pos, .head],
      "what the norm of each head's queries divides by", exists: \.normsEachHead),
    .init(
      .qNormalized, "q_norm_normalized", "blocks.{}.attn.q_norm.hook_normalized", [.pos, .head, .dHead],
      "the norm of queries, before its gain", exists: \.normsQueries),
    .init(
      .kNormScale, "k_norm_scale", "blocks.{}.attn.k_norm.hook_scale", [.pos, .keyHead],
      "what the norm of each head's keys divides by", exists: \.normsEachHead),
    .init(
      .kNormalized, "k_norm_normalized", "blocks.{}.attn.k_norm.hook_normalized", [.pos, .keyHead, .dHead],
      "the norm of keys, before its gain", exists: \.normsQueries),
    .init(
      .rotQ, "rot_q", "blocks.{}.attn.hook_rot_q", [.pos, .head, .dHead], "queries after rotation", exists: \.isRotary),
    .init(
      .rotK, "rot_k", "blocks.{}.attn.hook_rot_k", [.pos, .keyHead, .dHead], "keys after rotation", exists: \.isRotary),
    .init(
      .scores, "scores", "blocks.{}.attn.hook_attn_scores", [.head, .query, .key],
      "attention scores after scale and bias; masked ones are missing"),
    .init(
      .pattern, "pattern", "blocks.{}.attn.hook_pattern", [.head, .query, .key],
      "attention patterns: the softmax of the scores over keys"),
    .init(
      .z, "z", "blocks.{}.attn.hook_z", [.pos, .head, .dHead], "each head's mix of values, before its output weights"),
    .init(
      .result, "result", "blocks.{}.attn.hook_result", [.pos, .head, .dModel],
      "what each head writes to the residual stream, without the output bias"),
    .init(
      .ln1PostScale, "ln1_post_scale", "blocks.{}.ln1_post.hook_scale", [.pos],
      "what the norm after attention divides by",
      exists: \.hasPostNorms),
    .init(
      .ln1PostNormalized, "ln1_post_normalized", "blocks.{}.ln1_post.hook_normalized", [.pos, .dModel],
      "the norm after attention, before its gain and bias", exists: \.hasPostNorms),
    .init(
      .attnOut, "attn_out", "blocks.{}.hook_attn_out", [.pos, .dModel], "what attention adds to the residual stream"),
    .init(
      .residMid, "resid_mid", "blocks.{}.hook_resid_mid", [.pos, .dModel],
      "the residual stream between attention and MLP", exists: \.hasResidMid),
    .init(
      .crossNormScale, "cross_ln_scale", "blocks.{}.ln_cross.hook_scale", [.pos],
      "what the norm before cross attention divides by", exists: \.readsEncoder),
    .init(
      .crossNormalized, "cross_ln_normalized", "blocks.{}.ln_cross.hook_normalized", [.pos, .dModel],
      "the norm before cross attention, before its gain", exists: \.readsEncoder),
    .init(
      .crossQ, "cross_q", "blocks.{}.cross_attn.hook_q", [.pos, .head, .dHead], "the decoder's queries to the encoder",
      exists: \.readsEncoder),
    .init(
      .crossK, "cross_k", "blocks.{}.cross_attn.hook_k", [.pos, .keyHead, .dHead],
      "keys of the encoder's positions, as a decoder's layer makes them", exists: \.readsEncoder),
    .init(
      .crossV, "cross_v", "blocks.{}.cross_attn.hook_v", [.pos, .keyHead, .dHead],
      "values of the encoder's positions, as a decoder's layer makes them", exists: \.readsEncoder),
    .init(
      .crossScores, "cross_scores", "blocks.{}.cross_attn.hook_attn_scores", [.head, .query, .key],
      "scores of the encoder's positions for each of the decoder's", exists: \.readsEncoder),
    .init(
      .crossPattern, "cross_pattern", "blocks.{}.cross_attn.hook_pattern", [.head, .query, .key],
      "where each of the decoder's positions looks in the encoder", exists: \.readsEncoder),
    .init(
      .crossZ, "cross_z", "blocks.{}.cross_attn.hook_z", [.pos, .head, .dHead],
      "each head's mix of the encoder's values, before its output weights", exists: \.readsEncoder),
    .init(
      .crossOut, "cross_attn_out", "blocks.{}.hook_cross_attn_out", [.pos, .dModel],
      "what cross attention adds to the residual stream", exists: \.readsEncoder),
    .init(
      .residMidCross, "resid_mid_cross", "blocks.{}.hook_resid_mid_cross", [.pos, .dModel],
      "the residual stream between cross attention and MLP", exists: \.readsEncoder),
    .init(
      .mlpIn, "mlp_in", "blocks.{}.hook_mlp_in", [.pos, .dModel],
      "the residual stream as the MLP reads it, before the norm",
      exists: \.hasMLPInput),
    .init(
      .ln2Scale, "ln2_scale", "blocks.{}.ln2.hook_scale", [.pos], "what the norm before the MLP divides by",
      exists: \.normsMLPInput),
    .init(
      .ln2Normalized, "ln2_normalized", "blocks.{}.ln2.hook_normalized", [.pos, .dModel],
      "the norm before the MLP, before its gain and bias" + behindInTransformerLens, exists: \.normsMLPInput),
    .init(
      .expertWeights, "expert_weights", "blocks.{}.mlp.hook_expert_weights", [.pos, .expert],
      "the router's softmax over all experts, before the best are picked", exists: \.hasExperts),
    .init(
      .expertShares, "expert_shares", "blocks.{}.mlp.hook_expert_shares", [.pos, .expert],
      "the weight of each expert in the mix; 0 for those that were not picked", exists: \.hasExperts),
    .init(
      .expertOut, "expert_out", "blocks.{}.mlp.hook_expert_out", [.pos, .expert, .dModel],
      "what each expert gives to the mix, its weight included", exists: \.hasExperts),
    .init(
      .mlpPre, "mlp_pre", "blocks.{}.mlp.hook_pre", [.pos, .dMLP], "what enters the MLP's activation function",
      exists: \.hasPlainHidden),
    .init(
      .mlpPreLinear, "mlp_pre_linear", "blocks.{}.mlp.hook_pre_linear", [.pos, .dMLP],
      "the linear half of a gated MLP, which the activation is multiplied by", exists: \.isGated),
    .init(
      .mlpMid, "mlp_mid", "blocks.{}.mlp.hook_mid", [.pos, .dMLP], "SoLU's numbers, before their norm",
      exists: \.hasHiddenNorm),
    .init(
      .mlpNormScale, "mlp_ln_scale", "blocks.{}.mlp.ln.hook_scale", [.pos],
      "what the norm inside of the MLP divides by", exists: \.hasHiddenNorm),
    .init(
      .mlpNormalized, "mlp_ln_normalized", "blocks.{}.mlp.ln.hook_normalized", [.pos, .dMLP],
      "the norm inside of the MLP, before its gain and bias", exists: \.hasHiddenNorm),
    .init(
      .mlpPost, "mlp_post", "blocks.{}.mlp.hook_post", [.pos, .dMLP], "the MLP's hidden numbers, after the activation",
      exists: \.hasPlainHidden),
    .init(
      .ln2PostScale, "ln2_post_scale", "blocks.{}.ln2_post.hook_scale", [.pos],
      "what the norm after the MLP divides by",
      exists: \.hasPostNorms),
    .init(
      .ln2PostNormalized, "ln2_post_normalized", "blocks.{}.ln2_post.hook_normalized", [.pos, .dModel],
      "the norm after the MLP, before its gain and bias", exists: \.hasPostNorms),
    .init(
      .mlpOut, "mlp_out", "blocks.{}.hook_mlp_out", [.pos, .dModel], "what the MLP adds to the residual stream",
      exists: \.hasMLP),
    .init(
      .residPost, "resid_post", "blocks.{}.hook_resid_post", [.pos, .dModel],
      "the residual stream that leaves the layer"),
    .init(
      .residPostNormalized, "normalized_resid_post", "blocks.{}.hook_normalized_resid_post", [.pos, .dModel],
      "the residual stream behind the layer's last norm, which the next layer reads", exists: \.normsStream),

    .init(
      .finalScale, "final_scale", "ln_final.hook_scale", [.pos], "what the last norm divides by",
      exists: { $0.norm.hasFinal }),
    .init(
      .finalNorm, "final_norm", "ln_final.hook_normalized", [.pos, .dModel],
      "the last norm, before its gain and bias" + behindInTransformerLens,
      exists: { $0.norm.hasFinal }),
    .init(
      .logits, "logits", "unembed.hook_out", [.pos, .vocab], "the unembedding's output, before a soft cap",
      exists: { $0.unembedding.head != .none }),
  ]
}

extension ModelConfiguration {
  /// Whether each head has keys and values to itself.
  var hasOwnKeys: Bool { keyValueHeadCount == headCount }
  var addsPositionEmbedding: Bool { if case .learned = positions { true } else { false } }
  /// Whether the stream is all that a head reads: a shortformer's queries and keys also read positions.
  var splitsInputs: Bool { positions != .shortformer }
  var addsSegmentEmbedding: Bool { embedding.segmentCount > 0 }
  /// Whether the norm of the embeddings stands behind the sum of tokens, positions and segments.
  var normsEmbeddingSum: Bool { embedding.hasNorm && (addsPositionEmbedding || addsSegmentEmbedding) }
  /// Whether a block's second attention reads an encoder.
  var readsEncoder: Bool { encoder != nil }
  var isRotary: Bool { if case .rotary = positions { true } else { false } }
  /// Whether attention and MLP read the stream through a norm.
  var readsThroughNorm: Bool { norm.placement == .pre || norm.placement == .preAndOutput }
  /// Whether the stream itself passes a norm before attention and MLP.
  var normsStreamFirst: Bool { norm.placement == .stream }
  /// Whether the stream itself passes a norm after each sum.
  var normsStream: Bool { norm.placement == .post }
  /// The site whose numbers the next layer begins with.
  var leavingSite: SiteName { normsStream ? .residPostNormalized : .residPost }
  var hasNorm1: Bool { norm.kind != .none && norm.placement != .output }
  /// Whether what attention and MLP put out passes a norm before it is added.
  var hasPostNorms: Bool {
    norm.kind != .none && (norm.placement == .preAndOutput || norm.placement == .output) && hasMLP
  }
  var normsQueries: Bool { attention.queryKeyNorm != .none }
  var normsEachHead: Bool { attention.queryKeyNorm == .perHead }
  var hasExperts: Bool { if case .experts = mlp.kind { true } else { false } }
  var hasHiddenNorm: Bool { mlp.activation == .solu && hasPlainHidden }
  var hasMLP: Bool { mlp.kind != .none }
  var isSequential: Bool { order == .sequential }
  var hasResidMid: Bool { hasMLP && isSequential }
  var sharesNorm: Bool { order == .parallel(sharedNorm: true) }
  var hasNorm2: Bool { hasNorm1 && hasMLP && !sharesNorm }
  /// Whether the MLP reads through a norm, of its own or one that it shares with attention.
  var normsMLPInput: Bool { hasNorm2 || (sharesNorm && hasNorm1 && hasMLP) }
  var hasMLPInput: Bool { hasMLP && (readsThroughNorm || norm.placement == .output) }
  var isGated: Bool { mlp.kind == .gated }
  var hasPlainHidden: Bool { mlp.kind == .plain || mlp.kind == .gated }
}
