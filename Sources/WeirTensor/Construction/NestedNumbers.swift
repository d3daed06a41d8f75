import WeirText

/// Numbers in lists in lists, on their way into a tensor or out of one.
public indirect enum NestedNumbers: Sendable, Equatable {
  case number(Double)
  /// A value that is not there: `none` in a list.
  case missing
  case list([NestedNumbers])
}

extension Tensor {
  /// Makes a tensor from nested lists of equal lengths, with axis names from the outermost list inwards.
  /// - Parameter names: nil for `defaultNames`.
  /// - Throws: `TensorProblem.unevenNesting`, `.axisCount`, and what `checkNames` throws.
  public static func nested(_ numbers: NestedNumbers, names: [String]? = nil) throws -> Tensor {
    var sizes: [Int] = []
    var level = numbers
    while case .list(let items) = level {
      sizes.append(items.count)
      guard sizes.count <= mostAxes else { throw TensorProblem.tooManyAxes(sizes.count) }
      guard let first = items.first else { break }
      level = first
    }
    // An empty list says nothing about what would be inside it; names may.
    if let names, sizes.last == 0, names.count > sizes.count {
      sizes += [Int](repeating: 0, count: names.count - sizes.count)
    }
    let names = names ?? defaultNames(rank: sizes.count)
    guard names.count == sizes.count else { throw TensorProblem.axisCount(names: names.count, rank: sizes.count) }
    let axes = zip(names, sizes).map { Axis($0, $1) }
    try checkNames(axes)
    return try make(axes) { buffer in
      var next = 0
      try write(numbers, depth: 0, sizes, to: buffer, &next)
    }
  }

  private static func write(
    _ numbers: NestedNumbers, depth: Int, _ sizes: [Int], to buffer: UnsafeMutableBufferPointer<Float>,
    _ next: inout Int
  ) throws {
    switch numbers {
    case .list(let items):
      guard depth < sizes.count else {
        throw TensorProblem.unevenNesting(depth: depth, expected: 0, found: items.count)
      }
      guard items.count == sizes[depth] else {
        throw TensorProblem.unevenNesting(depth: depth, expected: sizes[depth], found: items.count)
      }
      for (index, item) in items.enumerated() {
        if index % 4_096 == 0 { try Interrupt.check() }
        try write(item, depth: depth + 1, sizes, to: buffer, &next)
      }
    case .number(let value):
      guard depth == sizes.count else {
        throw TensorProblem.unevenNesting(depth: depth, expected: sizes[depth], found: 0)
      }
      buffer[next] = Float(value)
      next += 1
    case .missing:
      guard depth == sizes.count else {
        throw TensorProblem.unevenNesting(depth: depth, expected: sizes[depth], found: 0)
      }
      buffer[next] = missing
      next += 1
    }
  }

  /// The numbers as nested lists, outermost axis first; rows of a ragged batch end where they end.
  public var nested: NestedNumbers {
    withValues { values in nested(values, axis: 0, offset: 0, places: [:]) }
  }

  private func nested(
    _ values: UnsafeBufferPointer<Float>, axis: Int, offset: Int, places: [String: Int]
  ) -> NestedNumbers {
    guard axis < axes.count else {
      let value = values[offset]
      return Tensor.isMissing(value) ? .missing : .number(Double(value))
    }
    let length = length(axes[axis], in: places)
    let step = strides[axis]
    let hasRows = rows.contains { $0.rowAxis == axes[axis].name }
    return .list(
      (0..<length).map { place in
        let inner = hasRows ? places.merging([axes[axis].name: place]) { $1 } : places
        return nested(values, axis: axis + 1, offset: offset + place * step, places: inner)
      })
  }
}
