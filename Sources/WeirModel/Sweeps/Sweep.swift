import WeirTensor
import WeirText

/// Many interventions over one base run, each of which is measured.
///
/// Each cell recomputes only its causal cone: from its first changed layer on, from its first changed position on, and
/// of the last layer only what the measure reads. Cells move through the layers together: a cell's rows enter the common
/// products when its layer is reached, so that weights are read once for a block of cells.
public struct Sweep: Sendable {
  public let base: Run
  let cells: [SweepCell]
  let reads: SweepReads
  let blocks: [[SweepCell]]
  /// Cells that are run one by one: those of models with two stacks.
  let separate: [[Intervention]]
  /// The most bytes to hold at once.
  public let memoryLimit: Int

  /// Rows beyond which a larger block makes products no faster (measured).
  static let rowsPerBlock = 1_280

  /// The share of a product's speed at which whole sweeps run, norms, attention and the copying of rows included:
  /// measured 0.7 to 0.85 for the sweeps of the bench.
  static let speedShare = 0.75

  /// Plans a sweep.
  /// - Parameters:
  ///   - cells: what each cell adds to the base run's interventions.
  ///   - log: what the measure read from the base run.
  /// - Throws: `ModelProblem` when an intervention does not fit the base run, or when none reaches what is measured.
  public init(_ base: Run, cells: [[Intervention]], reads log: ReadLog, memoryLimit: Int = 1 << 30) throws {
    self.base = base
    self.memoryLimit = memoryLimit
    let reads = SweepReads(log, base)
    self.reads = reads
    guard base.encoderRun == nil else {
      (self.cells, blocks, separate) = ([], [], cells.map { base.interventions + $0 })
      try Sweep.checkStacks(cells, log, base)
      return
    }
    separate = []
    let sorted = try cells.enumerated().map { index, cell in
      try Interrupt.check()
      return try SweepCell(index: index, cell, base: base, reads: reads)
    }.sorted { ($0.entry, $0.index) < ($1.entry, $1.index) }
    self.cells = sorted
    try Sweep.checkReached(sorted, reads, base)
    blocks = Sweep.blocks(sorted, reads, base, memoryLimit)
  }

  /// Plans the runs that paths take from, of which the receivers read `keys`.
  init(_ base: Run, paths: [PathRun], reading keys: Set<SiteStore.Key>, memoryLimit: Int) throws {
    self.base = base
    self.memoryLimit = memoryLimit
    let log = ReadLog()
    for key in keys { log.noteSite(key) }
    let reads = SweepReads(log, base)
    self.reads = reads
    separate = []
    cells = try paths.enumerated().map { index, path in
      try SweepCell(index: index, path.run.interventions, path.run.plan, base: base, reads: reads)
    }.sorted { ($0.entry, $0.index) < ($1.entry, $1.index) }
    blocks = Sweep.blocks(cells, reads, base, memoryLimit)
  }

  /// Refuses a sweep none of whose cells changes anything before what is measured.
  private static func checkReached(_ cells: [SweepCell], _ reads: SweepReads, _ base: Run) throws(ModelProblem) {
    guard let cell = cells.first else { return }
    let own = base.interventions.count
    let unread: String
    if !reads.readsLogits, let last = reads.sites.last {
      let place = last.place(in: base.model)
      guard cells.allSatisfy({ $0.plan.firstPlace(from: own).map { place < $0 } ?? false }) else { return }
      unread = "site that comes after it"
    } else {
      guard reads.readsLogits, cells.allSatisfy(\.isBehindReads) else { return }
      unread = "position from there on"
    }
    throw .unmeasured(Array(cell.interventions.dropFirst(own)), unread)
  }

  /// Refuses a sweep of a model with two stacks whose measure reads the first and whose cells change the second.
  private static func checkStacks(_ cells: [[Intervention]], _ log: ReadLog, _ base: Run) throws(ModelProblem) {
    guard log.sites.isEmpty, log.positions.isEmpty, let read = log.encoder, !read.sites.isEmpty else { return }
    for intervention in cells.joined() where try intervention.encoderPart(of: base.model) != nil { return }
    throw .unmeasured(cells.first ?? [], "site of the decoder")
  }

