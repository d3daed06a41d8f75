// The two ends of the pass: tokens to the residual stream, and the stream to logits.

import CKernels
import WeirTensor

extension ForwardPass {
  /// Writes the embedding of each segment's tokens into the residual stream.
  func embed(_ tokens: (Segment) -> ArraySlice<Int>) throws {
    let d = configuration.dModel
    let width = configuration.embeddingWidth
    let narrow = configuration.embedding.projectedFrom.map { FloatBuffer(count: x.count * $0) }
    let rows = narrow.map { $0.rows(x.count, width: width) } ?? x
    for segment in segments {
      for (row, token) in zip(segment.rows, tokens(segment)) {
        weights.tokenEmbedding.copy(output: token, into: rows.row(row))  // [row, d_model]
      }
    }
    if let projection = weights.embeddingProjection { try multiply(rows, projection, into: x) }  // [row, d_model]
    if configuration.embedding.scale != 1 { weir_scale(x.base, Float(configuration.embedding.scale), x.count * d) }
    if configuration.embedding.hasNorm {
      try norm(x, weights.embeddingNorm, into: x, nil, .embedNormScale, .embedNormalized)
    }
    try tap(.embed, nil, x)
    guard let table = weights.positionEmbedding else { return }
    let positions = work.output.rows(x.count, width: d)
    for segment in segments {
      for (offset, row) in segment.rows.enumerated() {
        positions.row(row).update(from: table + (segment.first + offset) * d, count: d)  // [row, d_model]
      }
    }
    try tap(.posEmbed, nil, positions)
    weir_add(x.base, positions.base, x.count * d)
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
    guard let projection = weights.unembeddingProjection else { return try body(h) }
    let memory = FloatBuffer(count: h.count * projection.factor.outputs)
    let narrow = memory.rows(h.count, width: projection.factor.outputs)
    try multiply(h, projection, into: narrow)  // [row, embedding width]
    try body(narrow)
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
