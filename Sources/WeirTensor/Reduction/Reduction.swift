/// What a reduction over axes computes from the values that are present.
///
/// Missing values are left out; where none is present the result is missing. Over an axis of size 0 a sum is 0, a product
/// 1, `any` false, `all` true, and everything else missing. Sums are kept in float64, so that a mean is right to the last
/// float32 digit whatever the order.
public enum Reduction: Sendable, Equatable {
  case sum, mean, product, max, min
  /// The Euclidean norm.
  case norm
  /// The sum of absolute values.
  case norm1
  /// The largest absolute value.
  case normMax
  /// Divided by `n`, or by `n - 1` when unbiased.
  case variance(unbiased: Bool)
  case standardDeviation(unbiased: Bool)
  case median
  /// Between 0 and 1, linear between neighbours.
  case quantile(Double)
  case any, all
  /// How many values are present, and how many are missing.
  case count, countMissing
  /// The position of the largest or smallest value, the first of equals; a nan counts as both.
  case argmax, argmin

  /// The name in messages.
  public var name: String {
    switch self {
    case .sum: "sum"
    case .mean: "mean"
    case .product: "product"
    case .max: "max"
    case .min: "min"
    case .norm, .norm1, .normMax: "norm"
    case .variance: "variance"
    case .standardDeviation: "std"
    case .median: "median"
    case .quantile: "quantile"
    case .any: "any"
    case .all: "all"
    case .count: "count"
    case .countMissing: "count_missing"
    case .argmax: "argmax"
    case .argmin: "argmin"
    }
  }

  var givesMask: Bool { self == .any || self == .all }
}

extension Reduction {
  /// The result for values that lie `step` apart.
  func of(_ values: UnsafePointer<Float>, count: Int, step: Int, scratch: inout [Double]) -> Float {
    let column = Column(values: values, count: count, step: step)
    switch self {
    case .sum: return column.fold(0) { $0 + $1 }
    case .mean:
      let (sum, present) = column.sum { $0 }
      return present == 0 ? Tensor.missing : Float(sum / Double(present))
    case .product: return column.fold(1) { $0 * $1 }
    case .max: return column.extreme { $0 > $1 }.value
    case .min: return column.extreme { $0 < $1 }.value
    case .norm: return column.fold(0, finish: { $0.squareRoot() }) { $0 + $1 * $1 }
    case .norm1: return column.fold(0) { $0 + Swift.abs($1) }
    case .normMax: return column.fold(0) { $0.isNaN || $1.isNaN ? .nan : Swift.max($0, Swift.abs($1)) }
    case .variance(let unbiased): return column.variance(unbiased, finish: { $0 })
    case .standardDeviation(let unbiased): return column.variance(unbiased, finish: { $0.squareRoot() })
    case .median: return column.quantile(0.5, &scratch)
    case .quantile(let q): return column.quantile(q, &scratch)
    case .any: return column.fold(0) { $0 != 0 || $1 != 0 ? 1 : 0 }
    case .all: return column.fold(1) { $0 != 0 && $1 != 0 ? 1 : 0 }
    case .count: return Float(column.present)
    case .countMissing: return Float(count - column.present)
    case .argmax: return column.extreme { $0 > $1 }.position
    case .argmin: return column.extreme { $0 < $1 }.position
    }
  }
}

/// Values a fixed distance apart.
private struct Column {
  let values: UnsafePointer<Float>
  let count: Int
  let step: Int

  var present: Int {
    var result = 0
    for i in 0..<count where !Tensor.isMissing(values[i * step]) { result += 1 }
    return result
  }

  /// The sum of a function of the present values, in four interleaved parts that the compiler can keep in one register.
  @inline(__always)
  func sum(_ function: (Double) -> Double) -> (sum: Double, present: Int) {
    var parts = SIMD4<Double>()
    var present = SIMD4<Int>()
    var i = 0
    while i + 4 <= count {
      for lane in 0..<4 {
        let value = values[(i + lane) * step]
        let isThere = !Tensor.isMissing(value)
        parts[lane] += isThere ? function(Double(value)) : 0
        present[lane] &+= isThere ? 1 : 0
      }
      i += 4
    }
    var sum = (parts[0] + parts[1]) + (parts[2] + parts[3])
    var total = present.wrappedSum()
    while i < count {
      let value = values[i * step]
      if !Tensor.isMissing(value) {
        sum += function(Double(value))
        total += 1
      }
      i += 1
    }
    return (sum, total)
  }

  @inline(__always)
  func fold(_ start: Double, finish: (Double) -> Double = { $0 }, _ combine: (Double, Double) -> Double) -> Float {
    var result = start
    var present = 0
    for i in 0..<count {
      let value = values[i * step]
      if Tensor.isMissing(value) { continue }
      result = combine(result, Double(value))
      present += 1
    }
    return present == 0 && count > 0 ? Tensor.missing : Float(finish(result))
  }

  @inline(__always)
  func extreme(_ isBetter: (Float, Float) -> Bool) -> (value: Float, position: Float) {
    var best = Tensor.missing
    var position = -1
    for i in 0..<count {
      let value = values[i * step]
      if Tensor.isMissing(value) { continue }
      if position < 0 || isBetter(value, best) || (value.isNaN && !best.isNaN) {
        best = value
        position = i
      }
    }
    return (best, position < 0 ? Tensor.missing : Float(position))
  }

  /// In two passes, so that a large mean costs no digits.
  func variance(_ unbiased: Bool, finish: (Double) -> Double) -> Float {
    let (total, present) = sum { $0 }
    let divisor = unbiased ? present - 1 : present
    guard divisor > 0 else { return Tensor.missing }
    let mean = total / Double(present)
    let squares = sum { ($0 - mean) * ($0 - mean) }.sum
    return Float(finish(squares / Double(divisor)))
  }

  func quantile(_ q: Double, _ scratch: inout [Double]) -> Float {
    scratch.removeAll(keepingCapacity: true)
    for i in 0..<count where !Tensor.isMissing(values[i * step]) { scratch.append(Double(values[i * step])) }
    if scratch.isEmpty { return Tensor.missing }
    if scratch.contains(where: \.isNaN) { return .nan }
    scratch.sort()
    let place = q * Double(scratch.count - 1)
    let lower = Int(place.rounded(.down))
    let upper = min(lower + 1, scratch.count - 1)
    let fraction = place - Double(lower)
    if fraction == 0 { return Float(scratch[lower]) }
    return Float(scratch[lower] + (scratch[upper] - scratch[lower]) * fraction)
  }
}