  /// How many rows the memory limit allows.
  private static func rowLimit(_ base: Run, _ limit: Int) -> Int {
    let perRow = Workspace.bytesPerRow(base.model.configuration)
    return max(16, min(rowsPerBlock, limit / 2 / perRow))
  }

  /// Cells in order, as many in a block as the memory limit allows, at least one.
  private static func blocks(
    _ cells: [SweepCell], _ reads: SweepReads, _ base: Run, _ memoryLimit: Int
  ) -> [[SweepCell]] {
    // Each cell has a copy of the sites that the measure reads, and of those that a path takes.
    func bytes(_ keys: some Sequence<SiteStore.Key>) -> Int {
      keys.reduce(0) { $0 + SiteLayout($1.name, base.prompts, base.model.configuration, parts: $1.parts).byteCount }
    }
    let paths = cells.lazy.map { $0.plan.pathRuns.reduce(0) { $0 + bytes($1.keys) } }.max() ?? 0
    let held = bytes(reads.sites) + paths
    return blocks(cells, rows: rowLimit(base, memoryLimit), count: max(1, memoryLimit / 4 / max(1, held)))
  }

  /// Cells in order, as many in a block as its rows and its number of cells allow, at least one.
  private static func blocks(_ cells: [SweepCell], rows limit: Int, count: Int) -> [[SweepCell]] {
    let total = cells.reduce(0) { $0 + $1.rowCount }
    // Blocks of about the same size, so that the last one is not a small rest.
    let size = max(1, (total + limit - 1) / limit)
    let target = (total + size - 1) / size
    var blocks: [[SweepCell]] = []
    var rows = Int.max
    for cell in cells {
      if rows == .max || rows + cell.rowCount > limit || rows >= target || (blocks.last?.count ?? 0) >= count {
        blocks.append([])
        rows = 0
      }
      blocks[blocks.count - 1].append(cell)
      rows += cell.rowCount
    }
    return blocks
  }

  /// Computes every cell and hands it on as a run: `measure(index, run)`, in the order in which cells are finished.
  ///
  /// A run that is asked for more than the base run's log holds computes it. When work is interrupted, cells that have
  /// been measured stay measured.
  /// - Parameter progress: told the part of the work that is done, from 0 to 1.
  public func run(
    progress: (Double) -> Void = { _ in }, measure: (Int, Run) throws -> Void
  ) throws {
    for (index, interventions) in separate.enumerated() {
      try Interrupt.check()
      try measure(index, Run(base.model, base.prompts, interventions, stopAt: base.stopSite))
      progress(Double(index + 1) / Double(separate.count))
    }
    guard separate.isEmpty else { return }
    let shared = try SweepBase(base, reads, cells, keepsKeys: keyValueBytes <= memoryLimit / 4)
    var done = 0
    for block in blocks {
      try SweepBlock(self, block, shared).run(
        layerDone: { part in
          progress((Double(done) + part * Double(block.count)) / Double(max(1, cells.count)))
        }, measure: measure)
      done += block.count
    }
    progress(1)
  }

  /// The keys and values of the base run in all layers.
  var keyValueBytes: Int {
    let c = base.model.configuration
    return 2 * c.layerCount * base.prompts.rowCount * c.keyValueHeadCount * c.dHead * MemoryLayout<Float>.stride
  }
}

extension ModelProblem {
  /// A cell's interventions, as those of all cells, come behind all that the measure reads.
  fileprivate static func unmeasured(_ interventions: [Intervention], _ unread: String) -> ModelProblem {
    .noEffect(
      interventions.map(\.text).joined(separator: ", "),
      why: "the measure reads no \(unread), as in every cell of this sweep")
  }
}
