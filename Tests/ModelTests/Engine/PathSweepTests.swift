import Testing
import WeirTensor

@testable import WeirModel

@Suite struct PathSweepTests {
  @Test("path patching cells that share a pass differ from runs of their own", arguments: 0..<24)
  func pathsTogether(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 77_000)
    var c = RandomModel.configuration(using: &random)
    c.layerCount = 4
    c.attention.windows = []
    let model = try RandomModel.make(c, seed: UInt64(seed))
    // Some of them begin alike, so that the paths differ from a later position on only.
    let tokens = RandomModel.tokens(9, c, using: &random)
    let shared = seed % 3 * 3
    let others = Array(tokens.prefix(shared)) + RandomModel.tokens(9 - shared, c, using: &random)
    let (base, other) = (try model.run(tokens), try model.run(others))
    let last = c.layerCount - 1
    let receivers: [[Site]] = [
      [.finalResid], [Site(.q, .head(last, 0))], [Site(.residPre, layer: 2)],
      [Site(.z, layer: last), Site(.mlpOut, layer: last)].filter { $0.name.description.exists(c) },
    ]
    let to = receivers[seed % receivers.count]
    let cells = (0..<2).flatMap { layer in
      (0..<c.headCount).map { head in
        [
          Intervention.path(
            from: [.head(layer, head)], to: to, source: other, freezesMLPs: seed % 2 == 0)
        ]
      }
    }
    let log = ReadLog()
    _ = try Run(base, reportingTo: log).logits(at: .at(-1))
    // A small limit makes several blocks.
    let sweep = try Sweep(base, cells: cells, reads: log, memoryLimit: seed % 5 == 0 ? 1 << 14 : 1 << 30)
    var measured = 0
    try sweep.run { index, run in
      measured += 1
      // Its number comes from the common pass: what the paths take from was not computed alone.
      #expect(!sweep.cells.contains { $0.plan.pathRuns[0].run.isComputed })
      let (found, expected) = (
        try run.logits(at: .at(-1)).values, try model.run(tokens, with: cells[index]).logits(at: .at(-1)).values
      )
      let scale = expected.map(abs).max() ?? 1
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, scale) }, "\(cells[index][0].text)")
    }
    #expect(measured == cells.count)
  }
}
