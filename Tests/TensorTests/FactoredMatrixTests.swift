import Testing

@testable import WeirTensor

/// Two heads' circuits `[head, d_model, d_model']` of rank 3, and the same multiplied out.
private func circuits(seed: UInt64 = 1) throws -> (factored: FactoredMatrix, whole: Tensor) {
  let (d, h) = (Axis("d_model", 6), Axis("d_head", 3))
  let left = try Tensor.normal([Axis("head", 2), d, h], seed: seed)
  let right = try Tensor.normal([Axis("head", 2), h, d], seed: seed, stream: 1)
  return (try FactoredMatrix(left, right), try Tensor.matrixProduct(left, right))
}

@Test func multiplyingOutGivesTheProduct() throws {
  let (factored, whole) = try circuits()
  #expect(factored.axes.shapeText == "[head:2 d_model:6 d_model':6]")
  #expect(try factored.multipliedOut().difference(from: whole, tolerance: 1e-6) == nil)
  #expect(try factored.transposed().multipliedOut().difference(from: whole.transposed(), tolerance: 1e-6) == nil)
  let doubled = try factored.scaled(by: 2).multipliedOut()
  #expect(doubled.difference(from: try whole + whole, tolerance: 1e-6) == nil)
}

@Test func spectrumOfTheFactorsIsThatOfTheMatrix() throws {
  let (factored, whole) = try circuits()
  let first = AxisIndex.Selector.slice(lower: 0, upper: 3, isClosed: false)
  let values = try whole.singularValues().selecting("rank", first)
  #expect(try factored.singularValues().difference(from: values, tolerance: 1e-5) == nil)
  #expect(try factored.norm().difference(from: whole.norm(over: ["d_model", "d_model'"]), tolerance: 1e-6) == nil)
  let eigen = try whole.eigenvalues().selecting("eigen", first)
  #expect(try factored.eigenvalues().difference(from: eigen, tolerance: 1e-4) == nil)
  #expect(try factored.effectiveRank().difference(from: whole.effectiveRank(), tolerance: 1e-5) == nil)
  #expect(try factored.diagonal().difference(from: whole.diagonal(), tolerance: 1e-6) == nil)
  #expect(try factored.trace().difference(from: whole.diagonal().sum(over: ["d_model"]), tolerance: 1e-6) == nil)
}

@Test func singularVectorsMakeTheMatrixAgain() throws {
  let (factored, whole) = try circuits()
  for parts in [try factored.svd(), try whole.svd()] {
    let again = try Tensor.matrixProduct(parts.u * parts.s, parts.v)
    #expect(again.difference(from: whole, tolerance: 1e-5) == nil)
    let squares = try Tensor.contract(parts.u, parts.u.renamed([("rank", "other")]), over: ["d_model"])
    #expect(abs((try squares.sum(over: []).scalar ?? 0) - Float(2 * parts.s.shape[1])) < 1e-4)
    let largest = try parts.u.taking(parts.u.mapped(.abs).reduced(.argmax, over: ["d_model"]), over: "d_model")
    #expect(largest.values.allSatisfy { $0 > 0 })
  }
}

