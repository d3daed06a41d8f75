// Logits: the last norm and the unembedding of the positions, and the tokens, that someone reads.

import WeirTensor

extension Run {
  /// The logits `[pos, vocab]` at some positions, in the order given.
  ///
  /// With a batch, each prompt has its own positions; shorter rows are filled up with missing.
  public func logits(at positions: Positions = .all) throws -> Tensor {
    let wanted = try wantedPositions(positions)
    return try collect(wanted, model.vocabularyAxis) { prompt, positions, rows in
      log?.noteLogits(prompt, positions, tokens: nil)
      try logits(prompt, positions, into: rows)
    }
  }

  /// The logits `[pos, token]` of a few tokens at some positions: the same numbers for a small part of the time.
  public func logits(at positions: Positions, tokens: [Int]) throws -> Tensor {
    let wanted = try wantedPositions(positions)
    for (index, token) in tokens.enumerated() where !(0..<model.configuration.vocabularySize).contains(token) {
      throw ModelProblem.tokenOutside(token, vocabulary: model.configuration.vocabularySize, position: index)
    }
    let axis = Axis("token", tokens.count, labels: tokens.map(model.tokenText))
    return try collect(wanted, axis) { prompt, positions, rows in
      log?.noteLogits(prompt, positions, tokens: tokens)
      try logits(prompt, positions, tokens: tokens, into: rows)
    }
  }

  private func wantedPositions(_ positions: Positions) throws -> [[Int]] {
    let configuration = model.configuration
    guard configuration.unembedding.head != .none else { throw ModelProblem.noLogits(model: configuration.name) }
    try checkReached(.logits, nil, needs: configuration.layerCount)
    return try positions.resolved(in: prompts, model) ?? prompts.tokens.map { Array($0.indices) }
  }

  /// Puts the prompts' rows into one tensor `[batch, pos, last]`.
  private func collect(
    _ wanted: [[Int]], _ last: Axis, _ fill: (Int, [Int], Rows) throws -> Void
  ) throws -> Tensor {
    let longest = wanted.lazy.map(\.count).max() ?? 0
    let labels = zip(model.labels(prompts), wanted).map { labels, positions in positions.map { labels[$0] } }
    let axes =
      (prompts.isBatch ? [Axis(RowExtent.batchAxis, prompts.count)] : [])
      + [Axis("pos", longest, labels: prompts.count == 1 ? labels[0] : nil), last]
    let extents =
      prompts.isBatch ? [RowExtent(axis: "pos", lengths: wanted.map(\.count), labels: labels)] : []
    return try Tensor.make(axes, rows: extents) { buffer in
      guard let base = buffer.baseAddress else { return }
      try Rows(base, count: 1, width: buffer.count).touch()
      for (prompt, positions) in wanted.enumerated() {
        let start = base + prompt * longest * last.size
        (start + positions.count * last.size).update(
          repeating: Tensor.missing, count: (longest - positions.count) * last.size)
        try fill(prompt, positions, Rows(start, count: positions.count, width: last.size))
      }
    }
  }

  /// The logits of some positions of one prompt, of all tokens or a few.
  func readLogits(_ prompt: Int, _ positions: [Int], tokens: [Int]?, into rows: Rows) throws {
    if let tokens {
      try logits(prompt, positions, tokens: tokens, into: rows)
    } else {
      try logits(prompt, positions, into: rows)
    }
  }

  /// The logits of some positions of one prompt.
  func logits(_ prompt: Int, _ positions: [Int], into logits: Rows) throws {
    if let prepared, prepared.give(prompt, positions, into: logits) { return }
    try finalPass(prompt, positions) { pass, h in try pass.unembed(h, into: logits) }
  }

  /// What the unembedding puts out at some positions of one prompt, before a soft cap: the site's numbers.
  func unembedded(_ prompt: Int, _ positions: [Int], into logits: Rows) throws {
    guard model.configuration.unembedding.softCap != nil else {
      return try self.logits(prompt, positions, into: logits)
    }
    try finalPass(prompt, positions) { pass, h in try pass.unembed(h, into: logits, isCapped: false) }
  }

