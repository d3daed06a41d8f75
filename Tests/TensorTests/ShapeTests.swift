import Testing

@testable import WeirTensor

@Test func transposingASquareMatrixExchangesRowsAndColumns() throws {
  let m = tensor(["d": 2, "d'": 2], [1, 2, 3, 4])
  let t = try m.transposed()
  #expect(t.axisNames == ["d", "d'"])
  #expect(t.values == [1, 3, 2, 4])
  #expect(try (m + t).values == [2, 5, 5, 8])
}

@Test func transposingByNameMovesAxes() throws {
  let x = tensor(["a": 2, "b": 3, "c": 2])
  let y = try x.transposed(["c", "a"])
  #expect(y.axes.shapeText == "[c:2 a:2 b:3]")
  #expect(y.values == [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11])
  #expect(try y.transposed(["a", "b", "c"]).values == x.values)
}

@Test func renamingExchangesNamesAtOnce() throws {
  let x = try tensor(["query": 2, "key": 3]).renamed([("query", "key"), ("key", "query")])
  #expect(x.axes.shapeText == "[key:2 query:3]")
}

@Test func reshapingFindsTheOpenSize() throws {
  let x = Tensor([Axis("head", 2, labels: ["a", "b"]), Axis("pos", 6)], (0..<12).map { Float($0) })
  let y = try x.reshaped([("head", 2), ("row", nil), ("column", 2)])
  #expect(y.axes.shapeText == "[head:2 row:3 column:2]")
  #expect(y.axes[0].labels == ["a", "b"])
  #expect(y.values == x.values)
}

@Test func flatteningJoinsLabels() throws {
  let x = tensor(["layer": 2, "pos": 1, "head": 2])
  let y = try x.flattened(["layer", "head"], into: "component")
  #expect(y.axes[0] == Axis("component", 4, labels: ["L0H0", "L0H1", "L1H0", "L1H1"]))
  #expect(y.axes.shapeText == "[component:4 pos:1]")
}

@Test func stackingAndConcatenatingAreUndoneBySelecting() throws {
  let (x, y) = (tensor(["head": 2, "pos": 3]), tensor(["head": 2, "pos": 3], [9, 8, 7, 6, 5, 4]))
  let stack = try Tensor.stack([x, y.transposed(["pos"])], axis: "layer", labels: ["x", "y"])
  #expect(stack.axes[0] == Axis("layer", 2, labels: ["x", "y"]))
  #expect(try stack.selecting("layer", .label("y")).values == y.values)
  let joined = try Tensor.concatenated([x, y], over: "pos")
  #expect(joined.values == [0, 1, 2, 9, 8, 7, 3, 4, 5, 6, 5, 4])
  #expect(try joined.selecting("pos", .slice(lower: 3, upper: 6, isClosed: false)).values == y.values)
}

@Test(arguments: [(0, [0, 4, 8]), (1, [1, 5]), (-1, [3, 7]), (2, [2]), (-2, [6])] as [(Int, [Float])])
func diagonalsTakeTheRightCells(_ offset: Int, _ expected: [Float]) throws {
  #expect(try tensor(["query": 3, "key": 3]).diagonal(offset: offset).values == expected)
}

@Test func diagonalKeepsTheLabelsOfItsRows() throws {
  let axis = ["a", "b", "c"]
  let x = Tensor(
    [Axis("head", 2), Axis("query", 3, labels: axis), Axis("key", 3, labels: axis)], (0..<18).map { Float($0) })
  let previous = try x.diagonal(offset: -1)
  #expect(previous.axes == [Axis("head", 2), Axis("query", 2, labels: ["b", "c"])])
  #expect(previous.values == [3, 7, 12, 16])
}

@Test func sortingMovesLabelsOfASingleAxis() throws {
  let x = Tensor([Axis("token", 4, labels: ["a", "b", "c", "d"])], [3, .nan, Tensor.missing, 5])
  let (values, positions) = try x.sorted(over: "token", descending: true)
  #expect(values.axes[0].labels == ["d", "a", "b", "c"])
  #expect(positions.values == [3, 0, 1, 2])
  #expect(Array(values.values.prefix(2)) == [5, 3])
}

