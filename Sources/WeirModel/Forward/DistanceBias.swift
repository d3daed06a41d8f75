import WeirTensor

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the distance of a key adds to a head's score: learned numbers, one a bucket of distances, spread out over the
/// distances once.
///
/// Raffel et al. 2020, section 2.1.
final class DistanceBias: @unchecked Sendable {
  /// Beyond so far on either side every distance is in the last bucket.
  private let reach: Int
  /// `[head, distance]`, distances from `-reach` to `reach`, counted from query to key.
  private let numbers: FloatBuffer

  /// Nil for models whose scores have no such bias.
  init?(_ c: ModelConfiguration, _ weights: Weights) {
    guard case .relative(let buckets, let maximum) = c.positions, let bias = weights.relativeBias else { return nil }
    reach = min(maximum, c.promptLimit)
    let width = 2 * reach + 1
    numbers = FloatBuffer(count: c.headCount * width)
    for distance in -reach...reach {
      let bucket = Self.bucket(distance, of: buckets, maximum: maximum, isTwoSided: !c.isCausal)
      for head in 0..<c.headCount {
        numbers.base[head * width + distance + reach] = bias[bucket * c.headCount + head]
      }
    }
  }

  /// Adds the bias to a query's scores with the first keys.
  func add(to scores: UnsafeMutablePointer<Float>, _ head: Int, query: Int, keys: Int) {
    let centre = numbers.base + head * (2 * reach + 1) + reach
    for key in 0..<keys { scores[key] += centre[max(-reach, min(reach, key - query))] }
  }

  /// The bucket of a distance from query to key: each of the first has one alone, later ones share by logarithm.
  ///
  /// The logarithm is rounded as transformers rounds it, in float32.
  static func bucket(_ distance: Int, of buckets: Int, maximum: Int, isTwoSided: Bool) -> Int {
    let count = isTwoSided ? buckets / 2 : buckets
    let first = isTwoSided && distance > 0 ? count : 0
    let length = isTwoSided ? abs(distance) : max(0, -distance)
    let exact = count / 2
    guard length >= exact else { return first + length }
    let ratio = logf(Float(length) / Float(exact)) / Float(log(Double(maximum) / Double(exact)))
    return first + min(count - 1, exact + Int(ratio * Float(count - exact)))
  }
}
