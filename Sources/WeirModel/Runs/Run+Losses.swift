// The loss of each prediction, a few rows of logits at a time: they are never all there at once.

import CKernels
import WeirTensor

extension Run {
  /// Rows of logits that are held at once.
  private static let rowsAtOnce = 32

  /// The loss of each prediction in nats, `[pos]`: minus the log-probability at `pos` of the token that came next.
  ///
  /// With a batch, `[batch, pos]`.
  /// - Throws: `ModelProblem.noLogits`, `.generatesNothing`, `.nothingToPredict` for a prompt of one token,
  ///   `TensorProblem.tooLarge`, `Interrupted`, and what function edits throw.
  public func tokenLosses() throws -> Tensor {
    guard model.configuration.unembedding.head == .tokens else {
      let name = model.configuration.name
      // Masked-token heads have logits, of the position itself and not of the next.
      throw model.configuration.unembedding.head == .maskedTokens
        ? ModelProblem.generatesNothing(model: name) : .noLogits(model: name)
    }
    try checkReached(.logits, nil, needs: model.configuration.layerCount)
    let (axes, extents) = try predictions()
    let longest = prompts.longest - 1
    let width = model.configuration.vocabularySize
    let memory = FloatBuffer(count: min(Self.rowsAtOnce, longest) * width)
    return try Tensor.make(axes, rows: extents) { buffer in
      buffer.update(repeating: Tensor.missing)
      for (prompt, tokens) in prompts.tokens.enumerated() {
        for start in stride(from: 0, to: tokens.count - 1, by: Self.rowsAtOnce) {
          let positions = Array(start..<min(start + Self.rowsAtOnce, tokens.count - 1))
          log?.noteLogits(prompt, positions, tokens: nil)
          let rows = memory.rows(positions.count, width: width)
          try readLogits(prompt, positions, tokens: nil, into: rows)
          let losses = Rows(memory.base, count: positions.count, width: 1, stride: width)
          try WorkerPool.shared.run(positions.count) { index in
            let row = rows.row(index)
            let loss = weir_log_sum_exp(row, width) - row[tokens[start + index + 1]]
            losses.row(index).pointee = loss
          }
          for index in positions.indices { buffer[prompt * longest + start + index] = losses.row(index).pointee }
        }
      }
    }
  }

  /// The token that came next at each position but the last, `[pos]`: what predictions are held against.
  ///
  /// With a batch, `[batch, pos]`.
  /// - Throws: `ModelProblem.nothingToPredict`, `TensorProblem.tooLarge`.
  public func nextTokens() throws -> Tensor {
    let (axes, extents) = try predictions()
    let longest = prompts.longest - 1
    return try Tensor.make(axes, rows: extents) { buffer in
      buffer.update(repeating: Tensor.missing)
      for (prompt, tokens) in prompts.tokens.enumerated() {
        for (position, token) in tokens.dropFirst().enumerated() { buffer[prompt * longest + position] = Float(token) }
      }
    }
  }

  /// The axes of a number for each prediction, and how many each prompt holds.
  ///
  /// Prompts of one token are refused: a mean over no prediction is no number.
  private func predictions() throws(ModelProblem) -> (axes: [Axis], rows: [RowExtent]) {
    let special = model.configuration.special
    for (index, tokens) in prompts.tokens.enumerated() where tokens.count == 1 {
      throw .nothingToPredict(
        index: prompts.isBatch ? index : nil, token: model.tokenText(tokens[0]),
        lacksBeginning: special.beginning.map { $0 != tokens[0] } ?? false, isTarget: encoderRun != nil)
    }
    let labels = model.labels(prompts).map { Array($0.dropLast()) }
    let pos = Axis("pos", prompts.longest - 1, labels: prompts.count == 1 ? labels[0] : nil)
    guard prompts.isBatch else { return ([pos], []) }
    return (
      [Axis(RowExtent.batchAxis, prompts.count), pos],
      [RowExtent(axis: "pos", lengths: prompts.lengths.map { $0 - 1 }, labels: labels)]
    )
  }
}
