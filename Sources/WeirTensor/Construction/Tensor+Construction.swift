import WeirText

// Tensors from nothing: filled, counted, one-hot, and from nested lists.

extension Tensor {
  /// A tensor with one number everywhere.
  /// - Throws: `TensorProblem` for sizes and names that cannot be.
  public static func filled(_ axes: [Axis], with value: Float) throws -> Tensor {
    try checkNames(axes)
    return try make(axes) { $0.initialize(repeating: value) }
  }

  /// The numbers `start`, `start + step` and so on, up to but without `end`, on one axis.
  public static func counting(from start: Double = 0, to end: Double, by step: Double = 1, axis: String = "item") throws
    -> Tensor
  {
    guard Axis.isValidName(axis) else { throw TensorProblem.invalidAxisName(axis) }
    let span = ((end - start) / step).rounded(.up)
    guard step != 0, span.isFinite, span > 0 else { return Tensor([Axis(axis, 0)], []) }
    guard span < 1e15 else {
      throw TensorProblem.tooLarge([Axis(axis, Int.max)], bytes: nil, limit: TensorMemory.limit)
    }
    return try make([Axis(axis, Int(span))]) { buffer in
      for index in 0..<buffer.count { buffer[index] = Float(start + Double(index) * step) }
    }
  }

  /// `count` numbers at equal distances, both ends included.
  public static func spaced(from start: Double, to end: Double, count: Int, axis: String = "item") throws -> Tensor {
    guard count >= 0 else { throw TensorProblem.negativeSize(axis, count) }
    return try make([Axis(axis, count)]) { buffer in
      for index in 0..<count {
        let fraction = count == 1 ? 0 : Double(index) / Double(count - 1)
        buffer[index] = Float(start + (end - start) * fraction)
      }
    }
  }

  /// The identity matrix `[axis, axis']`.
  public static func identity(_ axis: Axis) throws -> Tensor {
    let columns = axis.renamed(axis.name + "'")
    try checkNames([axis, columns])
    return try make([axis, columns]) { buffer in
      buffer.initialize(repeating: 0)
      for index in 0..<axis.size { buffer[index * (axis.size + 1)] = 1 }
    }
  }

  /// 1 at each of the positions along a new last axis, 0 elsewhere: `[pos]` of token ids to `[pos, vocab]`.
  /// - Throws: `TensorProblem.indexOutOfRange` for a position outside the axis.
  public static func oneHot(_ positions: Tensor, axis: Axis) throws -> Tensor {
    try checkNames(positions.axes + [axis])
    return try make(positions.axes + [axis], rows: positions.rows) { buffer in
      buffer.initialize(repeating: 0)
      try positions.withValues { source in
        for index in 0..<source.count {
          let row = index * axis.size
          if isMissing(source[index]) {
            for column in 0..<axis.size { buffer[row + column] = missing }
            continue
          }
          let position = try Tensor.position(source[index])
          guard (0..<axis.size).contains(position) else {
            throw TensorProblem.indexOutOfRange(position, size: axis.size, what: "index")
          }
          buffer[row + position] = 1
        }
      }
    }
  }

  /// A whole number read as a position.
  static func position(_ value: Float) throws -> Int {
    guard let position = Int(exactly: value) else { throw TensorProblem.takeNotWhole(value) }
    return position
  }

  /// The most axes of one tensor; chosen, to bound the depth of nested lists and loops.
  static let mostAxes = 32

  /// Checks that names are words and unique, and that sizes are not negative.
  /// - Throws: `TensorProblem.invalidAxisName`, `.duplicateAxis`, `.negativeSize`.
  public static func checkNames(_ axes: [Axis]) throws {
    guard axes.count <= mostAxes else { throw TensorProblem.tooManyAxes(axes.count) }
    var used = Set<String>()
    for axis in axes {
      guard Axis.isValidName(axis.name) else { throw TensorProblem.invalidAxisName(axis.name) }
      guard axis.size >= 0 else { throw TensorProblem.negativeSize(axis.name, axis.size) }
      guard used.insert(axis.name).inserted else { throw TensorProblem.duplicateAxis(axis.name, in: axes) }
    }
  }

  /// The axis names of a tensor that was given none: `item`; `row`, `column`; `axis0`, `axis1`, `axis2` ...
  public static func defaultNames(rank: Int) -> [String] {
    switch rank {
    case 1: ["item"]
    case 2: ["row", "column"]
    default: (0..<rank).map { "axis\($0)" }
    }
  }
}
