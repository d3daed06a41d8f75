import WeirTensor
import WeirText

/// The cells of a sweep that move through the layers together.
struct SweepBlock {
  let sweep: Sweep
  let cells: [SweepCell]
  let base: SweepBase

  init(_ sweep: Sweep, _ cells: [SweepCell], _ base: SweepBase) {
    self.sweep = sweep
    self.cells = cells
    self.base = base
  }

  private var model: Model { base.run.model }
  private var reads: SweepReads { base.reads }

  /// Computes the cells and measures them.
  func run(layerDone: (Double) -> Void, measure: (Int, Run) throws -> Void) throws {
    let paths = cells.flatMap(\.plan.pathRuns).filter { $0.isCell(of: base.run) }
    defer { for path in paths { path.run.letGo() } }
    try compute(paths)
    let taps = Taps(layers: model.configuration.layerCount)
    var stores: [SiteStore] = []
    for (number, cell) in cells.enumerated() {
      cell.plan.add(to: taps, run: number)
      stores.append(capture(cell, number, taps))
    }
    let rows = cells.reduce(0) { $0 + $1.rowCount }
    let workspace = Workspace(model.configuration, rows: max(16, rows))
    var pass = ForwardPass(model, [], workspace, taps)
    try embed(&pass)
    let first = cells.lazy.map(\.layer).min() ?? 0
    for layer in first..<max(first, reads.layerCount) {
      try advance(&pass, layer)
      layerDone(Double(layer + 1 - first) / Double(reads.layerCount + 1 - first))
    }
    try finish(&pass, stores, measure)
  }

  /// Computes the runs that the cells' paths take from, those with the same receivers together.
  private func compute(_ paths: [PathRun]) throws {
    for (keys, group) in Dictionary(grouping: paths, by: \.keys) {
      try Sweep(base.run, paths: group, reading: keys, memoryLimit: sweep.memoryLimit).run { index, run in
        for key in keys {
          group[index].run.store.insert(try run.values(key.name, layer: key.layer, parts: key.parts), key)
        }
      }
    }
  }

  /// The store of a cell's run: what the measure reads, filled with the base run's numbers and then by the pass.
  private func capture(_ cell: SweepCell, _ number: Int, _ taps: Taps) -> SiteStore {
    let store = SiteStore(limit: .max)
    let first = cell.plan.firstPlace(from: base.run.interventions.count)
    for (key, values) in base.values {
      guard let first, !(key.place(in: model) < first) else {
        store.insert(values, key)
        continue
      }
      let own = SiteValues(values.layout)
      own.memory.base.update(from: values.memory.base, count: values.layout.count)
      taps.capture(own, run: number, layer: key.layer)
      store.insert(own, key)
    }
    return store
  }

  /// The segments of a cell, behind `row`, with the positions from `narrowed` on where that is given.
  private func segments(_ number: Int, _ row: inout Int, isNarrow: Bool) -> [Segment] {
    let cell = cells[number]
    return cell.positions.enumerated().compactMap { prompt, positions in
      let start =
        isNarrow ? max(positions.lowerBound, reads.positions[prompt].first ?? .max) : positions.lowerBound
      guard start < positions.upperBound else { return nil }
      defer { row += positions.upperBound - start }
      return Segment(
        run: number, prompt: prompt, rows: row..<(row + positions.upperBound - start), first: start,
        earlier: base.earlier(prompt, first: start), wholeLength: base.run.prompts.tokens[prompt].count)
    }
  }

  /// The cells whose interventions change the embedding begin with it.
  private func embed(_ pass: inout ForwardPass) throws {
    var row = 0
    let entering = cells.indices.filter { cells[$0].entry == .embedding }.flatMap {
      segments($0, &row, isNarrow: false)
    }
    guard !entering.isEmpty else { return }
    pass.x = Rows(pass.x.base, count: row, width: pass.x.width)
    pass.segments = entering
    try pass.embed(base.run.prompts)
  }

  /// Takes the pass through a layer, with the cells that begin there.
  private func advance(_ pass: inout ForwardPass, _ layer: Int) throws {
    try base.prepareKeys(layer)
    var row = pass.x.count
    let entering = cells.indices.filter { cells[$0].entry == .layer(layer) }.flatMap {
      segments($0, &row, isNarrow: false)
    }
    pass.enter(entering, base.streams[layer], starts: base.starts)
    let isNarrow = reads.narrowsLastLayer && layer == reads.layerCount - 1 && !cells.contains { $0.plan.hasFunctions }
    let keeping = isNarrow ? narrowed(pass.segments) : nil
    row = keeping.map { $0.last?.rows.upperBound ?? 0 } ?? pass.x.count
    let joining = cells.indices.filter { cells[$0].entry == .behindHeads(layer) }.flatMap {
      segments($0, &row, isNarrow: isNarrow)
    }
    try pass.block(
      layer, keeping: keeping,
      joining: joining.isEmpty
        ? nil
        : Joining(
          segments: joining, stream: base.streams[layer], starts: base.starts,
          mix: base.run.values(.z, layer: layer, parts: nil)))
  }

