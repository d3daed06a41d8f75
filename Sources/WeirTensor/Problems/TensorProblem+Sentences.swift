// Every sentence about tensors that went wrong stands here.

import WeirText

extension TensorProblem {
  public var code: String {
    switch self {
    case .axisMismatch: "E4001"
    case .unknownAxis: "E4002"
    case .duplicateAxis: "E4003"
    case .invalidAxisName: "E4004"
    case .axisCount: "E4005"
    case .cannotReshape: "E4006"
    case .unevenNesting: "E4007"
    case .sizesDiffer: "E4008"
    case .labelCount: "E4009"
    case .tooLarge: "E4010"
    case .negativeSize: "E4011"
    case .tooManyAxes: "E4012"
    case .tooManyIndices: "E4101"
    case .axisIndexedTwice: "E4102"
    case .positionOutOfRange: "E4103"
    case .rowPositionOutOfRange: "E4104"
    case .axisHasNoLabels: "E4105"
    case .labelNotFound: "E4106"
    case .labelRepeated: "E4107"
    case .maskShape: "E4109"
    case .valueDoesNotFit: "E4110"
    case .takeNotWhole: "E4111"
    case .raggedReduction: "E4201"
    case .rowsOfSeveralAxes: "E3071"
    case .nothingToContract: "E4301"
    case .contractedAxisMissing: "E4302"
    case .needsMatrix: "E4401"
    case .needsSquare: "E4402"
    case .notFinite: "E4403"
    case .singular: "E4404"
    case .didNotConverge: "E4405"
    case .quantileOutOfRange: "E4501"
    case .countOutOfRange: "E4502"
    case .offsetOutOfRange: "E4503"
    case .indexOutOfRange: "E4504"
    case .emptyList: "E4505"
    }
  }

  public var message: String {
    switch self {
    case .axisMismatch(let operation, let left, let right, let leftAxis, let rightAxis):
      "\(operation) needs equal sizes, but axis `\(leftAxis)` is \(left.size(of: leftAxis)) on the left and "
        + (leftAxis == rightAxis ? "" : "`\(rightAxis)` is ") + "\(right.size(of: rightAxis)) on the right"
    case .unknownAxis(let name, let axes):
      axes.isEmpty
        ? "there is no axis `\(name)` in a single number" : "there is no axis `\(name)` in `\(axes.shapeText)`"
    case .duplicateAxis(let name, _):
      "the axis `\(name)` would occur twice, and names within one tensor are unique"
    case .invalidAxisName(let name):
      "`\(TokenLabels.visible(name))` cannot name an axis"
    case .axisCount(let names, let rank):
      "\(counted(names, "axis name")) given for a tensor with \(counted(rank, "axis", "axes"))"
    case .cannotReshape(let from, let to):
      "\(counted(from.elementCount, "value")) cannot take the shape `\(to.shapeText)`, which holds \(to.elementCount)"
    case .unevenNesting(let depth, let expected, let found):
      "the lists at depth \(depth) differ in length: \(expected) and \(found)"
    case .sizesDiffer(let operation, let first, let other, let item):
      "\(operation) needs tensors of one shape, but item \(item) is `\(other.shapeText)` and item 0 is `\(first.shapeText)`"
    case .labelCount(let axis, let size, let labels):
      "axis `\(axis)` has \(counted(size, "position")) but \(counted(labels, "label")) given"
    case .tooLarge(let axes, let bytes, let limit):
      "a tensor `\(axes.shapeText)` " + (bytes.map { "takes \(byteText($0))" } ?? "is too large to count")
        + ", and tensors may take \(byteText(limit)) together"
    case .negativeSize(let axis, let size):
      "axis `\(axis)` cannot have \(size) positions"
    case .tooManyAxes(let count):
      "a tensor has at most \(Tensor.mostAxes) axes, not \(count)"
    case .tooManyIndices(let given, let axes):
      "\(given) indices for a tensor with \(counted(axes.count, "axis", "axes"))"
    case .axisIndexedTwice(let name):
      "axis `\(name)` is indexed twice"
    case .positionOutOfRange(let position, let axis):
      "position \(position) is outside axis `\(axis.name)`, which has \(counted(axis.size, "position"))"
    case .rowPositionOutOfRange(let position, let axis, let longest):
      "position \(position) is outside axis `\(axis)`: the longest row has \(counted(longest, "position"))"
    case .axisHasNoLabels(let axis):
      "axis `\(axis.name)` has no labels to look a text up in"
    case .labelNotFound(let label, let axis, let row):
      "there is no label \(quoted(label)) on axis `\(axis.name)`\(inRow(row))"
    case .labelRepeated(let label, let axis, let positions, let row):
      "the label \(quoted(label)) occurs \(positions.count) times on axis `\(axis.name)`\(inRow(row))"
    case .maskShape(let mask, let tensor):
      "a mask `\(mask.shapeText)` does not fit a tensor `\(tensor.shapeText)`"
    case .valueDoesNotFit(let value, let place):
      "a value `\(value.shapeText)` does not fit the place `\(place.shapeText)`"
    case .takeNotWhole(let value):
      "\(SignificantDigits.text(value)) is not a position"
    case .raggedReduction(let operation, let ragged, _):
      "\(operation) over `\(rowAxis(of: ragged))` would mix positions of prompts of different lengths along "
        + ragged.map { "`\($0.axis)`" }.joined(separator: " and ")
    case .rowsOfSeveralAxes(let axis, let rowAxes):
      "where `\(axis)` ends depends on " + rowAxes.map { "`\($0)`" }.joined(separator: " and ")
        + ", so a position is not the same one for all"
    case .nothingToContract(let left, let right):
      left.isEmpty || right.isEmpty
        ? "`@` needs an axis on both sides"
        : "`@` contracts the last axis of the left side, and the right side has no axis `\(left[left.count - 1].baseName)`"
    case .contractedAxisMissing(let name, let left, _):
      "there is no axis `\(name)` on the \(left.contains { $0.name == name } ? "right" : "left") side to contract"
    case .needsMatrix(let operation, let axes):
      "\(operation) needs a matrix, and `\(axes.shapeText)` has \(counted(axes.count, "axis", "axes"))"
    case .needsSquare(let operation, let axes):
      "\(operation) needs a square matrix, and the last two axes of `\(axes.shapeText)` differ"
    case .notFinite(let operation, let count):
      "\(operation) needs finite numbers, and \(count == 1 ? "1 is" : "\(count) are") missing, nan or infinite"
    case .singular(let operation, let axes):
      "\(operation) is not possible: the matrix `\(axes.shapeText)` is singular"
    case .didNotConverge(let operation):
      "\(operation) did not converge"
    case .quantileOutOfRange(let q):
      "a quantile lies between 0 and 1, not at \(SignificantDigits.text(q))"
    case .countOutOfRange(let name, let value, let allowed):
      "`\(name)` must lie between \(allowed.lowerBound) and \(allowed.upperBound), not at \(value)"
    case .offsetOutOfRange(let offset, let axes):
      "there is no diagonal \(offset) in `\(axes.shapeText)`"
    case .indexOutOfRange(let index, let size, let what):
      "\(what) \(index) is outside 0..<\(size)"
    case .emptyList(let operation):
      "\(operation) needs at least one tensor"
    }
  }

