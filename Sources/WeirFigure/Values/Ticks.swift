import WeirText

/// Round numbers along an axis or a legend.
struct Ticks: Sendable, Equatable {
  let values: [Double]
  let texts: [String]

  /// The powers of ten inside a range.
  init(powersFrom lower: Double, to upper: Double) {
    var power = 1.0
    while power > lower { power /= 10 }
    while power * (1 + 1e-9) < lower { power *= 10 }
    var found: [Double] = []
    while power <= upper, found.count < 40 {
      found.append(power)
      power *= 10
    }
    values = found
    texts = found.map { $0 >= 1e-4 && $0 < 1e6 ? NumberText.exact(Float($0)) : NumberText.tick($0, step: $0) }
  }

  /// Multiples of 1, 2 or 5 times a power of ten inside a range, about so many.
  init(from lower: Double, to upper: Double, count: Int) {
    guard upper > lower, (upper - lower).isFinite else {
      values = [lower]
      texts = [NumberText.exact(lower)]
      return
    }
    let raw = (upper - lower) / Double(max(1, count))
    var power = 1.0
    while power > raw { power /= 10 }
    while power * 10 <= raw { power *= 10 }
    let step = power * (raw / power > 5 ? 10 : raw / power > 2 ? 5 : raw / power > 1 ? 2 : 1)
    // Multiples are counted in whole steps, so that 3 * 0.1 is drawn at 0.3 and named so.
    let first = (lower / step - 1e-9).rounded(.up)
    let last = (upper / step + 1e-9).rounded(.down)
    let found = last >= first && last - first < 100 ? (0...Int(last - first)).map { (first + Double($0)) * step } : []
    values = found
    texts = found.map { NumberText.tick($0, step: step) }
  }
}