  /// The rows of the last layer that the logits are read from.
  private func narrowed(_ segments: [Segment]) -> [Segment] {
    var row = 0
    return segments.map { segment in
      var kept = segment
      kept.first = min(segment.end, max(segment.first, reads.positions[segment.prompt].first ?? .max))
      kept.rows = row..<(row + segment.end - kept.first)
      row = kept.rows.upperBound
      return kept
    }
  }

  /// The last norm and the logits of a few cells at a time, and the measure of each.
  private func finish(_ pass: inout ForwardPass, _ stores: [SiteStore], _ measure: (Int, Run) throws -> Void) throws {
    let h = pass.work.normal.rows(pass.x.count, width: pass.x.width)
    let needsEnd = reads.readsLogits || reads.sites.contains { $0.place(in: model).stage == .max }
    if needsEnd, pass.x.count > 0 { try pass.finalNorm(pass.x, into: h) }  // [row, d_model]
    let segments = Dictionary(grouping: pass.segments, by: \.run)
    for group in groups() {
      let prepared = try logits(pass, h, group, segments)
      for (number, prepared) in zip(group, prepared) {
        let cell = cells[number]
        let run: Run
        if cell.entry == .end {
          run = Run(endingOf: base.run, cell.plan, cell.interventions)
        } else {
          run = Run(
            cellOf: base.run, cell.plan, cell.interventions, store: stores[number], prepared: prepared)
        }
        try Interrupt.check()
        try measure(cell.index, run)
      }
    }
  }

  /// Cells whose logits are computed together: as many as a part of the memory limit holds.
  private func groups() -> [[Int]] {
    let width = reads.tokens?.count ?? model.configuration.vocabularySize
    let rows = cells.indices.lazy.map { number in
      reads.positions.indices.reduce(0) { $0 + logitPositions(number, $1).count }
    }
    let perCell = max(1, (rows.max() ?? 0) * width * MemoryLayout<Float>.stride)
    let size = max(1, sweep.memoryLimit / 4 / perCell)
    return stride(from: 0, to: cells.count, by: size).map { Array($0..<min($0 + size, cells.count)) }
  }

  /// The positions of a prompt whose logits a cell needs: those that are read, or all where a function edits them.
  private func logitPositions(_ number: Int, _ prompt: Int) -> [Int] {
    guard reads.readsLogits, cells[number].plan.hasFunction(at: .logits) else { return reads.positions[prompt] }
    return Array(base.run.prompts.tokens[prompt].indices)
  }

  /// The logits of some cells at the positions that are read: their own, and the base run's before the first change.
  private func logits(
    _ pass: ForwardPass, _ h: Rows, _ group: [Int], _ segments: [Int: [Segment]]
  ) throws -> [PreparedLogits] {
    var sources: [Int] = []
    var single: [Segment] = []
    for number in group {
      for segment in segments[number] ?? [] {
        for position in logitPositions(number, segment.prompt) {
          guard let row = segment.row(position) else { continue }
          single.append(
            Segment(run: number, prompt: segment.prompt, rows: sources.count..<(sources.count + 1), first: position))
          sources.append(row)
        }
      }
    }
    // An edit of the logits wants whole rows; so does every cell of its group then.
    let wantsRows = group.contains { cells[$0].plan.edits(.logits, nil) } && reads.tokens != nil
    let tokens = wantsRows ? nil : reads.tokens
    let width = tokens?.count ?? model.configuration.vocabularySize
    let memory = FloatBuffer(count: sources.count * width)
    let out = memory.rows(sources.count, width: width)
    if reads.readsLogits, !sources.isEmpty {
      let gathered = FloatBuffer(count: sources.count * h.width).rows(of: h, sources)
      var end = pass
      end.segments = single
      try end.unembed(gathered.rows, tokens, model, into: out)
    }
    var rows = group.map { _ in base.run.prompts.tokens.map { _ in [Int: UnsafePointer<Float>]() } }
    for (place, number) in group.enumerated() where !wantsRows {
      for (prompt, positions) in reads.positions.enumerated() {
        for position in positions where position < cells[number].positions[prompt].lowerBound {
          rows[place][prompt][position] = base.logitRow(prompt, position)
        }
      }
    }
    for segment in single {
      rows[segment.run - group[0]][segment.prompt][segment.first] = UnsafePointer(out.row(segment.rows.lowerBound))
    }
    return rows.map {
      PreparedLogits(rows: $0, tokens: tokens, width: width, owners: [memory] + base.owners)
    }
  }
}

extension FloatBuffer {
  /// Copies rows together.
  fileprivate func rows(of source: Rows, _ rows: [Int]) -> (rows: Rows, owner: FloatBuffer) {
    let result = self.rows(rows.count, width: source.width)
    for (index, row) in rows.enumerated() {
      result.row(index).update(from: source.row(row), count: source.width)
    }
    return (result, self)
  }
}

extension ForwardPass {
  /// The logits of normed rows, of all tokens or a few.
  fileprivate func unembed(_ h: Rows, _ tokens: [Int]?, _ model: Model, into out: Rows) throws {
    guard let tokens, let linear = model.weights.unembedding else { return try unembed(h, into: out) }
    let columns = TokenColumns(linear.factor, tokens, bias: linear.bias)
    try unembed(h, columns, into: out)
  }
}
