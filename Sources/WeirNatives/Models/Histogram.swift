import WeirTensor

/// How many numbers lie in each of some equal steps, for any amount of numbers in any order.
///
/// A step is a power of two and begins at a multiple of itself: where the numbers reach further than the steps do, two
/// become one, so that nothing need be known beforehand and the same numbers give the same steps in every order.
struct Histogram {
  /// The most steps from the smallest number to the largest.
  static let limit = 64

  /// The width of a step is 2 to this power.
  private var exponent = -60
  /// The number of the first step: it begins at `first · 2^exponent`.
  private var first = 0
  private var counts: [Int] = []

  mutating func add(_ value: Double) {
    // A step's number must be exact; what is not finite or further out than any activation lies in no step.
    guard value.isFinite, abs(value) < 1e30 else { return }
    while step(of: value).magnitude >= 0x1p52 { coarsen() }
    while true {
      let step = Int(step(of: value))
      let (lower, upper) = counts.isEmpty ? (step, step) : (min(first, step), max(first + counts.count - 1, step))
      guard upper - lower >= Self.limit else {
        extend(lower, upper)
        counts[step - first] += 1
        return
      }
      coarsen()
    }
  }

  private var width: Double { Double(sign: .plus, exponent: exponent, significand: 1) }

  private func step(of value: Double) -> Double { (value / width).rounded(.down) }

  private mutating func extend(_ lower: Int, _ upper: Int) {
    guard !counts.isEmpty else {
      (first, counts) = (lower, [0])
      return
    }
    counts =
      Array(repeating: 0, count: first - lower) + counts
      + Array(repeating: 0, count: upper - (first + counts.count - 1))
    first = lower
  }

  /// Makes one step of every two.
  private mutating func coarsen() {
    let halved = first >> 1
    if !counts.isEmpty {
      var merged = Array(repeating: 0, count: ((first + counts.count - 1) >> 1) - halved + 1)
      for (index, count) in counts.enumerated() { merged[((first + index) >> 1) - halved] += count }
      counts = merged
    }
    first = halved
    exponent += 1
  }

  /// The counts `[bin]`, labelled by where each step begins and ends.
  func tensor() throws -> Tensor {
    let labels = counts.indices.map { index in
      let lower = Double(first + index) * width
      return "\(Self.text(lower))..<\(Self.text(lower + width))"
    }
    return try Tensor.make([Axis("bin", counts.count, labels: labels)]) { target in
      for (index, count) in counts.enumerated() { target[index] = Float(count) }
    }
  }

  private static func text(_ number: Double) -> String {
    let short = "\(number)"
    return short.hasSuffix(".0") ? String(short.dropLast(2)) : short
  }
}
