/// A tensor seen as lines along one axis: `outer` times `inner` of them, each of `size` values `inner` apart.
struct AxisLines {
  let outer: Int
  let size: Int
  let inner: Int

  init(_ axes: [Axis], along index: Int) {
    outer = axes[..<index].reduce(1) { $0 * $1.size }
    size = axes[index].size
    inner = axes[(index + 1)...].reduce(1) { $0 * $1.size }
  }

  /// Calls `body` with the number of each line and the offset of its first value, for lines of `length` values.
  func forEach(length: Int? = nil, _ body: (_ line: Int, _ start: Int) throws -> Void) rethrows {
    let length = length ?? size
    for o in 0..<outer {
      for i in 0..<inner { try body(o * inner + i, o * length * inner + i) }
    }
  }
}
