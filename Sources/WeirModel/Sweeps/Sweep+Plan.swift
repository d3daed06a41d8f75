// What a sweep will cost, counted as `SweepBlock` computes it.

import WeirTensor

extension Sweep {
  /// What it will cost.
  public var plan: SweepPlan {
    guard separate.isEmpty else { return separatePlan }
    let c = base.model.configuration
    var operations = operationsOfKeys
    var alone = 0.0
    for cell in cells {
      operations += self.operations(of: cell)
      operations += cell.plan.pathRuns.reduce(0) { $0 + self.operations(of: $1, from: cell.positions) }
      let whole = base.prompts.lengths.map { 0..<$0 }
      alone += cell.plan.pathRuns.reduce(0) { $0 + self.operations(of: $1, from: whole) }
      for length in base.prompts.lengths {
        alone += Double(c.layerCount * length) * c.operationsPerRow(keys: Double(length) / 2)
        alone += Double(length) * c.operationsOfLogits(tokens: nil)
      }
    }
    return SweepPlan(
      cellCount: cells.count, blockCount: blocks.count, operations: operations, operationsWithoutSharing: alone,
      byteCount: byteCount,
      seconds: operations / (Product.measuredSpeed() * Sweep.speedShare))
  }

  /// Bytes that it holds at once beside the model and the base run.
  public var byteCount: Int {
    let perRow = Workspace.bytesPerRow(base.model.configuration)
    guard separate.isEmpty else { return base.prompts.rowCount * perRow }
    let rows = blocks.map { $0.reduce(0) { $0 + $1.rowCount } }.max() ?? 0
    return rows * perRow + min(keyValueBytes, memoryLimit / 4)
  }

  /// The operations of a cell: of its rows from where they enter on, of the last layer and behind it only what is read.
  private func operations(of cell: SweepCell) -> Double {
    let c = base.model.configuration
    let layers = max(0, reads.layerCount - min(cell.layer, reads.layerCount))
    let isNarrow = reads.narrowsLastLayer && !cell.plan.hasFunctions && layers > 0
    var throughHeads = layers
    if case .behindHeads = cell.entry { throughHeads = max(0, layers - 1) }
    var operations = 0.0
    for (prompt, positions) in cell.positions.enumerated() {
      let keys = Double(positions.lowerBound + positions.upperBound) / 2
      let read = reads.positions[prompt]
      let kept = positions.upperBound - min(positions.upperBound, max(positions.lowerBound, read.first ?? .max))
      operations += Double(throughHeads * positions.count) * c.operationsOfHeads(keys: keys)
      operations +=
        Double(isNarrow ? (layers - 1) * positions.count + kept : layers * positions.count)
        * c.operationsBehindHeads
      operations += Double(read.count) * c.operationsOfLogits(tokens: reads.tokens?.count)
    }
    return operations
  }

  /// The operations of a run that a path takes from: the layers between the first sender and the last receiver.
  private func operations(of path: PathRun, from positions: [Range<Int>]) -> Double {
    let c = base.model.configuration
    let first = path.run.plan.firstPlace(from: path.clean.interventions.count)?.layer ?? 0
    return zip(positions, base.prompts.lengths).reduce(0) { sum, prompt in
      let (start, length) = (prompt.0.lowerBound, prompt.1)
      let rows = Double(max(0, path.run.layersRun - first) * max(0, length - start))
      return sum + rows * c.operationsPerRow(keys: Double(start + length) / 2)
    }
  }

  /// The operations of the base run's keys and values, which cells that begin behind a position read.
  private var operationsOfKeys: Double {
    guard cells.contains(where: { $0.positions.contains { $0.lowerBound > 0 && !$0.isEmpty } }) else { return 0 }
    let first = cells.lazy.map(\.layer).min() ?? 0
    let layers = max(0, reads.layerCount - min(first, reads.layerCount))
    return Double(layers * base.prompts.rowCount) * base.model.configuration.operationsOfProjection
  }

  /// What it costs to run each cell alone, both stacks of it.
  private var separatePlan: SweepPlan {
    var operations = 0.0
    for run in [base, base.encoderRun].compactMap(\.self) {
      let c = run.model.configuration
      for length in run.prompts.lengths {
        operations += Double(c.layerCount * length) * c.operationsPerRow(keys: Double(length))
      }
    }
    operations *= Double(separate.count)
    return SweepPlan(
      cellCount: separate.count, blockCount: separate.count, operations: operations,
      operationsWithoutSharing: operations,
      byteCount: byteCount,
      seconds: operations / (Product.measuredSpeed() * Sweep.speedShare))
  }
}
