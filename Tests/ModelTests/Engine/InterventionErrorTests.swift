import Testing
import WeirTensor
import WeirText

@testable import WeirModel

@Suite struct InterventionErrorTests {
  static let configuration = RandomModel.configuration(layers: 3, heads: 2, dHead: 4, dMLP: 6)

  static func model() throws -> Model { try RandomModel.make(configuration, seed: 6) }

  @Test("what would be ignored, or would depend on an order, is an error that says what to do")
  func refusals() throws {
    let model = try Self.model()
    let run = try model.run([1, 2, 3, 4])
    let short = try model.run([1, 2])
    let head = Site(.z, .head(1, 0))
    let cases: [([Intervention], String)] = [
      ([.ablate(head), .ablate(Site(.z, layer: 1))], "E5243"),
      ([.steer(Site(.residPre, layer: 1), [Float](repeating: 0, count: 8))], "E5244"),
      ([.steer(Site(.residPre, layer: 1), [1, 2])], "E5250"),
      ([.knockout(queries: .at(0), keys: .at(2), heads: [Component(layers: .all, part: .head(.all))])], "E5244"),
      ([.ablate(head, at: .at(4))], "E5226"),
      ([.ablate(head, at: .list([]))], "E5244"),
      ([.patch(head, from: short)], "E5247"),
      ([.patch(head, from: short, at: .at(3))], "E5247"),
      ([.patch(head, from: short, at: .list([1, 2]), source: .at(0))], "E5248"),
      ([.set(head, to: Tensor([Axis("x", 3)], [1, 2, 3]))], "E5249"),
      ([.ablate(head, resampleFrom: run, seed: 1)], "E5254"),
      ([.path(from: [.head(2, 0)], to: [Site(.q, .head(1, 0))], source: run)], "E5244"),
      ([.ablate(head, at: .text("x"))], "E5240"),
      ([.chain([])], "E5244"),
      ([.steer(head, [1, 2, 3, 4]), .ablate(Site(.result, .head(1, 0)))], "E5244"),
      ([.ablate(Site(.mlpPre, layer: 2), at: .at(1)), .ablate(Site(.mlpOut, layer: 2), at: .list([1, 2]))], "E5244"),
      (
        [
          .knockout(queries: .at(-1), keys: .at(1), heads: [.head(1, 1)]),
          .freeze(Site(.pattern, .head(1, 1)), from: run),
        ], "E5244"
      ),
    ]
    for (interventions, code) in cases {
      do {
        _ = try model.run([1, 2, 3, 4], with: interventions)
        Issue.record("\(interventions.map(\.text)) was accepted")
      } catch let problem as any Problem {
        #expect(problem.code == code, "\(problem.message)")
        #expect(!problem.message.isEmpty)
      }
    }
  }

  @Test("a change that another one replaces only in part is refused")
  func partlyReplaced() throws {
    let model = try Self.model()
    let kept: [[Intervention]] = [
      [.ablate(Site(.z, .head(1, 0))), .ablate(Site(.result, .head(1, 1)))],
      [.ablate(Site(.mlpPre, layer: 2)), .ablate(Site(.mlpOut, layer: 2), at: .at(1))],
      [.ablate(Site(.k, .head(1, 1)), at: .at(0)), .ablate(Site(.z, .head(1, 1)), at: .at(0))],
      [.ablate(Site(.z, layer: 1)), .steer(Site(.attnOut, layer: 1), [1, 0, 0, 0, 0, 0, 0, 0])],
    ]
    for interventions in kept { _ = try model.run([1, 2, 3, 4], with: interventions) }
  }

  @Test("a key before the window of every query is knocked out in silence")
  func keysOutsideWindows() throws {
    var configuration = Self.configuration
    configuration.attention.windows = [2, nil, 2]
    let model = try RandomModel.make(configuration, seed: 6)
    func knockout(_ layers: Selection, _ key: Int) -> Intervention {
      .knockout(queries: .at(-1), keys: .at(key), heads: [Component(layers: layers, part: .head(.all))])
    }
    for (layers, key) in [(Selection.one(0), 2), (.one(1), 0), (.all, 0), (.range(0..<2), 1)] {
      _ = try model.run([1, 2, 3, 4], with: [knockout(layers, key)])
    }
    for (layers, key) in [(Selection.one(0), 1), (.one(2), 0)] {
      #expect(throws: ModelProblem.self) { try model.run([1, 2, 3, 4], with: [knockout(layers, key)]) }
    }
  }

  @Test("a function that changes the shape is refused, with both shapes")
  func shapeOfEdits() throws {
    let model = try Self.model()
    let edit = Intervention.edit(Site(.z, .head(1, 0)), .init(text: "f") { _, _ in Tensor(scalar: 1) })
    let problem = #expect(throws: ModelProblem.self) { try model.run([1, 2, 3], with: [edit]) }
    #expect(problem?.message == "the function that edits `L1H0.z` returned `[]` for `[pos:3 d_head:4]`")
  }

