import WeirText

// What was understood of a configuration, in words.

extension ModelConfiguration {
  /// Names and values of everything that decides what the model computes.
  public var description: [(name: String, value: String)] {
    var lines: [(String, String)] = [("family", family)]
    switch stack {
    case .decoder: lines.append(("stack", "decoder: each position reads itself and earlier ones"))
    case .encoder: lines.append(("stack", "encoder: each position reads every position"))
    case .encoderDecoder(let layers):
      lines.append(("stack", "encoder of \(Count.of(layers, "layer")), decoder of \(Count.of(layerCount, "layer"))"))
    }
    lines += [
      ("layers", "\(layerCount)"),
      (
        "heads",
        "\(headCount) of \(dHead)" + (keyValueHeadCount == headCount ? "" : ", \(keyValueHeadCount) key-value groups")
      ),
      ("d_model", "\(dModel)"), ("MLP", mlpText), ("norm", normText), ("positions", positionsText),
      ("attention", attentionText),
    ]
    if embedding.patches == nil { lines.append(("vocabulary", Count.grouped(vocabularySize))) }
    lines.append(("output", outputText))
    if case .parallel(let isShared) = order {
      lines.append(("block", "attention and MLP beside each other, \(isShared ? "one norm" : "two norms")"))
    }
    if embedding.scale != 1 { lines.append(("embedding", "times \(SignificantDigits.text(embedding.scale))")) }
    if let patches = embedding.patches {
      lines.append(
        (
          "image",
          "\(patches.imageSize) × \(patches.imageSize), patches of \(patches.patchSize), "
            + Count.of(patches.channels, "channel")
        ))
    }
    if embedding.segmentCount > 0 { lines.append(("segments", "\(embedding.segmentCount)")) }
    return lines
  }

  private var mlpText: String {
    let width = "\(dMLP), \(mlp.activation.rawValue)"
    switch mlp.kind {
    case .none: return "none"
    case .plain: return width
    case .gated: return width + ", gated"
    case .experts(let count, let perToken, _): return "\(count) experts of \(width), \(perToken) a token"
    }
  }

  private var normText: String {
    guard norm.kind != .none else { return "none" }
    let kind = norm.kind == .rms ? "RMS" : "layer norm"
    let place =
      switch norm.placement {
      case .pre: "before each half of a block"
      case .post: "on the stream, after each sum"
      case .stream: "on the stream, before each half of a block"
      case .output: "on what each half puts out"
      case .preAndOutput: "before each half of a block and on what it puts out"
      }
    return "\(kind), \(place), epsilon \(norm.epsilon)"
  }

  private var positionsText: String {
    switch positions {
    case .none: "none"
    case .learned: "learned, up to \(contextLength)"
    case .shortformer: "learned, at queries and keys only, up to \(contextLength)"
    case .rotary(let rotary):
      "rotary, base \(SignificantDigits.text(rotary.base)), \(rotary.dimensions) of \(dHead) dimensions"
    case .alibi: "ALiBi"
    case .relative(let buckets, let distance): "\(buckets) buckets of distances up to \(distance)"
    }
  }

  private var attentionText: String {
    var parts = ["scale \(SignificantDigits.text(attention.scale))"]
    if attention.dividesByLayer { parts.append("divided by the layer's number") }
    if let cap = attention.softCap { parts.append("soft cap \(SignificantDigits.text(cap))") }
    let windows = attention.windows.compactMap(\.self)
    if let window = windows.first { parts.append("window \(window) in \(Count.of(windows.count, "layer"))") }
    if attention.queryKeyNorm != .none { parts.append("norms of queries and keys") }
    return parts.joined(separator: ", ")
  }

  private var outputText: String {
    var text: String
    switch unembedding.head {
    case .none: return "the last residual"
    case .classes(let count): return Count.of(count, "class", plural: "classes")
    case .maskedTokens: text = "masked tokens"
    case .tokens: text = "tokens"
    }
    text += unembedding.isTied ? ", tied to the embedding" : ", its own matrix"
    if let cap = unembedding.softCap { text += ", soft cap \(SignificantDigits.text(cap))" }
    return text
  }
}
