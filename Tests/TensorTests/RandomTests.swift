import Testing

@testable import WeirTensor

/// The known answers that come with Random123 for Philox4x32-10.
@Test func philoxGivesTheKnownAnswers() {
  let zeros = Philox.mix((0, 0, 0, 0), key: (0, 0))
  #expect(zeros == (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
  let ones = Philox.mix((.max, .max, .max, .max), key: (.max, .max))
  #expect(ones == (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
  let pi = Philox.mix((0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: (0xa409_3822, 0x299f_31d0))
  #expect(pi == (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
}

@Test func aSeedGivesTheSameNumbersWhateverTheShape() throws {
  let short = try Tensor.normal([Axis("pos", 5)], seed: 4).values
  let long = try Tensor.normal([Axis("pos", 3), Axis("d", 4)], seed: 4).values
  #expect(short == Array(long.prefix(5)))
  #expect(short != (try Tensor.normal([Axis("pos", 5)], seed: 5).values))
  #expect(short != (try Tensor.normal([Axis("pos", 5)], seed: 4, stream: 1).values))
}

@Test func momentsOfRandomNumbersAreRight() throws {
  let axes = [Axis("item", 40_000)]
  let uniform = try Tensor.uniform(axes, low: -1, high: 3, seed: 1)
  #expect(abs((try uniform.mean().scalar ?? 0) - 1) < 0.02)
  #expect(try uniform.reduced(.min).scalar.map { $0 >= -1 } == true)
  #expect(try uniform.reduced(.max).scalar.map { $0 < 3 } == true)
  let normal = try Tensor.normal(axes, mean: 2, deviation: 3, seed: 1)
  #expect(abs((try normal.mean().scalar ?? 0) - 2) < 0.06)
  #expect(abs((try normal.reduced(.standardDeviation(unbiased: true)).scalar ?? 0) - 3) < 0.05)
  let whole = try Tensor.integers(axes, low: 0, high: 10, seed: 1)
  #expect(whole.unique().counts.values.allSatisfy { abs($0 - 4000) < 250 })
}

@Test func permutationsHoldEveryIndexOnce() {
  var random = Philox(seed: 9)
  let order = random.permutation(100)
  #expect(order.sorted() == Array(0..<100))
  #expect(order != Array(0..<100))
}

@Test func weightedDrawsFollowTheirWeights() {
  var random = Philox(seed: 2)
  var counts = [0, 0, 0]
  for _ in 0..<9000 { counts[random.index(weights: [1, 0, 2] as [Float]) ?? 1] += 1 }
  #expect(counts[1] == 0)
  #expect(abs(counts[0] - 3000) < 200)
  #expect(random.index(weights: [0, 0] as [Float]) == nil)
}
