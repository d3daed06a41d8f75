/// Logarithms by series, the same to the last bit on every machine, where figures place things by them.
enum Logarithm {
  /// The logarithm to base 10 of a positive number; 0 for others.
  static func base10(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    // value = m 2^e with m near 1, and ln m = 2 artanh((m - 1) / (m + 1)).
    let (mantissa, exponent) = (value.significand, Double(value.exponent))
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var (term, sum) = (ratio, ratio)
    for step in 1..<30 {
      term *= square
      sum += term / Double(2 * step + 1)
    }
    return (2 * sum + exponent * 0.693_147_180_559_945_3) / 2.302_585_092_994_046
  }
}