  public var notes: [String] {
    switch self {
    case .axisMismatch(_, let left, let right, let leftAxis, let rightAxis):
      ShapeComparison(left: left, right: right, differing: [(leftAxis, rightAxis)]).lines
    case .sizesDiffer(_, let first, let other, _):
      ShapeComparison(left: first, right: other, names: ("item 0", "this item")).lines
    case .rowsOfSeveralAxes(let axis, let rowAxes):
      [
        "choose a row of all but one first: `x[\(rowAxes.dropFirst().map { "\($0): 0" }.joined(separator: ", ")), "
          + "\(axis): -1]`"
      ]
    case .nothingToContract(let left, let right) where !left.isEmpty && !right.isEmpty:
      ShapeComparison(left: left, right: right, differing: [(left[left.count - 1].name, "")]).lines
    case .contractedAxisMissing(let name, let left, let right):
      ShapeComparison(left: left, right: right, differing: [(name, name)]).lines
    case .maskShape(let mask, let tensor):
      ShapeComparison(left: mask, right: tensor, names: ("mask", "tensor")).lines
    case .valueDoesNotFit(let value, let place):
      ShapeComparison(left: value, right: place, names: ("value", "place")).lines
    case .labelRepeated(let label, let axis, let positions, _):
      [repeatedLabels(label, axis, positions)]
    case .raggedReduction(_, let ragged, let axes):
      [
        "the shape is `\(axes.shapeText)`; "
          + ragged.map { "`\($0.axis)` has rows of \($0.lengths.min() ?? 0) to \($0.lengths.max() ?? 0) positions" }
          .joined(separator: ", ")
      ]
    default: []
    }
  }

