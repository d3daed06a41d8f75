// Numbers as pictures show them: short ones of even length for cells and legends, exact ones for tables and pop-ups.

extension NumberText {
  /// A number with so many digits behind the point; `−∞`, `∞` and an empty text for a missing one.
  ///
  /// Numbers too large for that are written with an exponent, and all are where more than `mostDecimals` are asked for.
  public static func cell(_ value: Double, decimals: Int) -> String {
    if value.isNaN { return "" }
    if value.isInfinite { return value < 0 ? "-∞" : "∞" }
    guard abs(value) < 1e9, decimals <= mostDecimals else { return scientific(value) }
    let scale = power(of: decimals)
    let scaled = (abs(value) * scale).rounded()
    let sign = value < 0 && scaled > 0 ? "-" : ""
    let digits = String(Int64(scaled))
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// The digits behind the point beyond which an exponent says more.
  public static let mostDecimals = 7

  /// A number in at most `room` columns where that can be: without the zero before its point, then with fewer digits.
  ///
  /// `.43` and `-.43` lose nothing; `1.00` becomes `1.0` beside them.
  public static func cell(_ value: Double, decimals: Int, room: Int) -> String {
    guard decimals <= mostDecimals else { return cell(value, decimals: decimals) }
    for places in stride(from: decimals, through: 0, by: -1) {
      let text = withoutZero(cell(value, decimals: places))
      if text.count <= room { return text }
    }
    return cell(value, decimals: 0)
  }

  private static func withoutZero(_ text: String) -> String {
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    return text.hasPrefix("-0.") ? "-" + text.dropFirst(2) : text
  }

  /// The shortest text that reads back as the same 32-bit float: `0.43210232`, `3`, `missing`.
  public static func exact(_ value: Float) -> String {
    if value.isNaN { return "missing" }
    if value.isInfinite { return value < 0 ? "-∞" : "∞" }
    return plain(value.description[...])
  }

  /// The shortest text that reads back as the same 64-bit float.
  public static func exact(_ value: Double) -> String {
    if value.isNaN { return "missing" }
    if value.isInfinite { return value < 0 ? "-∞" : "∞" }
    return shortest(value)
  }

  /// A number as a tick of an axis or legend: as few digits as its step needs.
  public static func tick(_ value: Double, step: Double) -> String {
    guard abs(value) < 1e6, step > 0, step.isFinite else { return scientific(value) }
    if value == 0 { return "0" }
    if step < 1e-4 { return scientific(value) }
    var decimals = 0
    while decimals < 6, abs((step * power(of: decimals)).rounded() - step * power(of: decimals)) > 1e-6 {
      decimals += 1
    }
    return cell(value, decimals: decimals)
  }

  private static func scientific(_ value: Double) -> String {
    if value == 0 { return "0" }
    var exponent = 0
    var mantissa = abs(value)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    var digits = cell(mantissa, decimals: 1)
    if digits == "10.0" { (digits, exponent) = ("1.0", exponent + 1) }
    return (value < 0 ? "-" : "") + plain(digits[...]) + "e" + String(exponent)
  }

  private static func power(of decimals: Int) -> Double {
    var result = 1.0
    for _ in 0..<max(0, decimals) { result *= 10 }
    return result
  }

  /// An upper bound in two digits, rounded up: `0.0020`, `1.3e-5`.
  public static func bound(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return "0" }
    var power = 1.0
    while power > value { power /= 10 }
    while power * 10 <= value { power *= 10 }
    let rounded = (value / power * 10 - 1e-9).rounded(.up) / 10 * power
    var decimals = 1
    var unit = 1.0
    while unit > power, decimals < 12 { (unit, decimals) = (unit / 10, decimals + 1) }
    return power < 1e-4 ? exact(Float(rounded)) : cell(rounded, decimals: decimals)
  }
}
