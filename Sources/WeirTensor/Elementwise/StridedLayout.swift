/// How one or more operands are walked together: sizes, and for each operand the step along every axis (0 repeats).
///
/// Neighbouring axes that every operand walks evenly are merged, so that most operations are a few long runs.
struct StridedLayout {
  private let sizes: [Int]
  /// `steps[operand][axis]`.
  private let steps: [[Int]]
  /// The step of each operand inside a run.
  let innerSteps: [Int]

  init(sizes: [Int], strides: [[Int]]) {
    var mergedSizes: [Int] = []
    var mergedSteps = [[Int]](repeating: [], count: strides.count)
    for axis in sizes.indices where sizes[axis] != 1 {
      let canMerge =
        !mergedSizes.isEmpty
        && strides.indices.allSatisfy { operand in
          mergedSteps[operand][mergedSizes.count - 1] == strides[operand][axis] * sizes[axis]
        }
      if canMerge {
        mergedSizes[mergedSizes.count - 1] *= sizes[axis]
        for operand in strides.indices { mergedSteps[operand][mergedSizes.count - 1] = strides[operand][axis] }
      } else {
        mergedSizes.append(sizes[axis])
        for operand in strides.indices { mergedSteps[operand].append(strides[operand][axis]) }
      }
    }
    if mergedSizes.isEmpty {
      mergedSizes = [1]
      mergedSteps = strides.map { _ in [0] }
    }
    self.sizes = mergedSizes
    self.steps = mergedSteps
    innerSteps = mergedSteps.map { $0[mergedSizes.count - 1] }
  }

  /// Calls `body` with the offset of each operand at which a run begins, and the run's length; runs come in order.
  func forEachRun(_ body: ([Int], Int) throws -> Void) rethrows {
    let count = sizes[sizes.count - 1]
    guard !sizes.contains(0) else { return }
    let outer = sizes.count - 1
    var position = [Int](repeating: 0, count: outer)
    var offsets = [Int](repeating: 0, count: steps.count)
    while true {
      try body(offsets, count)
      var axis = outer - 1
      while axis >= 0 {
        position[axis] += 1
        for operand in steps.indices { offsets[operand] += steps[operand][axis] }
        if position[axis] < sizes[axis] { break }
        for operand in steps.indices { offsets[operand] -= steps[operand][axis] * sizes[axis] }
        position[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}

extension Tensor {
  /// The numbers met on a walk through this tensor's memory, with a step for each axis of the result (0 repeats).
  func walked(along axes: [Axis], steps: [Int], rows: [RowExtent]) throws -> Tensor {
    let layout = StridedLayout(sizes: axes.map(\.size), strides: [steps])
    return try Tensor.make(axes, isMask: isMask, rows: rows) { target in
      withValues { source in
        var next = 0
        layout.forEachRun { offsets, count in
          let (start, step) = (offsets[0], layout.innerSteps[0])
          if step == 1 {
            target.copy(count, from: source, at: start, to: next)
          } else {
            for index in 0..<count { target[next + index] = source[start + index * step] }
          }
          next += count
        }
      }
    }
  }
}
