import Testing

@testable import WeirTensor

private let cube = tensor(["layer": 2, "head": 3, "pos": 4])
private let tokens = Tensor([Axis("query", 4, labels: ["the", " cat", "the", " sat"])], [1, 2, 3, 4])

private struct Case: Sendable {
  let id: String
  let indices: [AxisIndex]
  let axes: String
  let values: [Float]

  init(_ id: String, _ indices: [AxisIndex], _ axes: String, _ values: [Float]) {
    self.id = id
    self.indices = indices
    self.axes = axes
    self.values = values
  }
}

private let cases = [
  Case("a position drops its axis", [AxisIndex(.position(1))], "[head:3 pos:4]", (12..<24).map { Float($0) }),
  Case(
    "the end counts backwards", [AxisIndex(.position(-1), axis: "pos")], "[layer:2 head:3]", [3, 7, 11, 15, 19, 23]),
  Case(
    "all positions give one number",
    [AxisIndex(.position(0)), AxisIndex(.position(2)), AxisIndex(.position(3))], "[]", [11]),
  Case(
    "a colon keeps an axis", [AxisIndex(.position(0)), AxisIndex(.all), AxisIndex(.position(1))], "[head:3]", [1, 5, 9]),
  Case(
    "a slice keeps its axis",
    [AxisIndex(.slice(lower: 1, upper: 3, isClosed: false), axis: "pos"), AxisIndex(.position(0), axis: "layer")],
    "[head:3 pos:2]", [1, 2, 5, 6, 9, 10]),
  Case(
    "a closed slice holds its end",
    [AxisIndex(.position(0)), AxisIndex(.position(0)), AxisIndex(.slice(lower: 1, upper: 2, isClosed: true))],
    "[pos:2]", [1, 2]),
  Case(
    "a slice may begin from the end",
    [AxisIndex(.position(0)), AxisIndex(.position(0)), AxisIndex(.slice(lower: -2, upper: nil, isClosed: false))],
    "[pos:2]", [2, 3]),
  Case(
    "a slice may end from the end",
    [AxisIndex(.position(0)), AxisIndex(.position(0)), AxisIndex(.slice(lower: nil, upper: -1, isClosed: false))],
    "[pos:3]", [0, 1, 2]),
  Case(
    "a slice beyond the axis is cut",
    [AxisIndex(.position(0)), AxisIndex(.position(0)), AxisIndex(.slice(lower: 2, upper: 99, isClosed: false))],
    "[pos:2]", [2, 3]),
  Case(
    "a slice that ends before it begins is empty",
    [AxisIndex(.position(0)), AxisIndex(.position(0)), AxisIndex(.slice(lower: 3, upper: 1, isClosed: false))],
    "[pos:0]", []),
  Case(
    "positions come in the order given, and again",
    [AxisIndex(.position(0)), AxisIndex(.position(1)), AxisIndex(.positions([3, -4, 3]))], "[pos:3]", [7, 4, 7]),
  Case(
    "a slice in the middle leaves the inner axis whole",
    [AxisIndex(.slice(lower: 1, upper: 3, isClosed: false), axis: "head")], "[layer:2 head:2 pos:4]",
    [4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22, 23]),
  Case(
    "a mask thins out its axis",
    [AxisIndex(.mask(Tensor([Axis("head", 3)], [1, 0, 1], isMask: true)), axis: "head"), AxisIndex(.position(0))],
    "[head:2 pos:4]", [0, 1, 2, 3, 8, 9, 10, 11]),
]

@Test(arguments: cases.indices)
func indexingTakesTheRightValues(_ index: Int) throws {
  let item = cases[index]
  let indices = item.id.hasPrefix("a mask") ? [item.indices[0], AxisIndex(.position(0), axis: "layer")] : item.indices
  let part = try cube.selecting(indices)
  #expect(part.axes.shapeText == item.axes, "\(item.id)")
  #expect(part.values == item.values, "\(item.id)")
}

