#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Random numbers keyed by a seed and a stream: the generator Philox4x32-10.
///
/// Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
/// The generator is a counter put through a keyed mixing function, so any block of numbers can be computed without those
/// before it; the same seed gives the same numbers on every machine and with any number of threads.
public struct Philox: RandomNumberGenerator, Sendable {
  private let key: (UInt32, UInt32)
  private let stream: (UInt32, UInt32)
  private var block: UInt64 = 0
  private var buffer: (UInt64, UInt64) = (0, 0)
  private var buffered = 0

  /// Makes a generator; different streams of one seed are independent.
  public init(seed: UInt64, stream: UInt64 = 0) {
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    self.stream = (UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32))
  }

  /// Makes a generator whose stream is named, such as by a site; the name is hashed by FNV-1a.
  public init(seed: UInt64, stream name: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    self.init(seed: seed, stream: hash)
  }

  public mutating func next() -> UInt64 {
    if buffered == 0 {
      let counter = (
        UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32), stream.0, stream.1
      )
      let words = Philox.mix(counter, key: key)
      buffer = (UInt64(words.1) << 32 | UInt64(words.0), UInt64(words.3) << 32 | UInt64(words.2))
      block &+= 1
      buffered = 2
    }
    buffered -= 1
    return buffered == 1 ? buffer.0 : buffer.1
  }

  /// The ten rounds: four words of counter and two of key give four random words.
  static func mix(
    _ counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var c = counter
    var k = key
    for _ in 0..<10 {
      let a = UInt64(c.0) &* 0xD251_1F53
      let b = UInt64(c.2) &* 0xCD9E_8D57
      c = (
        UInt32(truncatingIfNeeded: b >> 32) ^ c.1 ^ k.0, UInt32(truncatingIfNeeded: b),
        UInt32(truncatingIfNeeded: a >> 32) ^ c.3 ^ k.1, UInt32(truncatingIfNeeded: a)
      )
      k = (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
    }
    return c
  }

  /// A number in [0, 1) with 53 random bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Two independent numbers of the normal distribution (Box and Muller 1958).
  public mutating func normalPair() -> (Double, Double) {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    return (radius * cos(angle), radius * sin(angle))
  }

  /// A whole number in `0..<bound`, each equally likely; `bound` must be positive (Lemire 2019, by rejection).
  public mutating func index(below bound: Int) -> Int {
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// The indices `0..<count` in random order (Fisher and Yates).
  public mutating func permutation(_ count: Int) -> [Int] {
    var result = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) { result.swapAt(last, index(below: last + 1)) }
    return result
  }

  /// An index drawn with the given weights, which must not be negative; nil when all are zero.
  public mutating func index(weights: some Collection<Float>) -> Int? {
    let total = weights.reduce(0.0) { $0 + Double($1) }
    guard total > 0, total.isFinite else { return nil }
    var left = uniform() * total
    var last: Int?
    for (index, weight) in weights.enumerated() where weight > 0 {
      left -= Double(weight)
      last = index
      if left < 0 { return index }
    }
    return last
  }
}
