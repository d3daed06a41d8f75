/// Numbers in a few significant digits, for summaries, legends and messages.
public enum SignificantDigits {
  /// The number rounded to `digits` significant digits, without trailing zeros: `0.1235`, `12.3`, `-4`, `1.235e-7`.
  ///
  /// Digits before the point are never rounded away below a million, so `123456.7` is `123457`. From a million on, and
  /// below a ten-thousandth, the form has an exponent; whole numbers are written in full up to nine digits.
  public static func text(_ value: Double, digits: Int = 4) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if value == 0 { return "0" }
    if value == value.rounded(), abs(value) < 1e9 { return String(Int(value)) }
    let sign = value < 0 ? "-" : ""
    let wanted = max(1, min(digits, 17))
    var (mantissa, exponent) = decimal(abs(value))
    let kept = exponent >= wanted && exponent < 6 ? exponent + 1 : wanted
    round(&mantissa, &exponent, to: kept)
    if exponent < -4 || exponent >= 6 { return sign + scientific(mantissa, exponent) }
    return sign + positional(mantissa, exponent)
  }

  /// As for a `Double`; the digits are those of the float itself.
  public static func text(_ value: Float, digits: Int = 4) -> String {
    text(Double(value), digits: digits)
  }

  /// The shortest decimal digits that mean the number, and the power of ten of the first one.
  private static func decimal(_ value: Double) -> (digits: [UInt8], exponent: Int) {
    let text = Array("\(value)".utf8)
    let mark = text.firstIndex(of: UInt8(ascii: "e")) ?? text.count
    let power = mark < text.count ? Int(String(decoding: text[(mark + 1)...], as: UTF8.self)) ?? 0 : 0
    let point = text.firstIndex(of: UInt8(ascii: ".")) ?? mark
    let digits = text[..<mark].filter { $0 != UInt8(ascii: ".") }.map { $0 &- 0x30 }
    let leading = digits.prefix { $0 == 0 }.count
    return (Array(digits.dropFirst(leading)), point - 1 - leading + power)
  }

  private static func round(_ digits: inout [UInt8], _ exponent: inout Int, to count: Int) {
    guard digits.count > count else { return }
    let roundsUp = digits[count] >= 5
    digits.removeLast(digits.count - count)
    guard roundsUp else { return }
    var index = count - 1
    while index >= 0, digits[index] == 9 {
      digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      digits[index] += 1
    } else {
      digits.insert(1, at: 0)
      digits.removeLast()
      exponent += 1
    }
  }

  private static func trimmed(_ digits: [UInt8]) -> [UInt8] {
    Array(digits[...(digits.lastIndex { $0 != 0 } ?? 0)])
  }

  private static func characters(_ digits: some Sequence<UInt8>) -> String {
    String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }

  private static func scientific(_ digits: [UInt8], _ exponent: Int) -> String {
    let shown = trimmed(digits)
    let fraction = shown.count > 1 ? "." + characters(shown.dropFirst()) : ""
    return characters(shown.prefix(1)) + fraction + "e\(exponent)"
  }

  private static func positional(_ digits: [UInt8], _ exponent: Int) -> String {
    let shown = trimmed(digits)
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + characters(shown) }
    let whole = shown.prefix(exponent + 1)
    let padding = String(repeating: "0", count: max(0, exponent + 1 - whole.count))
    let fraction = shown.dropFirst(exponent + 1)
    return characters(whole) + padding + (fraction.isEmpty ? "" : "." + characters(fraction))
  }
}