  @Test("chained changes of one place are made in their order")
  func chains() throws {
    let model = try Self.model()
    let site = Site(.residPre, layer: 1)
    let direction: [Float] = [1, 0, 0, 0, 0, 0, 0, 0]
    let run = try model.run([1, 2, 3], with: [.chain([.ablate(site), .steer(site, direction, scale: 2)])])
    #expect(try run.read(site).values == Array(repeating: [2, 0, 0, 0, 0, 0, 0, 0], count: 3).flatMap { $0 })
  }

  @Test("prompts that the model cannot read are refused")
  func prompts() throws {
    let model = try Self.model()
    #expect(throws: ModelProblem.emptyPrompt(index: nil)) { try model.run([]) }
    #expect(throws: ModelProblem.emptyPrompt(index: 1)) { try model.run(batch: [[1], []]) }
    #expect(throws: ModelProblem.noPrompts) { try model.run(batch: []) }
    #expect(throws: ModelProblem.promptTooLong(tokens: 49, limit: 48, index: nil)) {
      try model.run(Array(repeating: 1, count: 49))
    }
    #expect(throws: ModelProblem.tokenOutside(31, vocabulary: 31, position: 1)) { try model.run([1, 31]) }
    let stopped = try model.run([1, 2], stopAt: Site(.z, layer: 1))
    #expect(try stopped.read(Site(.z, layer: 1)).values == model.run([1, 2]).read(Site(.z, layer: 1)).values)
    #expect(throws: ModelProblem.stoppedBefore("L2.z", stop: "L1.z")) { try stopped.read(Site(.z, layer: 2)) }
    #expect(throws: ModelProblem.self) { try stopped.logits() }
  }
}

@Suite struct ReferenceAblationTests {
  @Test("mean ablation takes the mean over the prompts that reach a position")
  func means() throws {
    let model = try InterventionErrorTests.model()
    let reference = try model.run(batch: [[1, 2, 3], [4, 5, 6, 7], [8, 9]])
    let site = Site(.mlpOut, layer: 1)
    let perPosition = try model.run([3, 2, 1], with: [.ablate(site, meanOver: reference, perPosition: true)]).read(site)
    let all = try model.run([3, 2, 1], with: [.ablate(site, meanOver: reference, perPosition: false)]).read(site)
    let values = try reference.read(site).values
    for d in 0..<8 {
      let third = [0, 1].map { values[($0 * 4 + 2) * 8 + d] }
      #expect(abs(perPosition.values[2 * 8 + d] - (third[0] + third[1]) / 2) < 1e-6)
      let everything = (0..<12).map { values[$0 * 8 + d] }.filter { !Tensor.isMissing($0) }
      #expect(everything.count == 9)
      #expect(abs(all.values[d] - everything.reduce(0, +) / 9) < 1e-6)
    }
  }

  @Test("resample ablation takes another prompt's numbers, by the seed")
  func resampling() throws {
    let model = try InterventionErrorTests.model()
    let prompts = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    let reference = try model.run(batch: prompts)
    let site = Site(.z, layer: 1)
    func sample(_ seed: UInt64) throws -> [Float] {
      try model.run([1, 2, 3], with: [.ablate(site, resampleFrom: reference, seed: seed)]).read(site).values
    }
    let others = try [1, 2].map { try model.run(prompts[$0]).read(site).values }
    let drawn = try (0..<12).map { try sample(UInt64($0)) }
    #expect(drawn.allSatisfy { others.contains($0) })
    #expect(Set(drawn.map { $0 }).count == 2)
    #expect(try sample(3) == drawn[3])
  }

  @Test("path patching gives a receiver what only the sender's direct path changes")
  func paths() throws {
    let configuration = RandomModel.configuration(layers: 3, heads: 2, dHead: 4, dMLP: 6)
    let model = try RandomModel.make(configuration, seed: 8)
    let (clean, other) = ([1, 2, 3, 4], [5, 6, 7, 8])
    let source = try model.run(other)
    let run = try model.run(
      clean, with: [.path(from: [.head(0, 1)], to: [Site(.q, .head(2, 0))], source: source, freezesMLPs: true)])
    // The same by hand: the stream that enters layer 2 changes by the difference of the sender's two results.
    let base = try model.run(clean)
    let stream = try base.read(Site(.residPre, layer: 2)).values
    let before = try base.read(Site(.result, .head(0, 1))).values
    let after = try source.read(Site(.result, .head(0, 1))).values
    let changed = stream.indices.map { stream[$0] + after[$0] - before[$0] }
    let patched = Tensor([Axis("pos", 4), Axis("d_model", 8)], changed)
    let byHand = try model.run(clean, with: [.set(Site(.residPre, layer: 2), to: patched)]).read(Site(.q, .head(2, 0)))
      .values
    let found = try run.read(Site(.q, .head(2, 0))).values
    for (a, b) in zip(found, byHand) { #expect(abs(a - b) < 1e-4) }
    // Nothing before the receiver has changed in the run itself.
    #expect(try run.read(Site(.residPre, layer: 2)).values == stream)
    #expect(try run.read(Site(.q, .head(2, 1))).values == base.read(Site(.q, .head(2, 1))).values)
  }
}
