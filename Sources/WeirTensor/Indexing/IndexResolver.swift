import WeirText

/// Turns indices into choices along the axes of one tensor, with every bound, label and row length checked.
struct IndexResolver {
  let tensor: Tensor

  /// One choice for each axis, in the tensor's order.
  func choices(_ indices: [AxisIndex]) throws -> [Selection.Choice] {
    let selectors = try selectors(indices)
    var rowChoices: [String: Selection.Choice] = [:]
    for (index, axis) in tensor.axes.enumerated() where tensor.rows.contains(where: { $0.rowAxis == axis.name }) {
      rowChoices[axis.name] = try choice(selectors[index], axis: axis)
    }
    return try tensor.axes.enumerated().map { index, axis in
      try rowChoices[axis.name] ?? choice(selectors[index], axis: axis, rows: rowChoices)
    }
  }

  private func selectors(_ indices: [AxisIndex]) throws -> [AxisIndex.Selector] {
    var result = [AxisIndex.Selector](repeating: .all, count: tensor.axes.count)
    var used = Set<Int>()
    for (place, index) in indices.enumerated() {
      let axis: Int
      if let name = index.axis {
        axis = try tensor.requiredAxis(name)
      } else {
        guard place < tensor.axes.count else {
          throw TensorProblem.tooManyIndices(given: indices.count, tensor.axes)
        }
        axis = place
      }
      guard used.insert(axis).inserted else { throw TensorProblem.axisIndexedTwice(tensor.axes[axis].name) }
      result[axis] = index.selector
    }
    return result
  }

  // MARK: - An axis that is the same for every row

  private func choice(_ selector: AxisIndex.Selector, axis: Axis, row: Int? = nil) throws -> Selection.Choice {
    let positions: Selection.Positions
    switch selector {
    case .all: positions = .run(start: 0, count: axis.size)
    case .slice(let lower, let upper, let isClosed):
      let range = Self.range(lower, upper, isClosed, length: axis.size)
      positions = .run(start: range.lowerBound, count: range.count)
    case .position(let position):
      return Selection.Choice(
        positions: .run(start: try Self.position(position, axis), count: 1), keepsAxis: false, axis: axis.taking([]))
    case .label(let label):
      return Selection.Choice(
        positions: .run(start: try Self.position(of: label, axis, row: row), count: 1), keepsAxis: false,
        axis: axis.taking([]))
    case .positions(let list): positions = .list(try list.map { try Self.position($0, axis) })
    case .labels(let labels): positions = .list(try labels.map { try Self.position(of: $0, axis, row: row) })
    case .mask(let mask): positions = .list(try masked(mask, axis))
    }
    return Selection.Choice(positions: positions, keepsAxis: true, axis: axis.taking(positions.common))
  }

  private func masked(_ mask: Tensor, _ axis: Axis) throws -> [Int] {
    guard mask.axes.count == 1, mask.count == axis.size else {
      throw TensorProblem.maskShape(mask: mask.axes, tensor: [axis])
    }
    return mask.withValues { values in values.indices.filter { values[$0] != 0 && !Tensor.isMissing(values[$0]) } }
  }

  // MARK: - An axis whose rows have their own lengths

  private func choice(
    _ selector: AxisIndex.Selector, axis: Axis, rows: [String: Selection.Choice]
  ) throws -> Selection.Choice {
    var axis = axis
    var single: Int?
    var extents: [(extent: RowExtent, rows: [Int])] = []
    for extent in tensor.rows where extent.axis == axis.name {
      guard let choice = rows[extent.rowAxis] else { continue }
      if !choice.keepsAxis, let row = choice.positions.common.first {
        // One row alone is a tensor as long as the row, with its labels.
        axis = rowAxis(axis, extent, row)
        single = row
      } else {
        extents.append((extent, choice.positions.common))
      }
    }
    guard let first = extents.first else { return try choice(selector, axis: axis, row: single) }
    if extents.count == 1 { return try choice(selector, axis: axis, extent: first.extent, rows: first.rows) }
    guard case .all = selector else {
      throw TensorProblem.rowsOfSeveralAxes(axis.name, extents.map(\.extent.rowAxis))
    }
    return Selection.Choice(
      positions: .run(start: 0, count: axis.size), keepsAxis: true, axis: axis,
      extents: extents.map { $0.extent.prefix(axis.size).taking(rows: $0.rows) })
  }