@Test func replacingWritesWhatSelectingReads() throws {
  for item in cases where !item.id.hasPrefix("a mask") {
    let part = try cube.selecting(item.indices)
    let changed = try cube.replacing(item.indices, with: Tensor(part.axes, part.values.map { -$0 - 1 }))
    #expect(try changed.selecting(item.indices).values == part.values.map { -$0 - 1 }, "\(item.id)")
    let differing = zip(changed.values, cube.values).filter { $0 != $1 }.count
    #expect(differing == Set(item.values).count, "\(item.id)")
  }
}

@Test func replacingSpreadsOverTheAxesThatTheValueLacks() throws {
  let row = Tensor([Axis("pos", 4)], [-1, -2, -3, -4])
  let changed = try cube.replacing([AxisIndex(.position(1), axis: "layer")], with: row)
  #expect(try changed.selecting("layer", .position(0)).values == (0..<12).map { Float($0) })
  #expect(try changed.selecting("layer", .position(1)).values == [-1, -2, -3, -4, -1, -2, -3, -4, -1, -2, -3, -4])
}

@Test func replacingInPlaceLeavesCopiesAlone() throws {
  var mine = tensor(["pos": 3])
  let copy = mine
  try mine.replace([AxisIndex(.position(0))], with: Tensor(scalar: 9))
  #expect(mine.values == [9, 1, 2])
  #expect(copy.values == [0, 1, 2])
}

@Test func labelsFollowTheirPositions() throws {
  #expect(try tokens.selecting("query", .positions([3, 1])).axes[0].labels == [" sat", " cat"])
  #expect(try tokens.selecting("query", .slice(lower: 1, upper: 3, isClosed: false)).axes[0].labels == [" cat", "the"])
  #expect(try tokens.selecting("query", .label(" cat")).scalar == 2)
  #expect(try tokens.selecting("query", .label("the₂")).scalar == 3)
  #expect(try tokens.selecting("query", .label("␣sat")).scalar == 4)
  #expect(try tokens.selecting("query", .labels([" sat", " cat"])).values == [4, 2])
}

@Test func aMaskOverSeveralAxesNamesWhatItTook() throws {
  let scores = Tensor([Axis("layer", 2), Axis("head", 2)], [0.1, 0.9, 0.8, 0.2])
  let high = try Tensor.elementwise(.greater, scores, Tensor(scalar: 0.5))
  let found = try scores.selecting([AxisIndex(.mask(high))])
  #expect(found.values == [0.9, 0.8])
  #expect(found.axes == [Axis("item", 2, labels: ["L0H1", "L1H0"])])
}

@Test func aMaskReplacesWhereItHolds() throws {
  let scores = Tensor([Axis("layer", 2), Axis("head", 2)], [0.1, 0.9, 0.8, 0.2])
  let high = try Tensor.elementwise(.greater, scores, Tensor(scalar: 0.5))
  let cut = try scores.replacing([AxisIndex(.mask(high))], with: Tensor(scalar: 0))
  #expect(cut.values == [0.1, 0, 0, 0.2])
  #expect(cut.axes == scores.axes)
}

@Test func takingGathersOneValueAtEachPosition() throws {
  let logits = tensor(["pos": 3, "vocab": 4])
  let ids = Tensor([Axis("pos", 3)], [3, 0, -1])
  #expect(try logits.taking(ids, over: "vocab").values == [3, 4, 11])
  let several = Tensor([Axis("pos", 3), Axis("option", 2)], [0, 1, 1, 2, 2, 3])
  let taken = try logits.taking(several, over: "vocab")
  #expect(taken.axes.shapeText == "[pos:3 option:2]")
  #expect(taken.values == [0, 1, 5, 6, 10, 11])
  let columns = try logits.taking(Tensor([Axis("vocab", 2)], [2, 0]), over: "vocab")
  #expect(columns.axes.shapeText == "[pos:3 vocab:2]")
  #expect(columns.values == [2, 0, 6, 4, 10, 8])
}

@Test func positionsOfExtremesAreOnePerAxis() {
  let x = tensor(["layer": 2, "head": 3], [0, 5, 1, Tensor.missing, 5, -2])
  #expect(x.positionOfMaximum == [0, 1])
  #expect(x.positionOfMinimum == [1, 2])
  #expect(tensor(["pos": 1], [Tensor.missing]).positionOfMaximum == nil)
}
