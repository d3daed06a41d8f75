import Testing

@testable import WeirTensor

/// Prompts of random lengths: `[head, query, key]` with masked scores, and `[pos, d]`.
private func prompts(_ random: inout Philox) -> [(scores: Tensor, values: Tensor)] {
  (0..<4).map { _ in
    let length = 1 + random.index(below: 5)
    let labels = (0..<length).map { "t\($0)" }
    let (query, key) = (Axis("query", length, labels: labels), Axis("key", length, labels: labels))
    let scores = (0..<2 * length * length).map { i in
      i % length > i % (length * length) / length ? Tensor.missing : Float(random.uniform() * 4 - 2)
    }
    let values = (0..<length * 3).map { _ in Float(random.uniform()) }
    return (
      Tensor([Axis("head", 2), query, key], scores),
      Tensor([Axis("pos", length, labels: labels), Axis("d", 3)], values)
    )
  }
}

private struct Operation: Sendable {
  let name: String
  let apply: @Sendable (Tensor, Tensor) throws -> Tensor
}

/// Operations on one prompt's scores and values that mean the same for a batch.
private let operations = [
  Operation(name: "softmax") { scores, _ in try scores.softmax(over: "key") },
  Operation(name: "softmax over a slower axis") { scores, _ in try scores.softmax(over: "query") },
  Operation(name: "log softmax") { scores, _ in try scores.logSoftmax(over: "key") },
  Operation(name: "sum") { scores, _ in try scores.sum(over: ["key"]) },
  Operation(name: "mean over heads") { scores, _ in try scores.mean(over: ["head"]) },
  Operation(name: "max over query and head") { scores, _ in try scores.reduced(.max, over: ["head", "query"]) },
  Operation(name: "median") { _, values in try values.reduced(.median, over: ["pos"]) },
  Operation(name: "missing") { scores, _ in try scores.reduced(.count, over: ["query", "key"]) },
  Operation(name: "running sum") { _, values in try values.cumulative(.sum, over: "pos") },
  Operation(name: "sort") { _, values in try values.sorted(over: "pos").values },
  Operation(name: "diagonal") { scores, _ in try scores.diagonal() },
  Operation(name: "last position") { scores, _ in try scores.selecting("query", .position(-1)) },
  Operation(name: "last positions of both") { scores, _ in
    try scores.selecting([AxisIndex(.position(-1), axis: "query"), AxisIndex(.position(-1), axis: "key")])
  },
  Operation(name: "all but the first") { _, values in
    try values.selecting("pos", .slice(lower: 1, upper: nil, isClosed: false))
  },
  Operation(name: "all but the last") { _, values in
    try values.selecting("pos", .slice(lower: nil, upper: -1, isClosed: false))
  },
  Operation(name: "first token by label") { _, values in try values.selecting("pos", .label("t0")) },
  Operation(name: "exp") { scores, _ in scores.mapped(.exp) },
  Operation(name: "fill") { scores, _ in scores.fillingMissing(with: 0) },
  Operation(name: "compare") { scores, _ in try Tensor.elementwise(.greater, scores, Tensor(scalar: 0)) },
  Operation(name: "centred") { _, values in try values - values.mean(over: ["pos"]) },
  Operation(name: "transpose") { scores, _ in try scores.transposed(["key", "head", "query"]) },
  Operation(name: "attention") { scores, values in
    try Tensor.contract(scores.softmax(over: "key"), values.renamed([("pos", "key")]), over: ["key"])
  },
  Operation(name: "overwritten last position") { _, values in
    try values.replacing([AxisIndex(.position(-1), axis: "pos")], with: Tensor(scalar: 7))
  },
  Operation(name: "correlation") { _, values in
    try Tensor.correlation(values, values.renamed([("d", "e")]), over: ["pos"])
  },
]