  private func choice(
    _ selector: AxisIndex.Selector, axis: Axis, extent: RowExtent, rows: [Int]
  ) throws -> Selection.Choice {
    var selector = selector
    if case .mask(let mask) = selector { selector = .positions(try masked(mask, axis)) }
    let keepsAxis =
      switch selector {
      case .position, .label: false
      default: true
      }
    var lists = [[Int]](repeating: [], count: extent.lengths.count)
    for row in rows { lists[row] = try positions(selector, rowAxis(axis, extent, row), row, extent) }
    let longest = lists.map(\.count).max() ?? 0
    let lengths = rows.map { row in lists[row].firstIndex(of: -1) ?? lists[row].count }
    let labels = extent.labels.map { labels in
      zip(rows, lengths).map { row, length in lists[row].prefix(length).map { labels[row][$0] } }
    }
    // Only rows whose positions all come before their gaps can be described by lengths.
    let isPrefix = zip(rows, lengths).allSatisfy { row, length in lists[row].dropFirst(length).allSatisfy { $0 < 0 } }
    for row in lists.indices { lists[row] += [Int](repeating: -1, count: longest - lists[row].count) }
    let positions = Self.simplified(lists, rows: rows, of: extent.rowAxis)
    return Selection.Choice(
      positions: positions, keepsAxis: keepsAxis,
      axis: Axis(axis.name, longest, labels: axis.labels.map { $0.count >= longest ? Array($0.prefix(longest)) : [] }),
      extents: isPrefix && keepsAxis ? [extent.withLengths(lengths, labels: labels)] : [])
  }

  private func rowAxis(_ axis: Axis, _ extent: RowExtent, _ row: Int) -> Axis {
    let length = min(extent.lengths[row], axis.size)
    let labels = extent.labels.map { Array($0[row].prefix(length)) } ?? axis.labels.map { Array($0.prefix(length)) }
    return Axis(axis.name, length, labels: labels)
  }

  /// The positions in one row; -1 where the row is too short but another is not.
  private func positions(_ selector: AxisIndex.Selector, _ axis: Axis, _ row: Int, _ extent: RowExtent) throws -> [Int]
  {
    switch selector {
    case .all: return Array(0..<axis.size)
    case .slice(let lower, let upper, let isClosed):
      return Array(Self.range(lower, upper, isClosed, length: axis.size))
    case .position(let position): return [try rowPosition(position, axis, extent)]
    case .positions(let list): return try list.map { try rowPosition($0, axis, extent) }
    case .label(let label): return [try Self.position(of: label, axis, row: row)]
    case .labels(let labels): return try labels.map { try Self.position(of: $0, axis, row: row) }
    case .mask: return []
    }
  }

  private func rowPosition(_ position: Int, _ axis: Axis, _ extent: RowExtent) throws -> Int {
    let longest = extent.lengths.max() ?? 0
    guard position >= -longest, position < longest else {
      throw TensorProblem.rowPositionOutOfRange(position, axis: axis.name, longest: longest)
    }
    let found = position < 0 ? position + axis.size : position
    return (0..<axis.size).contains(found) ? found : -1
  }

  /// Positions that are the same in every row as a run, when they are one.
  private static func simplified(_ lists: [[Int]], rows: [Int], of rowAxis: String) -> Selection.Positions {
    guard let first = rows.first, let start = lists[first].first, start >= 0 else {
      return .perRow(lists, of: rowAxis)
    }
    let isRun = rows.allSatisfy { row in
      lists[row].count == lists[first].count && lists[row].enumerated().allSatisfy { $1 == start + $0 }
    }
    return isRun ? .run(start: start, count: lists[first].count) : .perRow(lists, of: rowAxis)
  }

  // MARK: - Positions, labels, slices

  private static func position(_ position: Int, _ axis: Axis) throws -> Int {
    guard position >= -axis.size, position < axis.size else {
      throw TensorProblem.positionOutOfRange(position, axis)
    }
    return position < 0 ? position + axis.size : position
  }

  /// The position of a label: the text itself, or the unique form in which it is shown.
  static func position(of label: String, _ axis: Axis, row: Int? = nil) throws -> Int {
    guard let labels = axis.labels else { throw TensorProblem.axisHasNoLabels(axis) }
    let found = labels.indices.filter { labels[$0] == label }
    if found.count > 1 { throw TensorProblem.labelRepeated(label, axis, positions: found, row: row) }
    if let position = found.first ?? TokenLabels.unique(labels).firstIndex(of: label) { return position }
    if let position = TokenLabels.display(labels).firstIndex(of: label) { return position }
    throw TensorProblem.labelNotFound(label, axis, row: row)
  }

  /// The positions of a slice, clipped to the axis.
  static func range(_ lower: Int?, _ upper: Int?, _ isClosed: Bool, length: Int) -> Range<Int> {
    func bound(_ value: Int) -> Int { value < 0 ? max(0, value > -length ? value + length : 0) : min(value, length) }
    let start = bound(lower ?? 0)
    var end = upper.map(bound) ?? length
    if isClosed, let upper, upper >= -length {
      // The last position is included; -1 is the end itself.
      end = upper == -1 ? length : min(length, end + 1)
    }
    return start..<max(start, end)
  }
}

extension Selection.Positions {
  /// The positions, of an axis that is the same for every row.
  var common: [Int] {
    switch self {
    case .run(let start, let count): Array(start..<(start + count))
    case .list(let positions): positions
    case .perRow(let rows, _): rows.first ?? []
    }
  }
}
