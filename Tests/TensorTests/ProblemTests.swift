import Testing

@testable import WeirTensor

/// A message as the diagnostics show it: the sentence, then notes, then help.
private func rendered(_ problem: TensorProblem) -> String {
  ([problem.code + " " + problem.message] + problem.notes.map { "  " + $0 } + problem.help.map { "help: " + $0 })
    .joined(separator: "\n")
}

private let scores = [Axis("head", 12), Axis("query", 7), Axis("key", 7)]
private let words = Axis("query", 4, labels: ["the", " cat", "the", " cat"])

private struct Golden: Sendable {
  let problem: TensorProblem
  let text: String

  init(_ problem: TensorProblem, _ text: String) {
    self.problem = problem
    self.text = text
  }
}

private let goldens: [Golden] = [
  Golden(
    .axisMismatch(
      operation: "`+`", left: scores, right: [Axis("query", 7), Axis("key", 9)], leftAxis: "key", rightAxis: "key"),
    """
    E4001 `+` needs equal sizes, but axis `key` is 7 on the left and 9 on the right
      left   [head:12 query:7 key:7]
      right  [        query:7 key:9]
                              ^^^^^
    help: select the same positions on both sides, as in `x[key: ..<7]`, or `rename` one of the axes if they are \
    different things
    """),
  Golden(
    .axisMismatch(
      operation: "`@`", left: [Axis("pos", 7), Axis("d_model'", 64)], right: [Axis("d_model", 768), Axis("vocab", 9)],
      leftAxis: "d_model'", rightAxis: "d_model"),
    """
    E4001 `@` needs equal sizes, but axis `d_model'` is 64 on the left and `d_model` is 768 on the right
      left   [pos:7 d_model':64]
      right  [      d_model:768 vocab:9]
                    ^^^^^^^^^^^
    help: `rename` an axis, or say which to contract with `contract(a, b, over: "...")`
    """),
  Golden(
    .unknownAxis("heads", in: scores),
    """
    E4002 there is no axis `heads` in `[head:12 query:7 key:7]`
    help: did you mean `head`?
    """),
  Golden(.unknownAxis("pos", in: []), "E4002 there is no axis `pos` in a single number"),
  Golden(
    .duplicateAxis("pos", in: [Axis("pos", 2), Axis("pos", 2)]),
    """
    E4003 the axis `pos` would occur twice, and names within one tensor are unique
    help: `pos'` is free
    """),
  Golden(
    .invalidAxisName("my axis"),
    """
    E4004 `my axis` cannot name an axis
    help: an axis name is a word such as `head` or `d_model`, with a prime for a second axis of the kind: `d_model'`
    """),
  Golden(.axisCount(names: 1, rank: 2), "E4005 1 axis name given for a tensor with 2 axes"),
  Golden(
    .cannotReshape(from: scores, to: [Axis("a", 5)]),
    """
    E4006 588 values cannot take the shape `[a:5]`, which holds 5
    help: the shape is now `[head:12 query:7 key:7]`; the sizes must multiply to 588
    """),
  Golden(.unevenNesting(depth: 1, expected: 3, found: 2), "E4007 the lists at depth 1 differ in length: 3 and 2"),
  Golden(
    .sizesDiffer(operation: "`stack`", first: [Axis("d", 3)], other: [Axis("d", 4)], item: 2),
    """
    E4008 `stack` needs tensors of one shape, but item 2 is `[d:4]` and item 0 is `[d:3]`
      item 0     [d:3]
      this item  [d:4]
                  ^^^
    """),
  Golden(.labelCount(axis: "pos", size: 1, labels: 2), "E4009 axis `pos` has 1 position but 2 labels given"),
  Golden(
    .tooLarge([Axis("vocab", 50257), Axis("vocab'", 50257)], bytes: 10_103_064_196, limit: 8_000_000_000),
    """
    E4010 a tensor `[vocab:50257 vocab':50257]` takes 10.1 GB, and tensors may take 8 GB together
    help: take a part first, sum over an axis, or keep a product as its factors
    """),
  Golden(.negativeSize("pos", -1), "E4011 axis `pos` cannot have -1 positions"),
  Golden(.tooManyAxes(40), "E4012 a tensor has at most 32 axes, not 40"),
  Golden(
    .tooManyIndices(given: 4, scores),
    """
    E4101 4 indices for a tensor with 3 axes
    help: its axes are `[head:12 query:7 key:7]`
    """),
  Golden(.axisIndexedTwice("key"), "E4102 axis `key` is indexed twice"),
  Golden(
    .positionOutOfRange(7, scores[1]),
    """
    E4103 position 7 is outside axis `query`, which has 7 positions
    help: positions run from 0 to 6, or from the end: -1 to -7
    """),
  Golden(
    .rowPositionOutOfRange(9, axis: "pos", longest: 7),
    "E4104 position 9 is outside axis `pos`: the longest row has 7 positions"),
  Golden(
    .axisHasNoLabels(scores[1]),
    """
    E4105 axis `query` has no labels to look a text up in
    help: use a position: `x[query: 0]`
    """),
  Golden(
    .labelNotFound("dog", words),
    """
    E4106 there is no label `"dog"` on axis `query`
    help: the labels are the₁ ␣cat₁ the₂ ␣cat₂
    """),
  Golden(
    .labelNotFound("cat", words, row: 3),
    """
    E4106 there is no label `"cat"` on axis `query` in row 3 of `batch`
    help: did you mean `" cat"`?
    """),
  Golden(
    .labelRepeated(" cat", words, positions: [1, 3]),
    """
    E4107 the label `" cat"` occurs 2 times on axis `query`
      ␣cat₁ at 1, ␣cat₂ at 3
    help: say which: `x[query: 1]` or `x[query: " cat₁"]`
    """),
  Golden(
    .maskShape(mask: [Axis("head", 3)], tensor: scores),
    """
    E4109 a mask `[head:3]` does not fit a tensor `[head:12 query:7 key:7]`
      mask    [head:3]
      tensor  [head:12 query:7 key:7]
               ^^^^^^^ ^^^^^^^ ^^^^^
    help: a mask has one axis of the tensor, or all of them: `[head:12 query:7 key:7]`
    """),
  Golden(
    .valueDoesNotFit(value: [Axis("pos", 3)], place: [Axis("d", 4)]),
    """
    E4110 a value `[pos:3]` does not fit the place `[d:4]`
      value  [pos:3]
      place  [      d:4]
              ^^^^^ ^^^
    """),
  Golden(.takeNotWhole(1.5), "E4111 1.5 is not a position"),
  Golden(
    .raggedReduction(
      operation: "mean",
      ragged: [RowExtent(axis: "query", lengths: [4, 7]), RowExtent(axis: "key", lengths: [4, 7])],
      [Axis("batch", 2), Axis("query", 7), Axis("key", 7)]),
    """
    E4201 mean over `batch` would mix positions of prompts of different lengths along `query` and `key`
      the shape is `[batch:2 query:7 key:7]`; `query` has rows of 4 to 7 positions, `key` has rows of 4 to 7 positions
    help: choose a position first: `mean(x[query: -1, key: -1], over: "batch")`, where -1 is the last token of each prompt
    """),
  Golden(
    .nothingToContract(left: [Axis("pos", 7), Axis("d_head", 64)], right: [Axis("d_model", 64), Axis("vocab", 9)]),
    """
    E4301 `@` contracts the last axis of the left side, and the right side has no axis `d_head`
      left   [pos:7 d_head:64]
      right  [                d_model:64 vocab:9]
                    ^^^^^^^^^
    help: say which axis with `contract(a, b, over: "...")`, or `rename` one: `rename(b, d_model: "d_head")`
    """),
  Golden(.nothingToContract(left: [], right: scores), "E4301 `@` needs an axis on both sides"),
  Golden(
    .contractedAxisMissing("d", left: [Axis("pos", 7), Axis("d", 4)], right: [Axis("vocab", 9)]),
    """
    E4302 there is no axis `d` on the right side to contract
      left   [pos:7 d:4]
      right  [          vocab:9]
                    ^^^
    """),
  Golden(
    .needsMatrix(operation: "svd", [Axis("d", 4)]),
    """
    E4401 svd needs a matrix, and `[d:4]` has 1 axis
    help: the matrix is on the last two axes; axes before them are done one by one
    """),
  Golden(
    .needsSquare(operation: "inverse", [Axis("a", 4), Axis("b", 3)]),
    """
    E4402 inverse needs a square matrix, and the last two axes of `[a:4 b:3]` differ
    help: the matrix is on the last two axes; axes before them are done one by one
    """),
  Golden(
    .notFinite(operation: "svd", count: 3),
    """
    E4403 svd needs finite numbers, and 3 are missing, nan or infinite
    help: `where(is_missing(x), 0, x)` fills missing values
    """),
  Golden(
    .singular(operation: "solve", [Axis("d", 2), Axis("d'", 2)]),
    """
    E4404 solve is not possible: the matrix `[d:2 d':2]` is singular
    help: its `svd` shows which directions vanish
    """),
  Golden(.didNotConverge(operation: "svd"), "E4405 svd did not converge"),
  Golden(.quantileOutOfRange(1.5), "E4501 a quantile lies between 0 and 1, not at 1.5"),
  Golden(.countOutOfRange(name: "k", 9, allowed: 0...7), "E4502 `k` must lie between 0 and 7, not at 9"),
  Golden(
    .offsetOutOfRange(9, [Axis("query", 7), Axis("key", 7)]),
    """
    E4503 there is no diagonal 9 in `[query:7 key:7]`
    help: offset 0 is the main diagonal, 1 the one above it, -1 the one below
    """),
  Golden(.indexOutOfRange(9, size: 7, what: "index"), "E4504 index 9 is outside 0..<7"),
  Golden(.emptyList(operation: "`concat`"), "E4505 `concat` needs at least one tensor"),
]