@Test(arguments: operations.indices)
func aBatchGivesWhatItsPromptsGiveAlone(_ index: Int) throws {
  let operation = operations[index]
  for seed in 0..<20 as Range<UInt64> {
    var random = Philox(seed: seed)
    let singles = prompts(&random)
    let scores = try Tensor.stack(singles.map(\.scores), axis: "batch")
    let values = try Tensor.stack(singles.map(\.values), axis: "batch")
    let together = try operation.apply(scores, values)
    for (row, single) in singles.enumerated() {
      let alone = try operation.apply(single.scores, single.values)
      let mine = try together.selecting("batch", .position(row)).reordered(alone.axisNames)
      let unlabelled = Tensor(alone.axes.map { $0.labelled(nil) }, alone.values)
      let difference = Tensor(mine.axes.map { $0.labelled(nil) }, mine.values).difference(
        from: unlabelled, tolerance: 1e-6)
      #expect(difference == nil, "\(operation.name), seed \(seed), row \(row): \(difference ?? "")")
    }
  }
}

@Test func selectingEqualsLookingUpEveryValue() throws {
  let x = tensor(["a": 4, "b": 3, "c": 5])
  for seed in 0..<300 as Range<UInt64> {
    var random = Philox(seed: seed)
    var lists: [[Int]] = []
    let indices = x.axes.map { axis -> AxisIndex in
      let (p, q) = (random.index(below: axis.size), random.index(below: axis.size))
      switch random.index(below: 4) {
      case 0:
        lists.append([p])
        return AxisIndex(.position(p - (seed % 2 == 0 ? axis.size : 0)), axis: axis.name)
      case 1:
        lists.append(p < q ? Array(p..<q) : [])
        return AxisIndex(.slice(lower: p, upper: q, isClosed: false), axis: axis.name)
      case 2:
        lists.append([q, p, q])
        return AxisIndex(.positions([q, p, q]), axis: axis.name)
      default:
        lists.append(Array(0..<axis.size))
        return AxisIndex(.all, axis: axis.name)
      }
    }
    let values = x.values
    var expected: [Float] = []
    for i in lists[0] { for j in lists[1] { for k in lists[2] { expected.append(values[(i * 3 + j) * 5 + k]) } } }
    #expect(try x.selecting(indices).values == expected, "seed \(seed)")
  }
}

@Test func arithmeticAlignsHoweverTheAxesAreOrdered() throws {
  let x = try Tensor.normal([Axis("a", 3), Axis("b", 4), Axis("c", 2)], seed: 1)
  let y = try Tensor.normal([Axis("c", 2), Axis("a", 3)], seed: 2)
  let sum = try x + y
  for order in [["c", "b", "a"], ["b", "a", "c"], ["c", "a", "b"]] {
    let moved = try x.transposed(order)
    let other = try y.transposed(["a", "c"])
    #expect(try (moved + other).transposed(sum.axisNames) == sum)
    #expect(try (other + moved).transposed(sum.axisNames) == sum)
  }
}

@Test func distanceSeesEveryKindOfDifference() throws {
  let x = tensor(["pos": 3], [1, .nan, Tensor.missing])
  #expect(try Tensor.distance(x, x) == 0)
  #expect(try Tensor.distance(x, tensor(["pos": 3], [1.5, .nan, Tensor.missing])) == 0.5)
  #expect(try Tensor.distance(x, tensor(["pos": 3], [1, 2, Tensor.missing])) == .infinity)
  #expect(try Tensor.distance(x, tensor(["pos": 3], [1, Tensor.missing, Tensor.missing])) == .infinity)
  #expect(try Tensor.distance(Tensor(scalar: .infinity), Tensor(scalar: .infinity)) == 0)
}

@Test func memoryIsCountedAndGivenBack() throws {
  let before = TensorMemory.bytesInUse
  var x: Tensor? = try Tensor.filled([Axis("a", 1 << 24)], with: 1)
  // Other tests make and drop small tensors meanwhile.
  #expect(TensorMemory.bytesInUse - before > 1 << 25)
  #expect(x?.byteCount == 1 << 26)
  x = nil
  #expect(TensorMemory.bytesInUse - before < 1 << 25)
}
