// Several runs of one model in one pass, so that weights are read once for all of them: sweeps over prompts.

import WeirTensor

extension Run {
  /// Runs in order, in groups that are computed together: as many rows as make products fast, and as a memory limit
  /// allows.
  public static func groups(_ runs: [Run], memoryLimit: Int) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var rows = 0
    for (index, run) in runs.enumerated() {
      let own = run.prompts.rowCount
      let limit = min(Sweep.rowsPerBlock, memoryLimit / 2 / run.bytesPerRow)
      if let last = groups.last, rows + own <= limit, run.fits(beside: runs[last.lowerBound]) {
        groups[groups.count - 1] = last.lowerBound..<(index + 1)
        rows += own
      } else {
        groups.append(index..<(index + 1))
        rows = own
      }
    }
    return groups
  }

  /// Bytes that a row takes while it is computed and then in the run.
  private var bytesPerRow: Int {
    let c = model.configuration
    return Workspace.bytesPerRow(c) + (layersRun + 1) * c.dModel * MemoryLayout<Float>.stride
  }

  /// Whether both can be computed in one pass.
  private func fits(beside other: Run) -> Bool {
    model === other.model && layersRun == other.layersRun && model.encoder == nil
  }

  /// Computes the residual streams of runs of one group in one pass, unless they are there; each has the bits that it has
  /// alone.
  public static func compute(_ runs: ArraySlice<Run>) throws {
    let waiting = runs.filter { !$0.isComputed }
    guard let first = waiting.first, waiting.count > 1 else { return }
    let (model, d) = (first.model, first.model.configuration.dModel)
    var starts: [Int] = []
    var rows = 0
    for run in waiting {
      starts.append(rows)
      rows += run.prompts.rowCount
    }
    let streams = waiting.map { FloatBuffer.several($0.layersRun + 1, count: $0.prompts.rowCount * d) }
    try model.workspaces.withWorkspace(model.configuration, rows: rows) { work in
      let taps = Taps(layers: model.configuration.layerCount)
      for (number, run) in waiting.enumerated() { run.plan.add(to: taps, run: number) }
      var pass = ForwardPass(model, [], work, taps)
      pass.x = work.residual.rows(rows, width: d)
      for (number, run) in waiting.enumerated() {
        // The embedding looks at one run's prompts.
        var part = pass
        part.segments = run.segments.map { $0.belonging(to: number, behind: 0) }
        part.x = pass.x.rows(starts[number]..<(starts[number] + run.prompts.rowCount))
        try part.embed(run.prompts)
        pass.segments += run.segments.map { $0.belonging(to: number, behind: starts[number]) }
      }
      for layer in 0...first.layersRun {
        for (number, run) in waiting.enumerated() {
          streams[number][layer].base.update(
            from: pass.x.row(starts[number]), count: run.prompts.rowCount * d)
        }
        if layer < first.layersRun { try pass.block(layer) }
      }
    }
    for (run, streams) in zip(waiting, streams) { run.residuals.set(streams) }
  }

  /// Whether the layers have been computed.
  public var isComputed: Bool { residuals.areComputed }

  /// Lets go of everything that was computed; what is read later is computed again.
  public func letGo() {
    residuals.set(nil)
    store.removeAll()
  }

  /// Bytes that the largest group of runs holds at once.
  public static func byteCount(_ runs: [Run], memoryLimit: Int) -> Int {
    groups(runs, memoryLimit: memoryLimit).lazy.map { group in
      group.reduce(0) { $0 + runs[$1].prompts.rowCount * runs[$1].bytesPerRow }
    }.max() ?? 0
  }

  /// What it costs to compute and read runs in groups, with the logits that `log` says are read.
  public static func plan(_ runs: [Run], reads log: ReadLog, memoryLimit: Int) -> SweepPlan {
    let groups = groups(runs, memoryLimit: memoryLimit)
    var operations = 0.0
    for run in runs {
      let c = run.model.configuration
      for (prompt, length) in run.prompts.lengths.enumerated() {
        operations += Double(run.layersRun * length) * c.operationsPerRow(keys: Double(length) / 2)
        operations += Double(log.positions[prompt]?.count ?? 0) * c.operationsOfLogits(tokens: log.tokens?.count)
      }
    }
    return SweepPlan(
      cellCount: runs.count, blockCount: groups.count, operations: operations, operationsWithoutSharing: operations,
      byteCount: byteCount(runs, memoryLimit: memoryLimit),
      seconds: operations / (Product.measuredSpeed() * Sweep.speedShare))
  }
}

extension Segment {
  /// The same rows in a pass of several runs.
  fileprivate func belonging(to run: Int, behind row: Int) -> Segment {
    var segment = self
    segment.run = run
    segment.rows = (rows.lowerBound + row)..<(rows.upperBound + row)
    return segment
  }
}