@Test func topOfManyEqualsTheStartOfASort() throws {
  let x = try Tensor.integers([Axis("pos", 3), Axis("vocab", 500)], low: 0, high: 50, seed: 3)
  let top = try x.top(7, over: "vocab")
  let sorted = try x.sorted(over: "vocab", descending: true)
  let first = AxisIndex.Selector.slice(lower: 0, upper: 7, isClosed: false)
  #expect(try top.values.values == sorted.values.selecting("vocab", first).values)
  #expect(try top.positions.values == sorted.positions.selecting("vocab", first).values)
  let low = try x.top(7, over: "vocab", smallest: true)
  #expect(try low.values.values == x.sorted(over: "vocab").values.selecting("vocab", first).values)
}

@Test func uniqueCountsAndFindsFirsts() {
  let (values, counts, firsts) = tensor(["pos": 6], [2, 1, 2, Tensor.missing, 1, 2]).unique()
  #expect(values.values == [1, 2])
  #expect(counts.values == [2, 3])
  #expect(firsts.values == [1, 0])
}

@Test func whereChoosesByName() throws {
  let mask = Tensor([Axis("pos", 2)], [1, 0], isMask: true)
  let x = tensor(["pos": 2, "d": 2])
  #expect(try Tensor.select(mask, x, Tensor(scalar: -1)).values == [0, 1, -1, -1])
}

@Test func missingWinsOverNanOnEitherSide() throws {
  let (gap, nan) = (Tensor(scalar: Tensor.missing), Tensor(scalar: .nan))
  for function in BinaryFunction.allCases {
    for (a, b) in [(gap, nan), (nan, gap), (gap, Tensor(scalar: 0)), (Tensor(scalar: 1), gap)] {
      #expect(try Tensor.elementwise(function, a, b).scalar.map(Tensor.isMissing) == true, "\(function)")
    }
  }
  #expect(try Tensor.elementwise(.add, nan, nan).scalar.map { $0.isNaN && !Tensor.isMissing($0) } == true)
}

@Test func oneHotAndIdentityHoldOnesWhereTheyShould() throws {
  let hot = try Tensor.oneHot(Tensor([Axis("pos", 2)], [2, 0]), axis: Axis("vocab", 3))
  #expect(hot.axes.shapeText == "[pos:2 vocab:3]")
  #expect(hot.values == [0, 0, 1, 1, 0, 0])
  let identity = try Tensor.identity(Axis("d", 2))
  #expect(identity.axisNames == ["d", "d'"])
  #expect(identity.values == [1, 0, 0, 1])
}

@Test func countingAndSpacingEndWhereTheySay() throws {
  #expect(try Tensor.counting(to: 3).values == [0, 1, 2])
  #expect(try Tensor.counting(from: 1, to: 0, by: -0.25).values == [1, 0.75, 0.5, 0.25])
  #expect(try Tensor.counting(from: 0, to: 5, by: -1).count == 0)
  #expect(try Tensor.spaced(from: 0, to: 1, count: 3).values == [0, 0.5, 1])
}

@Test func nestedListsGoInAndOut() throws {
  let list = NestedNumbers.list([.list([.number(1), .missing]), .list([.number(3), .number(4)])])
  let x = try Tensor.nested(list)
  #expect(x.axes.shapeText == "[row:2 column:2]")
  #expect(x.nested == list)
  #expect(try Tensor.nested(list, names: ["query", "key"]).axisNames == ["query", "key"])
}

@Test func labelsThatDifferAreBothNamed() throws {
  let a = Tensor([Axis("pos", 2, labels: ["When", " Mary"])], [1, 2])
  let b = Tensor([Axis("pos", 2, labels: ["When", " John"])], [1, 2])
  #expect(try (a - b).axes[0].labels == ["When", " Mary/ John"])
}