@Test(arguments: goldens.indices)
func messagesReadAsWritten(_ index: Int) {
  #expect(rendered(goldens[index].problem) == goldens[index].text)
}

private func code(_ body: () throws -> Tensor) -> String {
  do {
    _ = try body()
    return "none"
  } catch let problem as TensorProblem {
    return problem.code
  } catch {
    return "\(error)"
  }
}

/// Each mistake is caught where it is made.
@Test func mistakesAreCaught() throws {
  let x = tensor(["head": 2, "pos": 3])
  let square = tensor(["d": 2, "d'": 2], [1, 2, 2, 4])
  let labelled = Tensor([words], [1, 2, 3, 4])
  let expectations: [(String, () throws -> Tensor)] = [
    ("E4001", { try x + tensor(["pos": 4]) }),
    ("E4001", { try Tensor.matrixProduct(x, tensor(["pos": 4])) }),
    ("E4002", { try x.sum(over: ["heads"]) }),
    ("E4003", { try x.renamed([("head", "pos")]) }),
    ("E4003", { try Tensor.filled([Axis("a", 1), Axis("a", 1)], with: 0) }),
    ("E4004", { try Tensor.filled([Axis("a b", 1)], with: 0) }),
    ("E4005", { try Tensor.nested(.list([.number(1)]), names: ["a", "b"]) }),
    ("E4006", { try x.reshaped([("a", 4), ("b", nil)]) }),
    ("E4006", { try x.reshaped([("a", Int.max), ("b", Int.max)]) }),
    ("E4006", { try x.reshaped([("a", nil), ("b", nil)]) }),
    ("E4007", { try Tensor.nested(.list([.list([.number(1)]), .list([])])) }),
    ("E4007", { try Tensor.nested(.list([.number(1), .list([])])) }),
    ("E4008", { try Tensor.stack([x, tensor(["head": 2, "pos": 4])], axis: "layer") }),
    ("E4008", { try Tensor.stack([x, tensor(["head": 2])], axis: "layer") }),
    ("E4008", { try Tensor.concatenated([x, tensor(["head": 3, "pos": 3])], over: "pos") }),
    ("E4009", { try x.labelled("pos", ["a"]) }),
    ("E4010", { try Tensor.filled([Axis("a", 1 << 40), Axis("b", 1 << 40)], with: 0) }),
    ("E4010", { try Tensor.filled([Axis("a", 1 << 40)], with: 0) }),
    ("E4010", { try Tensor.counting(to: 1e300) }),
    ("E4011", { try Tensor.filled([Axis("a", -1)], with: 0) }),
    ("E4012", { try Tensor.filled((0..<40).map { Axis("a\($0)", 1) }, with: 0) }),
    ("E4101", { try x.selecting([AxisIndex(.all), AxisIndex(.all), AxisIndex(.position(0))]) }),
    ("E4102", { try x.selecting([AxisIndex(.position(0)), AxisIndex(.position(0), axis: "head")]) }),
    ("E4102", { try x.sum(over: ["pos", "pos"]) }),
    ("E4103", { try x.selecting("pos", .position(3)) }),
    ("E4103", { try x.selecting("pos", .position(Int.min)) }),
    ("E4103", { try x.selecting("pos", .positions([0, -4])) }),
    ("E4103", { try x.taking(tensor(["head": 2], [0, 3]), over: "pos") }),
    ("E4105", { try x.selecting("pos", .label("a")) }),
    ("E4106", { try labelled.selecting("query", .label("dog")) }),
    ("E4107", { try labelled.selecting("query", .label("the")) }),
    ("E4109", { try x.selecting([AxisIndex(.mask(tensor(["pos": 4])))]) }),
    ("E4109", { try x.selecting("pos", .mask(tensor(["pos": 4]))) }),
    ("E4110", { try x.replacing([AxisIndex(.position(0))], with: tensor(["pos": 2])) }),
    ("E4110", { try x.replacing([AxisIndex(.position(0))], with: tensor(["d": 2])) }),
    ("E4111", { try x.taking(tensor(["head": 2], [0, 0.5]), over: "pos") }),
    ("E4111", { try x.taking(tensor(["head": 2], [0, .infinity]), over: "pos") }),
    ("E4301", { try Tensor.matrixProduct(x, tensor(["d": 3])) }),
    ("E4301", { try Tensor.matrixProduct(x, Tensor(scalar: 1)) }),
    ("E4302", { try Tensor.contract(x, tensor(["d": 3]), over: ["pos"]) }),
    ("E4401", { try tensor(["d": 3]).singularValues() }),
    ("E4402", { try x.inverse() }),
    ("E4403", { try tensor(["d": 1, "d'": 2], [1, .nan]).singularValues() }),
    ("E4403", { try tensor(["d": 1, "d'": 1], [.infinity]).eigenvalues() }),
    ("E4404", { try square.inverse() }),
    ("E4404", { try square.solving(tensor(["d": 2])) }),
    ("E4501", { try x.reduced(.quantile(-0.1)) }),
    ("E4501", { try x.reduced(.quantile(.nan)) }),
    ("E4502", { try x.top(4, over: "pos").values }),
    ("E4502", { try Tensor.integers([Axis("a", 1)], low: 3, high: 3, seed: 0) }),
    ("E4503", { try x.diagonal(offset: 3) }),
    ("E4503", { try x.diagonal(offset: Int.min) }),
    ("E4504", { try Tensor.oneHot(tensor(["pos": 1], [4]), axis: Axis("vocab", 4)) }),
    ("E4505", { try Tensor.stack([], axis: "layer") }),
  ]
  for (index, (expected, body)) in expectations.enumerated() {
    #expect(code(body) == expected, "case \(index)")
  }
}

@Test func everyCodeIsUsedOnce() {
  var seen: [String: String] = [:]
  for golden in goldens {
    let name = "\(golden.problem)".prefix { $0 != "(" }
    #expect(seen[golden.problem.code].map { $0 == name } ?? true)
    seen[golden.problem.code] = String(name)
  }
  #expect(seen.count == 35)
}
