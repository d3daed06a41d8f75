// Numbers as text: short ones of even length for cells and legends, exact ones for tables and pop-ups.

/// Numbers as figures show them.
public enum NumberText {
  /// A number with so many digits behind the point; `−∞`, `∞` and an empty text for a missing one.
  ///
  /// Numbers too large for that, or too small to show a digit, are written with an exponent.
  public static func fixed(_ value: Double, decimals: Int) -> String {
    if value.isNaN { return "" }
    if value.isInfinite { return value < 0 ? "-∞" : "∞" }
    let scale = power(of: decimals)
    guard abs(value) < 1e9 else { return scientific(value) }
    let scaled = (abs(value) * scale).rounded()
    let sign = value < 0 && scaled > 0 ? "-" : ""
    let digits = String(Int64(scaled))
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// The shortest text that reads back as the same 32-bit float: `0.43210232`, `3`, `missing`.
  public static func exact(_ value: Float) -> String {
    if value.isNaN { return "missing" }
    if value.isInfinite { return value < 0 ? "-∞" : "∞" }
    return plain(value.description)
  }

  /// The shortest text that reads back as the same 64-bit float.
  public static func exact(_ value: Double) -> String {
    if value.isNaN { return "missing" }
    if value.isInfinite { return value < 0 ? "-∞" : "∞" }
    return plain(value.description)
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
    return fixed(value, decimals: decimals)
  }

  private static func scientific(_ value: Double) -> String {
    if value == 0 { return "0" }
    var exponent = 0
    var mantissa = abs(value)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    var digits = fixed(mantissa, decimals: 1)
    if digits == "10.0" { (digits, exponent) = ("1.0", exponent + 1) }
    return (value < 0 ? "-" : "") + trimmed(digits) + "e" + String(exponent)
  }

  /// Swift's shortest digits with the exponent as pages write it: `5.2e-6`, `1.6777216e7`.
  private static func plain(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "e") else { return trimmed(text) }
    let exponent = Int(text[text.index(after: mark)...]) ?? 0
    return trimmed(String(text[..<mark])) + "e" + String(exponent)
  }

  private static func trimmed(_ text: String) -> String { text.hasSuffix(".0") ? String(text.dropLast(2)) : text }

  private static func power(of decimals: Int) -> Double {
    var result = 1.0
    for _ in 0..<max(0, decimals) { result *= 10 }
    return result
  }
}

extension NumberText {
  /// An upper bound in two digits, rounded up: `0.0020`, `1.3e-5`.
  static func bound(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return "0" }
    var power = 1.0
    while power > value { power /= 10 }
    while power * 10 <= value { power *= 10 }
    let rounded = (value / power * 10 - 1e-9).rounded(.up) / 10 * power
    var decimals = 1
    var unit = 1.0
    while unit > power, decimals < 12 { (unit, decimals) = (unit / 10, decimals + 1) }
    return power < 1e-4 ? exact(Float(rounded)) : fixed(rounded, decimals: decimals)
  }
}