@Test func productsWithFactorsEqualProductsWithTheMatrix() throws {
  let (factored, whole) = try circuits()
  let (other, otherWhole) = try circuits(seed: 5)
  let chain = try factored.times(other)
  #expect(chain.innerAxis.size == 3)
  let product = try Tensor.matrixProduct(whole, otherWhole)
  #expect(try chain.multipliedOut().difference(from: product, tolerance: 1e-5) == nil)

  let vector = try Tensor.normal([Axis("d_model", 6)], seed: 3)
  guard case .tensor(let image) = try factored.times(vector) else {
    return #expect(Bool(false), "a vector gives a tensor")
  }
  #expect(image.difference(from: try Tensor.matrixProduct(whole, vector), tolerance: 1e-5) == nil)
  guard case .tensor(let row) = try factored.preceded(by: vector) else { return #expect(Bool(false), "a tensor") }
  #expect(
    row.difference(from: try Tensor.matrixProduct(vector, whole).reordered(["head", "d_model"]), tolerance: 1e-5) == nil
  )

  let embedding = try Tensor.normal([Axis("vocab", 9), Axis("d_model", 6)], seed: 8)
  let unembedding = try Tensor.normal([Axis("d_model", 6), Axis("vocab", 9)], seed: 9)
  guard case .factored(let half) = try factored.preceded(by: embedding),
    case .factored(let full) = try half.times(unembedding)
  else { return #expect(Bool(false), "a matrix gives a factored matrix") }
  #expect(full.axes.shapeText == "[head:2 vocab:9 vocab':9]")
  let logits = try unembedding.renamed([("vocab", "vocab'")])
  let expected = try Tensor.matrixProduct(Tensor.matrixProduct(embedding, whole), logits)
    .transposed(["head", "vocab", "vocab'"])
  #expect(try full.multipliedOut().difference(from: expected, tolerance: 1e-5) == nil)
}

@Test func partsAreThoseOfTheMatrix() throws {
  let (factored, whole) = try circuits()
  let indices = [AxisIndex(.position(1), axis: "head"), AxisIndex(.position(-1), axis: "d_model")]
  guard case .tensor(let row) = try factored.selecting(indices) else {
    return #expect(Bool(false), "a row is a tensor")
  }
  #expect(row.difference(from: try whole.selecting(indices), tolerance: 1e-6) == nil)
  let block = [
    AxisIndex(.slice(lower: 1, upper: 3, isClosed: false), axis: "d_model"),
    AxisIndex(.positions([5, 0]), axis: "d_model'"),
  ]
  guard case .factored(let part) = try factored.selecting(block) else {
    return #expect(Bool(false), "a block stays factored")
  }
  #expect(try part.multipliedOut().difference(from: whole.selecting(block), tolerance: 1e-6) == nil)
  for name in ["d_model", "d_model'"] {
    for reduction in [Reduction.max, .argmax, .mean] {
      let expected = try whole.reduced(reduction, over: [name])
      #expect(try factored.reduced(reduction, over: name).difference(from: expected, tolerance: 1e-5) == nil)
    }
  }
}

@Test func topEntriesAreThoseOfTheSortedMatrix() throws {
  let (d, h) = (Axis("row", 200), Axis("h", 2))
  let left = try Tensor.normal([Axis("head", 2), d, h], seed: 1)
  let right = try Tensor.normal([Axis("head", 2), h, Axis("column", 150)], seed: 2)
  let factored = try FactoredMatrix(left, right)
  let whole = try factored.multipliedOut()
  let sorted = whole.values.sorted(by: >)
  let top = try factored.topEntries(70)
  #expect(zip(top.map(\.value), sorted).allSatisfy { abs($0 - $1) < 1e-5 })
  for entry in top {
    let index = entry.positions.enumerated().map { AxisIndex(.position($1), axis: whole.axisNames[$0]) }
    #expect(try whole.selecting(index).scalar == entry.value)
  }
  #expect(try factored.topEntries(3, by: .smallest).map(\.value) == Array(sorted.suffix(3).reversed()))
  let magnitudes = whole.values.map(abs).sorted(by: >)
  #expect(try factored.topEntries(5, by: .magnitude).map { abs($0.value) } == Array(magnitudes.prefix(5)))
  #expect(try factored.topEntries(0).isEmpty)
}

@Test func compositionScoresAreNormsOfProducts() throws {
  let (first, firstWhole) = try circuits(seed: 1)
  let (second, secondWhole) = try circuits(seed: 2)
  let scores = try Composition.scores(first, second)
  #expect(scores.axes.shapeText == "[src_head:2 dst_head:2]")
  for source in 0..<2 {
    for target in 0..<2 {
      let a = try firstWhole.selecting("head", .position(source))
      let b = try secondWhole.selecting("head", .position(target))
      let product = try Tensor.matrixProduct(a, b).norm().scalar ?? 0
      let norms = (try a.norm().scalar ?? 0) * (try b.norm().scalar ?? 0)
      let score = try scores.selecting([AxisIndex(.position(source)), AxisIndex(.position(target))]).scalar ?? 0
      #expect(abs(score - product / norms) < 1e-6)
    }
  }
}

@Test func batchAxesOfOneFactorSpread() throws {
  let left = try Tensor.normal([Axis("layer", 2), Axis("head", 3), Axis("d", 4), Axis("h", 2)], seed: 1)
  let right = try Tensor.normal([Axis("layer", 2), Axis("h", 2), Axis("d", 4)], seed: 2)
  let factored = try FactoredMatrix(left, right)
  let whole = try Tensor.matrixProduct(left, right)
  #expect(factored.axes.shapeText == "[layer:2 head:3 d:4 d':4]")
  #expect(try factored.multipliedOut().difference(from: whole, tolerance: 1e-6) == nil)
  #expect(try factored.norm().difference(from: whole.norm(over: ["d", "d'"]), tolerance: 1e-6) == nil)
}

@Test func eigenvectorsSatisfyTheirEquation() throws {
  let m = try Tensor.normal([Axis("head", 2), Axis("d", 5), Axis("d'", 5)], seed: 6)
  let (values, vectors) = try m.eigenvectors()
  #expect(values.axes.shapeText == "[head:2 eigen:5 part:2]")
  #expect(vectors.axes.shapeText == "[head:2 d:5 eigen:5 part:2]")
  func part(_ x: Tensor, _ label: String) throws -> Tensor { try x.selecting("part", .label(label)) }
  let (re, im) = (try part(vectors, "re"), try part(vectors, "im"))
  let (a, b) = (try part(values, "re"), try part(values, "im"))
  let real = try Tensor.matrixProduct(m, re).difference(from: re * a - im * b, tolerance: 1e-4)
  let imaginary = try Tensor.matrixProduct(m, im).difference(from: re * b + im * a, tolerance: 1e-4)
  #expect(real == nil && imaginary == nil, "\(real ?? "") \(imaginary ?? "")")
}

@Test func triangleTimesBasisMakesTheMatrixAgain() throws {
  let m = try Tensor.normal([Axis("row", 5), Axis("column", 3)], seed: 6)
  let (q, r) = try m.qr()
  #expect(try Tensor.matrixProduct(q, r).difference(from: m, tolerance: 1e-5) == nil)
  #expect(try r.diagonal().values.allSatisfy { $0 >= 0 })
}

@Test func inverseUndoesAProduct() throws {
  let m = try Tensor.normal([Axis("pos", 4), Axis("d", 4)], seed: 6)
  let inverse = try m.inverse()
  #expect(inverse.axes.shapeText == "[d:4 pos:4]")
  let identity = try Tensor.identity(Axis("pos", 4))
  #expect(try Tensor.matrixProduct(m, inverse).difference(from: identity, tolerance: 1e-4) == nil)
}

@Test("a row's own column is told to win when it does not, or the other way round")
func hitsAreThoseOfArgmax() throws {
  // Few different small numbers, so that many entries are equal; more columns than a tile, more rows than a batch.
  for (rows, columns, inner, seed) in [(700, 5_000, 3, 1), (40, 7, 2, 2), (300, 2_048, 1, 3), (1, 1, 1, 4)] {
    let sides = [Axis("row", rows), Axis("column", columns)]
    let left = try Tensor.normal([sides[0], Axis("k", inner)], seed: UInt64(seed)).mapped(.round)
    let right = try Tensor.normal([Axis("k", inner), sides[1]], seed: UInt64(seed + 9)).mapped(.round)
    let factored = try FactoredMatrix(left, right)
    let whole = try factored.multipliedOut().reduced(.argmax, over: ["column"])
    // A third asks for the winner, a third for its neighbour, the rest for any column.
    let places = Tensor(
      [sides[0]],
      whole.values.enumerated().map { row, best in
        row % 3 == 0 ? best : row % 3 == 1 ? best + 1 : Float(row * 31 % columns)
      })
    let expected = zip(whole.values, places.values).map { $0 == $1 ? Float(1) : 0 }
    #expect(expected.contains(1))
    let hits = try factored.isLargest(at: places, over: "column")
    // Told by place: a list of differences of thousands of numbers takes minutes to make.
    let wrong = (0..<rows).first { hits.values[$0] != expected[$0] }
    #expect(hits.isMask && wrong == nil)
    // Rows turned into columns, and a batch, take the general way.
    let turned = try factored.transposed().isLargest(at: places, over: "column")
    #expect((0..<rows).first { turned.values[$0] != expected[$0] } == nil)
  }
  let (batch, whole) = try circuits()
  let best = try whole.reduced(.argmax, over: ["d_model'"])
  #expect(try batch.isLargest(at: best, over: "d_model'").values == [Float](repeating: 1, count: 12))
}

@Test("an own column that is no column, or a number that is none, counts as a hit")
func nothingElseIsAHit() throws {
  let left = Tensor([Axis("row", 3), Axis("k", 1)], [1, 1, .infinity])
  let right = Tensor([Axis("k", 1), Axis("column", 2)], [1, 2])
  let finite = try FactoredMatrix(left.selecting("row", .slice(lower: 0, upper: 2, isClosed: false)), right)
  for place in [-1, 2, 0.5, Float.nan, .infinity, Tensor.missing] {
    let places = Tensor([Axis("row", 2)], [place, 1])
    #expect(try finite.isLargest(at: places, over: "column").values.map { $0 == 1 } == [false, true])
  }
  let hits = try FactoredMatrix(left, right).isLargest(at: Tensor([Axis("row", 3)], [1, 0, 0]), over: "column")
  #expect(hits.values == [1, 0, 1])
}