  public var help: [String] {
    switch self {
    case .axisMismatch(_, let left, let right, let leftAxis, let rightAxis) where leftAxis == rightAxis:
      [
        "select the same positions on both sides, as in `x[\(leftAxis): ..<\(smallerSize(left, right, leftAxis))]`, "
          + "or `rename` one of the axes if they are different things"
      ]
    case .axisMismatch:
      ["`rename` an axis, or say which to contract with `contract(a, b, over: \"...\")`"]
    case .unknownAxis(let name, let axes):
      axisSuggestion(name, axes)
    case .duplicateAxis(let name, let axes):
      ["`\(Axis.primed(name, avoiding: Set(axes.map(\.name))))` is free"]
    case .invalidAxisName:
      ["an axis name is a word such as `head` or `d_model`, with a prime for a second axis of the kind: `d_model'`"]
    case .cannotReshape(let from, _):
      ["the shape is now `\(from.shapeText)`; the sizes must multiply to \(from.elementCount)"]
    case .tooLarge:
      ["take a part first, sum over an axis, or keep a product as its factors"]
    case .tooManyIndices(_, let axes):
      axes.isEmpty ? ["it is a single number"] : ["its axes are `\(axes.shapeText)`"]
    case .positionOutOfRange(_, let axis):
      axis.size == 0
        ? ["the axis is empty"]
        : ["positions run from 0 to \(axis.size - 1), or from the end: -1 to -\(axis.size)"]
    case .axisHasNoLabels(let axis):
      ["use a position: `x[\(axis.name): 0]`"]
    case .labelNotFound(let label, let axis, _):
      labelSuggestion(label, axis)
    case .labelRepeated(let label, let axis, let positions, _):
      [
        "say which: `x[\(axis.name): \(positions[0])]` or `x[\(axis.name): \"\(Visible.text(displayLabel(axis, positions[0], label)))\"]`"
      ]
    case .maskShape(_, let tensor):
      ["a mask has one axis of the tensor, or all of them: `\(tensor.shapeText)`"]
    case .raggedReduction(let operation, let ragged, _):
      [
        "choose a position first: `\(operation)(x[\(ragged.map { "\($0.axis): -1" }.joined(separator: ", "))], "
          + "over: \"\(rowAxis(of: ragged))\")`, where -1 is the last token of each prompt"
      ]
    case .nothingToContract(let left, let right) where !left.isEmpty && !right.isEmpty:
      [
        "say which axis with `contract(a, b, over: \"...\")`, or `rename` one: `rename(b, \(right[0].baseName): "
          + "\"\(left[left.count - 1].baseName)\")`"
      ]
    case .needsSquare, .needsMatrix:
      ["the matrix is on the last two axes; axes before them are done one by one"]
    case .notFinite:
      ["`where(is_missing(x), 0, x)` fills missing values"]
    case .singular(let operation, _):
      operation == "inverse" || operation == "solve" ? ["its `svd` shows which directions vanish"] : []
    case .offsetOutOfRange:
      ["offset 0 is the main diagonal, 1 the one above it, -1 the one below"]
    default: []
    }
  }
}

// MARK: - Pieces of sentences

private func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  Count.of(count, noun, plural: plural)
}

/// The axis whose rows have lengths of their own.
private func rowAxis(of ragged: [RowExtent]) -> String { ragged.first?.rowAxis ?? RowExtent.batchAxis }

private func inRow(_ row: Int?) -> String { row.map { " in row \($0) of `batch`" } ?? "" }

private func quoted(_ label: String) -> String { "`\"\(Visible.text(label))\"`" }

private func byteText(_ bytes: Int) -> String {
  let units = ["bytes", "KB", "MB", "GB", "TB", "PB", "EB"]
  var value = Double(bytes)
  var unit = 0
  while value >= 1000, unit < units.count - 1 {
    value /= 1000
    unit += 1
  }
  return "\(SignificantDigits.text(value, digits: 3)) \(units[unit])"
}

private func smallerSize(_ left: [Axis], _ right: [Axis], _ name: String) -> Int {
  min(left.size(of: name), right.size(of: name))
}

private func displayLabel(_ axis: Axis, _ position: Int, _ label: String) -> String {
  axis.labels.map { TokenLabels.unique($0)[position] } ?? label
}

private func repeatedLabels(_ label: String, _ axis: Axis, _ positions: [Int]) -> String {
  guard let labels = axis.labels else { return "" }
  let shown = TokenLabels.display(labels)
  let listed = positions.prefix(8).map { "\(shown[$0]) at \($0)" }.joined(separator: ", ")
  return positions.count > 8 ? listed + ", …" : listed
}

private func axisSuggestion(_ name: String, _ axes: [Axis]) -> [String] {
  guard !axes.isEmpty else { return [] }
  if let near = Suggestion.best(for: name, among: axes.map(\.name)) { return ["did you mean `\(near)`?"] }
  return []
}

private func labelSuggestion(_ label: String, _ axis: Axis) -> [String] {
  guard let labels = axis.labels else { return [] }
  if let near = Suggestion.best(for: label, among: labels) { return ["did you mean \(quoted(near))?"] }
  let shown = TokenLabels.display(labels)
  let listed = shown.prefix(12).joined(separator: " ") + (shown.count > 12 ? " …" : "")
  return ["the labels are \(listed)"]
}
