import WeirTensor

/// What the cells of a sweep share: the base run's streams, its keys and values, and what the measure reads of it.
final class SweepBase {
  let run: Run
  let reads: SweepReads
  /// The base run's stream that enters each layer.
  let streams: [FloatBuffer]
  /// The first row of each prompt in the streams.
  let starts: [Int]
  /// The base run's logits at the positions that are read, `[row, token or vocab]`, prompt after prompt.
  let logits: Rows?
  private let logitsMemory: FloatBuffer?
  /// Where a prompt's positions stand in `logits`.
  private let logitRows: [[Int: Int]]
  /// The base run's numbers of the sites that are read.
  let values: [SiteStore.Key: SiteValues]
  private let caches: [KeyValueCache]
  private let keepsKeys: Bool
  private var filled: Set<Int> = []

  /// - Parameter keepsKeys: whether keys and values of all layers are kept, not of one at a time.
  init(_ run: Run, _ reads: SweepReads, _ cells: [SweepCell], keepsKeys: Bool) throws {
    self.run = run
    self.reads = reads
    self.keepsKeys = keepsKeys
    streams = try run.checkpoints()
    starts = run.segments.map(\.rows.lowerBound)
    var values: [SiteStore.Key: SiteValues] = [:]
    for key in reads.sites { values[key] = try run.values(key.name, layer: key.layer, parts: key.parts) }
    self.values = values
    let c = run.model.configuration
    let needsKeys = cells.contains { $0.positions.contains { $0.lowerBound > 0 && !$0.isEmpty } }
    caches =
      needsKeys
      ? run.prompts.tokens.map {
        KeyValueCache(
          slots: keepsKeys ? c.layerCount : 1, capacity: $0.count, width: c.keyValueHeadCount * c.dHead)
      } : []
    var next = 0
    logitRows = reads.positions.map { positions in
      Dictionary(
        uniqueKeysWithValues: positions.map { position in
          defer { next += 1 }
          return (position, next)
        })
    }
    let width = reads.tokens?.count ?? c.vocabularySize
    guard next > 0 else {
      (logits, logitsMemory) = (nil, nil)
      return
    }
    let memory = FloatBuffer(count: next * width)
    let rows = memory.rows(next, width: width)
    for (prompt, positions) in reads.positions.enumerated() {
      guard let first = positions.first, let start = logitRows[prompt][first] else { continue }
      let part = rows.rows(start..<(start + positions.count))
      try run.readLogits(prompt, positions, tokens: reads.tokens, into: part)
    }
    (logits, logitsMemory) = (rows, memory)
  }

  /// Where the base run's logits of a position stand.
  func logitRow(_ prompt: Int, _ position: Int) -> UnsafePointer<Float>? {
    guard let logits, let row = logitRows[prompt][position] else { return nil }
    return UnsafePointer(logits.row(row))
  }

  /// What keeps the logits alive.
  var owners: [FloatBuffer] { logitsMemory.map { [$0] } ?? [] }

  /// Where a segment of a prompt finds the keys of the positions before it.
  func earlier(_ prompt: Int, first: Int) -> Segment.Earlier {
    first > 0 && !caches.isEmpty ? .cache(caches[prompt], appends: false) : .none
  }

  /// Computes the base run's keys and values of a layer, unless they are there.
  func prepareKeys(_ layer: Int) throws {
    guard !caches.isEmpty, !filled.contains(layer) else { return }
    if !keepsKeys { filled.removeAll() }
    let (model, rows) = (run.model, run.prompts.rowCount)
    try model.workspaces.withWorkspace(model.configuration, rows: rows) { work in
      let taps = Taps(layers: model.configuration.layerCount)
      run.plan.add(to: taps, run: 0)
      let segments = run.segments.map { segment -> Segment in
        var segment = segment
        segment.earlier = .cache(caches[segment.prompt], appends: true)
        return segment
      }
      var pass = ForwardPass(model, segments, work, taps)
      pass.x.base.update(from: streams[layer].base, count: rows * pass.x.width)
      try pass.block(layer, until: .v)
    }
    filled.insert(layer)
  }
}
