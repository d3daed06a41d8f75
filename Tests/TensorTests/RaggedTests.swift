import Testing

@testable import WeirTensor

/// Two prompts of 4 and 2 tokens: `[batch:2 pos:4]` holding 1...4 and 10, 20.
private func prompts() throws -> Tensor {
  try Tensor.stack(
    [
      Tensor([Axis("pos", 4, labels: ["The", " cat", " sat", "."])], [1, 2, 3, 4]),
      Tensor([Axis("pos", 2, labels: ["A", " dog"])], [10, 20]),
    ], axis: "batch", labels: ["first", "second"])
}

/// Attention of two heads over the same prompts: `[batch:2 head:2 query:4 key:4]`, lower triangles.
private func scores() throws -> Tensor {
  func one(_ length: Int, _ start: Float) -> Tensor {
    let axes = [Axis("head", 2), Axis("query", length), Axis("key", length)]
    let square = length * length
    return Tensor(
      axes,
      (0..<2 * square).map { i in
        let (query, key) = (i % square / length, i % length)
        return key > query ? Tensor.missing : start + Float(i)
      })
  }
  return try Tensor.stack([one(4, 0), one(2, 100)], axis: "batch")
}

@Test func stackingPromptsOfDifferentLengthsKeepsTheirLengths() throws {
  let x = try prompts()
  #expect(x.axes.shapeText == "[batch:2 pos:4]")
  #expect(x.rowExtent("pos")?.lengths == [4, 2])
  #expect(x.rowExtent("pos")?.labels?[1] == ["A", " dog"])
  #expect(x.values.map(Tensor.isMissing) == [false, false, false, false, false, false, true, true])
}

@Test func theLastPositionIsEachRowsOwn() throws {
  let x = try prompts()
  #expect(try x.selecting("pos", .position(-1)).values == [4, 20])
  #expect(try x.selecting("pos", .position(-2)).values == [3, 10])
  #expect(try x.selecting("pos", .position(1)).values == [2, 20])
  let far = try x.selecting("pos", .position(-3)).values
  #expect(far[0] == 2 && Tensor.isMissing(far[1]))
}

@Test func slicesFromTheEndAreEachRowsOwn() throws {
  let tail = try prompts().selecting("pos", .slice(lower: -1, upper: nil, isClosed: false))
  #expect(tail.axes.shapeText == "[batch:2 pos:1]")
  #expect(tail.values == [4, 20])
  let head = try prompts().selecting("pos", .slice(lower: nil, upper: -1, isClosed: false))
  #expect(head.rowExtent("pos")?.lengths == [3, 1])
  #expect(Array(head.values.prefix(4)) == [1, 2, 3, 10])
}

@Test func oneRowIsAsLongAsItIs() throws {
  let row = try prompts().selecting("batch", .position(1))
  #expect(row.axes == [Axis("pos", 2, labels: ["A", " dog"])])
  #expect(row.values == [10, 20])
  #expect(try prompts().selecting([AxisIndex(.position(1)), AxisIndex(.position(-1))]).scalar == 20)
  #expect(try prompts().selecting([AxisIndex(.position(1)), AxisIndex(.label(" dog"))]).scalar == 20)
}

@Test func aLabelIsLookedUpInEveryRow() throws {
  let x = try Tensor.stack(
    [
      Tensor([Axis("pos", 3, labels: ["a", "b", "c"])], [1, 2, 3]),
      Tensor([Axis("pos", 2, labels: ["c", "a"])], [10, 20]),
    ], axis: "batch")
  #expect(try x.selecting("pos", .label("c")).values == [3, 10])
  #expect(throws: TensorProblem.self) { try x.selecting("pos", .label("b")) }
}

@Test func choosingRowsKeepsTheirLengths() throws {
  let swapped = try prompts().selecting("batch", .positions([1, 0]))
  #expect(swapped.rowExtent("pos")?.lengths == [2, 4])
  let short = try prompts().selecting("batch", .positions([1]))
  #expect(short.axes.shapeText == "[batch:1 pos:2]")
  #expect(short.values == [10, 20])
}

@Test func reducingOverPositionsSkipsWhatIsMissing() throws {
  #expect(try prompts().mean(over: ["pos"]).values == [2.5, 15])
  #expect(try prompts().sum().scalar == 40)
  #expect(try prompts().reduced(.count, over: ["pos"]).values == [4, 2])
}

