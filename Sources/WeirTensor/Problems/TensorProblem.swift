import WeirText

/// What cannot be done with tensors, as facts; `TensorProblem+Sentences` says them.
public enum TensorProblem: Problem, Equatable {
  // Axes and shapes.
  case axisMismatch(operation: String, left: [Axis], right: [Axis], leftAxis: String, rightAxis: String)
  case unknownAxis(String, in: [Axis])
  case duplicateAxis(String, in: [Axis])
  case invalidAxisName(String)
  case axisCount(names: Int, rank: Int)
  case cannotReshape(from: [Axis], to: [Axis])
  case unevenNesting(depth: Int, expected: Int, found: Int)
  case sizesDiffer(operation: String, first: [Axis], other: [Axis], item: Int)
  case labelCount(axis: String, size: Int, labels: Int)
  case tooLarge([Axis], bytes: Int?, limit: Int)
  case negativeSize(String, Int)
  case tooManyAxes(Int)

  // Indexing.
  case tooManyIndices(given: Int, [Axis])
  case axisIndexedTwice(String)
  case positionOutOfRange(Int, Axis)
  case rowPositionOutOfRange(Int, axis: String, longest: Int)
  case axisHasNoLabels(Axis)
  /// `row` is the row of `batch` whose labels were searched, when they differ by row.
  case labelNotFound(String, Axis, row: Int? = nil)
  case labelRepeated(String, Axis, positions: [Int], row: Int? = nil)
  case maskShape(mask: [Axis], tensor: [Axis])
  case valueDoesNotFit(value: [Axis], place: [Axis])
  case takeNotWhole(Float)

  // Batches of unequal lengths.
  case rowsOfSeveralAxes(String, [String])
  case raggedReduction(operation: String, ragged: [RowExtent], [Axis])

  // Products.
  case nothingToContract(left: [Axis], right: [Axis])
  case contractedAxisMissing(String, left: [Axis], right: [Axis])

  // Linear algebra.
  case needsMatrix(operation: String, [Axis])
  case needsSquare(operation: String, [Axis])
  case notFinite(operation: String, count: Int)
  case singular(operation: String, [Axis])
  case didNotConverge(operation: String)

  // Arguments.
  case quantileOutOfRange(Double)
  case countOutOfRange(name: String, Int, allowed: ClosedRange<Int>)
  case offsetOutOfRange(Int, [Axis])
  case indexOutOfRange(Int, size: Int, what: String)
  case emptyList(operation: String)
}
