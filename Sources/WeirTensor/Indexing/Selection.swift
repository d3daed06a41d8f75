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
    /// Different positions in each row of another axis, padded with -1 to one length.
    case perRow([[Int]], of: String)

    var count: Int {
      switch self {
      case .run(_, let count): count
      case .list(let positions): positions.count
      case .perRow(let rows, _): rows.first?.count ?? 0
      }
    }
  }

  struct Choice {
    var positions: Positions
    var keepsAxis: Bool
    /// What the axis is in the result.
    var axis: Axis
    var extents: [RowExtent] = []
  }

  /// Lays out the blocks of the choices, one for each axis of `tensor`; rows must be chosen before what depends on them.
  init(_ choices: [Choice], of tensor: Tensor) throws {
    axes = choices.filter(\.keepsAxis).map(\.axis)
    rows = choices.filter(\.keepsAxis).flatMap(\.extents)
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
    // Of each axis on whose rows positions depend, the row that each block lies in.
    var rowOf = Dictionary(uniqueKeysWithValues: Set(choices.compactMap(\.positions.rowAxis)).map { ($0, [0]) })
    for index in 0..<inner {
      expand(choices[index].positions, stride: strides[index], axis: tensor.axes[index].name, &rowOf)
    }
    if block == 0 { offsets = [] }
  }

  private mutating func expand(
    _ positions: Positions, stride: Int, axis: String, _ rowOf: inout [String: [Int]]
  ) {
    var result: [Int] = []
    result.reserveCapacity(offsets.count * positions.count)
    let own = positions.rowAxis.flatMap { rowOf[$0] }
    for (index, offset) in offsets.enumerated() {
      positions.forEach(row: own?[index] ?? 0) { position in
        result.append(offset < 0 || position < 0 ? -1 : offset + position * stride)
      }
    }
    for (name, rows) in rowOf {
      var next: [Int] = []
      next.reserveCapacity(result.count)
      for (index, row) in rows.enumerated() {
        positions.forEach(row: own?[index] ?? 0) { next.append(name == axis ? $0 : row) }
      }
      rowOf[name] = next
    }
    offsets = result
  }
}

extension Selection.Positions {
  /// The axis on whose rows the positions depend.
  fileprivate var rowAxis: String? {
    guard case .perRow(_, let axis) = self else { return nil }
    return axis
  }

  @inline(__always)
  fileprivate func forEach(row: Int, _ body: (Int) -> Void) {
    switch self {
    case .run(let start, let count):
      for position in start..<(start + count) { body(position) }
    case .list(let positions):
      for position in positions { body(position) }
    case .perRow(let rows, _):
      for position in rows[row] { body(position) }
    }
  }
}
