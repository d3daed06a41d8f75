import Testing
import WeirTensor

@testable import WeirModel

/// Interventions, sweeps and generation where positions read later ones, or another stack.
@Suite struct EncoderTests {
  private static let tokens = [[2, 7, 9, 40, 11, 3], [2, 5, 30, 3]]

  private func model(_ name: String) throws -> Model { try Reference(Fixtures.path("models/\(name)")).model }

  private func translation(_ model: Model) throws -> Run {
    try model.run(PromptBatch([[0, 8, 15], [0, 21]], isBatch: true, sources: Self.tokens))
  }

  private func distance(_ a: Tensor, _ b: Tensor) -> Float {
    zip(a.values, b.values).reduce(0) { largest, pair in
      Tensor.isMissing(pair.0) && Tensor.isMissing(pair.1) ? largest : max(largest, abs(pair.0 - pair.1))
    }
  }

  /// Each cell of a sweep, and the same intervention as a run of its own.
  private func expectSweep(_ base: Run, _ cells: [Intervention], _ measure: (Run) throws -> Tensor) throws {
    let log = ReadLog()
    _ = try measure(Run(base, reportingTo: log))
    let sweep = try Sweep(base, cells: cells.map { [$0] }, reads: log)
    var seen = 0
    try sweep.run { index, cell in
      let alone = try base.model.run(base.prompts, with: base.interventions + [cells[index]])
      #expect(try distance(measure(cell), measure(alone)) < 1e-4, "\(cells[index].text)")
      seen += 1
    }
    #expect(seen == cells.count)
  }

  @Test(
    "a sweep over an encoder recomputes every position, earlier ones too", arguments: ["bert", "roberta", "distilbert"])
  func encoderSweep(name: String) throws {
    let base = try model(name).run(batch: Self.tokens)
    let cells = (0..<3).flatMap { layer in
      (0..<4).map { Intervention.ablate(Site(.residPre, layer: layer), at: .at($0)) }
        + (0..<4).map { Intervention.ablate(Site(.z, .head(layer, $0)), at: .at(3)) }
    }
    try expectSweep(base, cells) { try $0.logits(at: .at(0)) }
    try expectSweep(base, cells) { try $0.read(Site(.pattern, layer: 2)) }
  }

