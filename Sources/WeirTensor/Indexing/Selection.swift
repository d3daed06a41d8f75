/// Indices resolved against the axes of one tensor: which blocks of its storage are taken, and on which axes they land.
struct Selection {
  /// The axes of the result.
  private(set) var axes: [Axis] = []
  private(set) var rows: [RowExtent] = []
  /// Where each block begins in the source, or -1 for a block that does not exist.
  private(set) var offsets: [Int] = [0]
  /// Values of one block, which are neighbours in the source and in the result.
  private(set) var block = 1

  /// Positions taken of one axis.
  enum Positions {
    case run(start: Int, count: Int)
    case list([Int])
    /// Different positions in each row of `batch`, padded with -1 to one length.
    case perRow([[Int]])

    var count: Int {
      switch self {
      case .run(_, let count): count
      case .list(let positions): positions.count
      case .perRow(let rows): rows.first?.count ?? 0
      }
    }
  }

  struct Choice {
    var positions: Positions
    var keepsAxis: Bool
    /// What the axis is in the result.
    var axis: Axis
    var extent: RowExtent?
  }

  /// Lays out the blocks of the choices, one for each axis of `tensor`; rows must be chosen before what depends on them.
  init(_ choices: [Choice], of tensor: Tensor) throws {
    axes = choices.filter(\.keepsAxis).map(\.axis)
    rows = choices.filter(\.keepsAxis).compactMap(\.extent)
    try TensorMemory.reserve(axes)
    let strides = tensor.strides
    var inner = choices.count
    var start = 0
    while inner > 0, case .run(let first, let count) = choices[inner - 1].positions {
      inner -= 1
      start += first * strides[inner]
      block *= count
      if count != tensor.axes[inner].size { break }
    }
    offsets = [start]
    let needsRows = choices.contains { choice in
      if case .perRow = choice.positions { true } else { false }
    }
    var rowOf: [Int] = needsRows ? [0] : []
    for index in 0..<inner {
      let isBatch = tensor.axes[index].name == RowExtent.batchAxis
      expand(choices[index].positions, stride: strides[index], isBatch: isBatch, &rowOf)
    }
    if block == 0 { offsets = [] }
  }

  private mutating func expand(_ positions: Positions, stride: Int, isBatch: Bool, _ rowOf: inout [Int]) {
    var result: [Int] = []
    result.reserveCapacity(offsets.count * positions.count)
    var rows: [Int] = []
    for (index, offset) in offsets.enumerated() {
      let row = rowOf.isEmpty ? 0 : rowOf[index]
      positions.forEach(row: row) { position in
        result.append(offset < 0 || position < 0 ? -1 : offset + position * stride)
        if !rowOf.isEmpty { rows.append(isBatch ? position : row) }
      }
    }
    offsets = result
    rowOf = rows
  }
}

extension Selection.Positions {
  @inline(__always)
  fileprivate func forEach(row: Int, _ body: (Int) -> Void) {
    switch self {
    case .run(let start, let count):
      for position in start..<(start + count) { body(position) }
    case .list(let positions):
      for position in positions { body(position) }
    case .perRow(let rows):
      for position in rows[row] { body(position) }
    }
  }
}
