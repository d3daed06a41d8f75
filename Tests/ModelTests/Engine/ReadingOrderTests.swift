import Testing

@testable import WeirModel

@Suite struct ReadingOrderTests {
  @Test("what follows each matrix leads from the first layer through all of them to the unembedding")
  func reachesTheEnd() throws {
    let model = try RandomModel.make(
      RandomModel.configuration(layers: 3, heads: 2, dHead: 4, dMLP: 16), seed: 1)
    let weights = model.weights
    var matrix = try #require(weights.blocks.first.map { ($0.attention.fused ?? $0.attention.query).factor })
    var passed = [matrix.base]
    while let next = model.readingOrder.matrix(after: matrix) {
      passed.append(next.base)
      matrix = next
    }
    let outputs = weights.blocks.flatMap { [$0.attention.output, $0.mlp?.output] }.compactMap { $0?.factor.base }
    #expect(passed.filter(outputs.contains) == outputs)
    #expect(passed.last == weights.unembedding?.factor.base)
    #expect(Set(passed).count == passed.count)
  }
}