  @Test("a change at the last position of an encoder reaches the first")
  func laterPositionsAreRead() throws {
    let model = try model("bert")
    let base = try model.run(Self.tokens[0])
    let changed = try model.run(Self.tokens[0], with: [.ablate(Site(.residPre, layer: 0), at: .at(-1))])
    #expect(try distance(base.logits(at: .at(0)), changed.logits(at: .at(0))) > 1e-3)
    let cut = try model.run(
      Self.tokens[0],
      with: [.knockout(queries: .at(0), keys: .at(5), heads: [Component(layers: .all, part: .head(.all))])])
    let pattern = try cut.read(Site(.pattern, layer: 1))
    for head in 0..<4 { #expect(pattern.values[head * 36 + 5] == 0) }
  }

  @Test("patching a model with two stacks from itself changes nothing", arguments: ["t5", "t5_gated"])
  func patchWithItself(name: String) throws {
    let model = try model(name)
    let base = try translation(model)
    let inner = Component(stack: .encoder, layers: .one(1))
    for site in [
      Site(.residPost, inner), Site(.z, Component(stack: .encoder, layers: .all, part: .head(.all))),
      Site(.crossPattern, layer: 1), Site(.crossK, layer: 0), Site(.crossZ, layer: 2), Site(.residMidCross, layer: 0),
    ] {
      let patched = try model.run(base.prompts, with: [.patch(site, from: base)])
      #expect(try distance(patched.logits(), base.logits()) < 1e-5, "\(site.text)")
    }
  }

  @Test("cross attention that is taken from another run is that run's at every key of the source", arguments: ["t5"])
  func crossMatricesAreTakenWhole(name: String) throws {
    let model = try model(name)
    let base = try translation(model)
    let other = try model.run(
      PromptBatch([[0, 5, 6], [0, 9]], isBatch: true, sources: Self.tokens.map { Array($0.reversed()) }))
    for name in [SiteName.crossPattern, .crossScores] {
      let site = Site(name, layer: 1)
      let patched = try model.run(base.prompts, with: [.patch(site, from: other)])
      #expect(try distance(patched.read(site), other.read(site)) == 0)
      #expect(try distance(patched.read(Site(.crossZ, layer: 0)), base.read(Site(.crossZ, layer: 0))) == 0)
    }
  }

  @Test("a sweep over the decoder that measures the encoder is told")
  func decoderDoesNotReachEncoder() throws {
    let base = try translation(model("t5"))
    let log = ReadLog(of: base)
    _ = try Run(base, reportingTo: log).read(
      Site(.residPost, Component(stack: .encoder, layers: .one(0), part: .layer)))
    let decoder = [Intervention.ablate(Site(.z, .head(0, 1)))]
    #expect(throws: ModelProblem.self) { try Sweep(base, cells: [decoder], reads: log) }
    let encoder = Component(stack: .encoder, layers: .one(0), part: .head(.one(1)))
    _ = try Sweep(base, cells: [decoder, [.ablate(Site(.z, encoder))]], reads: log)
  }

  @Test("interventions on the encoder reach the decoder, in runs and in sweeps")
  func encoderReachesDecoder() throws {
    let model = try model("t5")
    let base = try translation(model)
    let cells = (0..<3).flatMap { layer in
      (0..<4).flatMap { head -> [Intervention] in
        let parts = Component.Part.head(.one(head))
        return [
          .ablate(Site(.z, Component(stack: .encoder, layers: .one(layer), part: parts))),
          .ablate(Site(.crossZ, Component(stack: .decoder, layers: .one(layer), part: parts))),
        ]
      }
    }
    for cell in cells {
      #expect(try distance(model.run(base.prompts, with: [cell]).logits(), base.logits()) > 1e-5, "\(cell.text)")
    }
    try expectSweep(base, cells) { try $0.logits(at: .at(-1)) }
  }

  @Test(
    "the direct path of a head to the stream's end is what it writes, in both stacks", arguments: ["t5", "t5_gated"])
  func directPaths(name: String) throws {
    let model = try model(name)
    let clean = try translation(model)
    let other = try model.run(
      PromptBatch([[0, 44, 9], [0, 71]], isBatch: true, sources: Self.tokens.map { $0.reversed() }))
    for stack in [Component.StackName.encoder, .decoder] {
      func head(_ layer: Int) -> Component { Component(stack: stack, layers: .one(layer), part: .head(.one(2))) }
      let end = Site(.residPost, Component(stack: stack, layers: .one(2)))
      for layer in 0..<3 {
        let path = Intervention.path(from: [head(layer)], to: [end], source: other, freezesMLPs: true)
        let found = try model.run(clean.prompts, with: [path]).read(end).values
        let (before, after) = (
          try clean.read(Site(.result, head(layer))).values, try other.read(Site(.result, head(layer))).values
        )
        let expected = try clean.read(end).values.enumerated().map { $1 - before[$0] + after[$0] }
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-4 || $0.isNaN }, "\(head(layer).text)")
        #expect(zip(before, after).contains { abs($0 - $1) > 1e-2 })
      }
    }
    #expect(throws: ModelProblem.notSupported("a path from one stack to the other", model: name, family: "t5")) {
      let path = Intervention.path(
        from: [Component(stack: .encoder, layers: .one(0), part: .head(.one(0)))], to: [Site(.crossK, layer: 1)],
        source: other, freezesMLPs: true)
      _ = try model.run(clean.prompts, with: [path])
    }
  }

  @Test("what the second stack says goes on token by token")
  func generation() throws {
    let model = try model("t5")
    let start = PromptBatch([[0]], isBatch: false, sources: [Self.tokens[0]])
    let run = try model.generate(start, Generation(limit: 4))
    var tokens = [0]
    for _ in 0..<4 {
      let logits = try model.run(PromptBatch([tokens], isBatch: false, sources: [Self.tokens[0]])).logits(at: .at(-1))
      tokens.append(try #require(logits.values.indices.max { logits.values[$0] < logits.values[$1] }))
    }
    #expect(run.prompts.tokens == [tokens])
    #expect(run.prompts.sources == [Self.tokens[0]])
  }

  @Test("what does not fit a kind of model is said")
  func errors() throws {
    let (bert, t5, vit, gpt2) = (try model("bert"), try model("t5"), try model("vit"), try model("gpt2"))
    #expect(throws: ModelProblem.needsSource(model: "t5")) { try t5.run([0, 1]) }
    #expect(throws: ModelProblem.takesNoSource(model: "bert")) {
      try bert.run(PromptBatch([[1]], isBatch: false, sources: [[2]]))
    }
    #expect(throws: ModelProblem.needsImage(model: "vit")) { try vit.run([0, 1, 2, 3, 4]) }
    #expect(throws: ModelProblem.imageDisagrees(given: 3, expected: [3, 8, 8])) {
      try vit.run(PromptBatch(images: [[1, 2, 3]], isBatch: false, vit.configuration))
    }
    #expect(throws: ModelProblem.generatesNothing(model: "bert")) {
      try bert.generate([[1, 2]], isBatch: false, Generation(limit: 1))
    }
    #expect(throws: ModelProblem.segmentOutside(2, count: 2, model: "bert")) {
      try bert.run(PromptBatch([[1, 2]], isBatch: false, segments: [[0, 2]]))
    }
    let site = try Site(parsing: "encoder.0.hook_resid_pre")
    #expect(site.text == "enc.L0.resid_pre")
    #expect(site.hookName == "encoder.0.hook_resid_pre")
    #expect(throws: ModelProblem.noStack("enc", "enc.L0", model: "gpt2")) { try gpt2.run([1]).read(site) }
  }

  @Test("segments change what BERT says, and patches carry their places as labels")
  func parts() throws {
    let bert = try model("bert")
    let plain = try bert.run([2, 7, 3, 9, 3])
    let pair = try bert.run(PromptBatch([[2, 7, 3, 9, 3]], isBatch: false, segments: [[0, 0, 0, 1, 1]]))
    #expect(try distance(plain.logits(), pair.logits()) > 1e-3)
    let vit = try model("vit")
    let run = try vit.run(
      PromptBatch(images: [[Float](repeating: 0.5, count: 192)], isBatch: false, vit.configuration))
    #expect(try run.read(Site(.pattern, layer: 0)).axes[1].labels == ["class", "0,0", "0,1", "1,0", "1,1"])
  }
}
