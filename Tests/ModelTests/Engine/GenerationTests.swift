import Foundation
import Testing
import WeirTensor

@testable import WeirModel

@Suite struct GenerationTests {
  @Test("generation with the cache takes the tokens that runs without it would give", arguments: 0..<16)
  func cacheEqualsRuns(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 900)
    let configuration = RandomModel.configuration(using: &random)
    let model = try RandomModel.make(configuration, seed: UInt64(seed))
    let prompts = (0..<3).map { _ in
      RandomModel.tokens(.random(in: 1...6, using: &random), configuration, using: &random)
    }
    let interventions: [Intervention] =
      switch seed % 4 {
      case 0: []
      case 1: [.steer(Site(.residPre, layer: 0), Array(repeating: 0.4, count: configuration.dModel))]
      case 2: [.ablate(Site(.z, .head(0, 0)), at: .at(-1))]
      default:
        [
          .edit(
            Site(.pattern, layer: 0),
            .init(text: "f") { x, _ in
              Tensor(x.axes, x.values.map { Tensor.isMissing($0) ? $0 : $0 * $0 }, rows: x.rows)
            })
        ]
      }
    let run = try model.generate(prompts, isBatch: true, Generation(limit: 7), with: interventions)
    let fixed = try interventions.map { try $0.fixed(in: PromptBatch(prompts, isBatch: true), model) }
    var plain = prompts
    for _ in 0..<7 {
      let logits = try model.run(batch: plain, with: fixed).logits(at: .at(-1)).values
      let width = configuration.vocabularySize
      for prompt in plain.indices {
        let row = logits[(prompt * width)..<((prompt + 1) * width)]
        plain[prompt].append((row.indices.max { (row[$0], $1) < (row[$1], $0) } ?? 0) - prompt * width)
      }
    }
    #expect(run.prompts.tokens == plain)
    let site = Site(.residPost, layer: 0)
    let again = try model.run(batch: plain, with: fixed).read(site)
    #expect(try run.read(site).values.map(\.bitPattern) == again.values.map(\.bitPattern))
  }

  @Test("sampling depends on the seed only, and top-k and top-p bound it")
  func sampling() throws {
    let configuration = RandomModel.configuration(layers: 1, heads: 2, dHead: 4, dMLP: 8)
    let model = try RandomModel.make(configuration, seed: 1)
    func tokens(_ options: Generation) throws -> [Int] {
      try model.generate([[1, 2]], isBatch: false, options).prompts.tokens[0]
    }
    let drawn = try tokens(Generation(limit: 20, temperature: 2, seed: 5))
    #expect(try tokens(Generation(limit: 20, temperature: 2, seed: 5)) == drawn)
    #expect(try tokens(Generation(limit: 20, temperature: 2, seed: 6)) != drawn)
    let greedy = try tokens(Generation(limit: 20))
    #expect(try tokens(Generation(limit: 20, temperature: 2, topK: 1, seed: 5)) == greedy)
    #expect(try tokens(Generation(limit: 20, temperature: 2, topP: 1e-9, seed: 5)) == greedy)
    #expect(try tokens(Generation(limit: 200)).count == configuration.contextLength)
    #expect(try tokens(Generation(limit: 9, stops: [greedy[4]])).count <= 5)
  }
}

/// What Hugging Face's `generate` gives for the tiny models, written by Scripts/dev/generation_fixture.py.
@Suite struct GenerationParityTests {
  private struct Case: Decodable {
    let prompt: [Int]
    let tokens: [Int]
  }

  private static let cases: [String: [Case]] =
    (try? JSONDecoder().decode(
      [String: [Case]].self, from: Data(contentsOf: URL(filePath: Fixtures.path("generation.json"))))) ?? [:]

  @Test("greedy generation differs from Hugging Face's, alone or beside others, with the cache or without it")
  func greedy() throws {
    #expect(Self.cases.count >= 15)
    for (family, cases) in Self.cases.sorted(by: { $0.key < $1.key }) {
      let model = try AvailableModels.model(family)
      #expect(!cases.isEmpty, "\(family)")
      for given in cases {
        let limit = Generation(limit: given.tokens.count)
        let found = try model.generate([given.prompt], isBatch: false, limit).prompts.tokens[0]
        #expect(found == given.prompt + given.tokens, "\(family) after \(given.prompt)")
        // A function edit that changes nothing sends every step through a whole run.
        let same = Intervention.edit(Site(.residPre, layer: 0), .init(text: "x -> x") { x, _ in x })
        let slow = try model.generate([given.prompt], isBatch: false, limit, with: [same]).prompts.tokens[0]
        #expect(slow == found, "\(family) after \(given.prompt), without the cache")
      }
      let limit = Generation(limit: cases.first?.tokens.count ?? 0)
      let together = try model.generate(cases.map(\.prompt), isBatch: true, limit).prompts.tokens
      #expect(together == cases.map { $0.prompt + $0.tokens }, "\(family), a batch")
    }
  }
}
