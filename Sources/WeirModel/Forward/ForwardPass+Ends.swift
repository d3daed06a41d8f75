// The two ends of the pass: tokens to the residual stream, and the stream to logits.

import CKernels
import WeirTensor

extension ForwardPass {
  /// Writes what the prompts say at each segment's positions into the residual stream.
  func embed(_ prompts: PromptBatch) throws {
    let d = configuration.dModel
    try embedTokens(prompts)  // [row, d_model]
    if configuration.embedding.scale != 1 { weir_scale(x.base, Float(configuration.embedding.scale), x.count * d) }
    if configuration.embedding.hasNorm, !configuration.normsEmbeddingSum { try normEmbedding() }
    try tap(.embed, nil, x)
    if configuration.addsPositionEmbedding, let table = weights.positionEmbedding {
      try addEmbedding(.posEmbed) { _, position in table + position * d }
    }
    if let table = weights.segmentEmbedding {
      try addEmbedding(.segmentEmbed) { prompt, position in
        let segments = prompts.segments.indices.contains(prompt) ? prompts.segments[prompt] : []
        return table + (position < segments.count ? segments[position] : 0) * d
      }
    }
    if configuration.normsEmbeddingSum { try normEmbedding() }
  }

  private func normEmbedding() throws {
    try norm(x, weights.embeddingNorm, into: x, nil, .embedNormScale, .embedNormalized)
  }

  /// Token embeddings, or those of an image's patches behind the class position.
  private func embedTokens(_ prompts: PromptBatch) throws {
    guard weights.patches == nil else { return try embedPatches(prompts) }
    let width = configuration.embeddingWidth
    let narrow = configuration.embedding.projectedFrom.map { FloatBuffer(count: x.count * $0) }
    let rows = narrow.map { $0.rows(x.count, width: width) } ?? x
    for segment in segments {
      for (offset, row) in segment.rows.enumerated() {
        let token = prompts.tokens[segment.prompt][segment.first + offset]
        weights.tokenEmbedding.copy(output: token, into: rows.row(row))  // [row, d_model]
      }
    }
    if let projection = weights.embeddingProjection { try multiply(rows, projection, into: x) }  // [row, d_model]
  }

  /// Cuts images into patches, row by row, and multiplies each patch's pixels.
  ///
  /// Dosovitskiy et al. 2021, equation 1.
  private func embedPatches(_ prompts: PromptBatch) throws {
    guard let projection = weights.patches, let shape = configuration.embedding.patches else { return }
    let (size, side, inputs) = (shape.imageSize, shape.patchSize, projection.factor.inputs)
    let memory = FloatBuffer(count: x.count * inputs)
    let pixels = memory.rows(x.count, width: inputs)  // [row, channel · row · column]
    memory.base.update(repeating: 0, count: x.count * inputs)
    for segment in segments {
      let image = prompts.images[segment.prompt]
      for (offset, row) in segment.rows.enumerated() where segment.first + offset > 0 {
        let place = segment.first + offset - 1
        let (top, left) = (place / (size / side) * side, place % (size / side) * side)
        var next = pixels.row(row)
        for channel in 0..<shape.channels {
          for line in 0..<side {
            let start = (channel * size + top + line) * size + left
            for column in 0..<side { next[column] = image[start + column] }
            next += side
          }
        }
      }
    }
    try multiply(pixels, projection, into: x)  // [row, d_model]
    for segment in segments where segment.first == 0 && !segment.rows.isEmpty {
      weights.tokenEmbedding.copy(output: 0, into: x.row(segment.rows.lowerBound))
    }
  }

  /// Adds a vector to each position, shown to the taps first.
  private func addEmbedding(_ site: SiteName, _ vector: (Int, Int) -> UnsafePointer<Float>) throws {
    let d = configuration.dModel
    let vectors = work.output.rows(x.count, width: d)
    for segment in segments {
      for (offset, row) in segment.rows.enumerated() {
        vectors.row(row).update(from: vector(segment.prompt, segment.first + offset), count: d)  // [row, d_model]
      }
    }
    try tap(site, nil, vectors)
    weir_add(x.base, vectors.base, x.count * d)
  }

  /// The last norm, of rows of the residual stream.
  func finalNorm(_ source: Rows, into out: Rows) throws {
    guard configuration.norm.hasFinal else {
      for row in 0..<source.count { out.row(row).update(from: source.row(row), count: source.width) }
      return
    }
    try norm(source, weights.finalNorm, into: out, nil, .finalScale, .finalNorm)
  }

  /// The unembedding of normed rows: logits `[row, vocab]`, as the site has them where they are not capped.
  func unembed(_ h: Rows, into logits: Rows, isCapped: Bool = true) throws {
    guard let unembedding = weights.unembedding else { throw ModelProblem.noLogits(model: configuration.name) }
    try Activity.during(.unembedding) {
      try withUnembeddingInput(h) { try multiply($0, unembedding, into: logits) }  // [row, vocab]
    }
    try tap(.logits, nil, logits)
    if isCapped { try capLogits(logits) }
  }

  /// The same for a few tokens `[row, token]`, where nobody edits the logits.
  func unembed(_ h: Rows, _ columns: TokenColumns, into logits: Rows) throws {
    try withUnembeddingInput(h) { try multiply($0, columns.linear, into: logits) }  // [row, token]
    try capLogits(logits)
  }

  /// What the unembedding multiplies: normed rows, scaled or projected where the model does that.
  private func withUnembeddingInput(_ h: Rows, _ body: (Rows) throws -> Void) throws {
    if configuration.unembedding.scale != 1 {
      weir_scale(h.base, Float(configuration.unembedding.scale), h.count * h.width)
    }
    if let head = weights.head { return try body(transform(h, head)) }
    guard let projection = weights.unembeddingProjection else { return try body(h) }
    let memory = FloatBuffer(count: h.count * projection.factor.outputs)
    let narrow = memory.rows(h.count, width: projection.factor.outputs)
    try multiply(h, projection, into: narrow)  // [row, embedding width]
    try body(narrow)
  }

  /// The dense layer, activation and norm in front of the unembedding of masked tokens, in place.
  private func transform(_ h: Rows, _ head: HeadWeights) throws -> Rows {
    let memory = FloatBuffer(count: h.count * h.width)
    let dense = memory.rows(h.count, width: h.width)
    let activation = configuration.unembedding.headActivation ?? configuration.mlp.activation
    try multiply(h, head.dense, into: dense, activation: activation.kernel)  // [row, d_model]
    normUnseen(dense, head.norm, into: h)
    return h
  }

  private func capLogits(_ logits: Rows) throws {
    if let cap = configuration.unembedding.softCap {
      try eachRow(logits.count, work: logits.width * 8) { rows in
        weir_soft_cap(logits.rows(rows).base, Float(cap), rows.count * logits.width)
      }
    }
  }
}

extension ModelConfiguration {
  /// Numbers of a token's embedding as it is stored.
  var embeddingWidth: Int { embedding.projectedFrom ?? dModel }
}