  /// The logits of some tokens at some positions of one prompt.
  private func logits(_ prompt: Int, _ positions: [Int], tokens: [Int], into logits: Rows) throws {
    if let prepared, prepared.give(prompt, positions, tokens: tokens, into: logits) { return }
    // An edit of the logits, or the norm behind a soft cap, is the whole row's matter.
    guard !plan.edits(.logits, nil), let factor = model.weights.unembedding?.factor else {
      let memory = FloatBuffer(count: positions.count * model.configuration.vocabularySize)
      let all = memory.rows(positions.count, width: model.configuration.vocabularySize)
      try self.logits(prompt, positions, into: all)
      for row in 0..<all.count {
        for (column, token) in tokens.enumerated() { logits.row(row)[column] = all.row(row)[token] }
      }
      return
    }
    let columns = TokenColumns(factor, tokens, bias: model.weights.unembedding?.bias)
    try finalPass(prompt, positions) { pass, h in try pass.unembed(h, columns, into: logits) }
  }

  /// The last norm of some positions of one prompt, handed on.
  private func finalPass(_ prompt: Int, _ positions: [Int], _ body: (ForwardPass, Rows) throws -> Void) throws {
    guard !positions.isEmpty else { return }
    try callFunctionsBehindLayers()
    let d = model.configuration.dModel
    let start = segments[prompt].rows.lowerBound
    let last = try checkpoints()[layersRun]
    try model.workspaces.withWorkspace(model.configuration, rows: positions.count) { work in
      let taps = Taps(layers: model.configuration.layerCount)
      plan.add(to: taps, run: 0)
      let single = positions.enumerated().map { index, position in
        Segment(run: 0, prompt: prompt, rows: index..<(index + 1), first: position)
      }
      let pass = ForwardPass(model, single, work, taps)
      for (index, position) in positions.enumerated() {
        pass.x.row(index).update(from: last.base + (start + position) * d, count: d)
      }
      let h = work.normal.rows(positions.count, width: d)
      try pass.finalNorm(pass.x, into: h)  // [row, d_model]
      try body(pass, h)
    }
  }

  /// Shows whole sites to the functions that edit the last norm or the logits, before some positions of them are read:
  /// a function is called once, with the numbers of all positions of all prompts.
  private func callFunctionsBehindLayers() throws {
    guard plan.awaitsFunctionBehindLayers else { return }
    let (rows, vocabulary) = (prompts.rowCount, model.configuration.vocabularySize)
    let last = try checkpoints()[layersRun]
    try model.workspaces.withWorkspace(model.configuration, rows: rows) { work in
      let taps = Taps(layers: model.configuration.layerCount)
      plan.add(to: taps, run: 0)
      let pass = ForwardPass(model, segments, work, taps)
      pass.x.base.update(from: last.base, count: rows * pass.x.width)
      let h = work.normal.rows(rows, width: pass.x.width)
      try pass.finalNorm(pass.x, into: h)  // [row, d_model]
      guard plan.hasFunction(at: .logits) else { return }
      try TensorMemory.reserve([Axis("pos", rows), Axis("vocab", vocabulary)])
      let logits = FloatBuffer(count: rows * vocabulary)
      try logits.rows(rows, width: vocabulary).touch()
      try pass.unembed(h, into: logits.rows(rows, width: vocabulary))  // [row, vocab]
      withExtendedLifetime(logits) {}
    }
  }
}

/// The unembedding of a few tokens, copied together: `[d_model, token]`.
struct TokenColumns {
  let tokens: [Int]
  let linear: Linear
  private let memory: FloatBuffer

  init(_ factor: Factor, _ tokens: [Int], bias: UnsafePointer<Float>?) {
    self.tokens = tokens
    memory = FloatBuffer(count: tokens.count * (factor.inputs + 1))
    for (index, token) in tokens.enumerated() {
      factor.copy(output: token, into: memory.base + index * factor.inputs)
      memory.base[tokens.count * factor.inputs + index] = bias?[token] ?? 0
    }
    linear = Linear(
      factor: Factor(memory.base, inputs: factor.inputs, outputs: tokens.count, isTransposed: true),
      bias: bias == nil ? nil : UnsafePointer(memory.base + tokens.count * factor.inputs))
  }
}