@Test func reducingOverBatchAlongRaggedPositionsIsRefused() throws {
  #expect(throws: TensorProblem.raggedReduction(operation: "mean", ragged: try prompts().rows, try prompts().axes)) {
    try prompts().mean(over: ["batch"])
  }
  #expect(try prompts().selecting("pos", .position(-1)).mean(over: ["batch"]).scalar == 12)
  #expect(try prompts().mean(over: ["batch", "pos"]).scalar.map { abs($0 - 40 / 6) < 1e-6 } == true)
}

@Test func aBatchOfEqualLengthsMayBeAveraged() throws {
  let x = try Tensor.stack([tensor(["pos": 2], [1, 2]), tensor(["pos": 2], [3, 6])], axis: "batch")
  #expect(try x.mean(over: ["batch"]).values == [2, 4])
}

@Test func softmaxGivesMaskedKeysNothingAndLeavesPaddingOut() throws {
  let pattern = try scores().softmax(over: "key")
  let row = try pattern.selecting("batch", .position(1))
  #expect(row.axes.shapeText == "[head:2 query:2 key:2]")
  #expect(row.values[0] == 1 && row.values[1] == 0)
  #expect(try row.sum(over: ["key"]).values.allSatisfy { abs($0 - 1) < 1e-6 })
  #expect(try pattern.selecting([AxisIndex(.position(1), axis: "batch")]).hasMissing == false)
  #expect(pattern.values.filter(Tensor.isMissing).count == 2 * (16 - 4))
}

@Test func arithmeticKeepsLengthsAndPadding() throws {
  let x = try prompts()
  for result in [try x + Tensor(scalar: 1), try Tensor(scalar: 1) - x, x.mapped(.exp), try x * x] {
    #expect(result.rowExtent("pos")?.lengths == [4, 2])
    #expect(result.values.map(Tensor.isMissing) == x.values.map(Tensor.isMissing))
  }
  let filled = x.fillingMissing(with: 0)
  #expect(filled.values.filter(Tensor.isMissing).count == 2)
  #expect(try x.mapped(.is_missing).reduced(.sum).scalar == 0)
}

@Test func replacingNeverWritesBeyondTheEndOfARow() throws {
  let zeroed = try prompts().replacing([AxisIndex(.all), AxisIndex(.position(3))], with: Tensor(scalar: 0))
  #expect(try zeroed.mean(over: ["pos"]).values == [1.5, 15])
  let last = try prompts().replacing([AxisIndex(.position(-1), axis: "pos")], with: Tensor(scalar: 0))
  #expect(try last.selecting("pos", .position(-1)).values == [0, 0])
  #expect(try last.sum(over: ["pos"]).values == [6, 10])
}

@Test func productsOverRaggedPositionsCountRealTokensOnly() throws {
  let pattern = try scores().softmax(over: "key")
  let values = try Tensor.stack(
    [tensor(["key": 4, "d": 1], [1, 1, 1, 1]), tensor(["key": 2, "d": 1], [1, 1])], axis: "batch")
  let z = try Tensor.matrixProduct(pattern, values)
  #expect(z.axes.shapeText == "[batch:2 head:2 query:4 d:1]")
  #expect(z.rowExtent("query")?.lengths == [4, 2])
  #expect(try z.selecting("batch", .position(1)).values.allSatisfy { abs($0 - 1) < 1e-6 })
  #expect(z.values.filter(Tensor.isMissing).count == 4)
}

@Test func diagonalsEndWhereRowsEnd() throws {
  let previous = try scores().diagonal(offset: -1)
  #expect(previous.axes.shapeText == "[batch:2 head:2 query:3]")
  #expect(previous.rowExtent("query")?.lengths == [3, 1])
  #expect(try previous.selecting("batch", .position(1)).values == [102, 106])
}

@Test func batchesKeepTheirRowsBehindOtherAxes() throws {
  let moved = try scores().transposed(["head", "query", "batch", "key"])
  let last = try moved.selecting("query", .position(-1))
  #expect(last.axes.shapeText == "[head:2 batch:2 key:4]")
  let direct = try scores().selecting("query", .position(-1)).transposed(["head", "batch", "key"])
  #expect(last.difference(from: direct, tolerance: 0) == nil)
}

@Test func concatenatingBatchesJoinsTheirRows() throws {
  let both = try Tensor.concatenated([try prompts(), try prompts()], over: "batch")
  #expect(both.rowExtent("pos")?.lengths == [4, 2, 4, 2])
}

@Test func listsOfABatchEndWithTheirRows() throws {
  #expect(
    try prompts().nested
      == .list([.list([.number(1), .number(2), .number(3), .number(4)]), .list([.number(10), .number(20)])]))
}
