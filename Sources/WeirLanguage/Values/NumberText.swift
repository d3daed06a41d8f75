// Numbers as text: exact where they are values, rounded where they are a summary.

public enum NumberText {
  /// The shortest text that reads back as the same number: `3`, `0.1`, `1e-7`, `inf`, `nan`.
  public static func shortest(_ number: Double) -> String {
    if number.magnitude < 0x1p53, let whole = Int(exactly: number), whole != 0 || number.sign == .plus {
      return String(whole)
    }
    var text = number.description
    if text.hasSuffix(".0") { text.removeLast(2) }
    guard let mark = text.firstIndex(of: "e") else { return text }
    // `1e-07` and `1.5e+20` as `1e-7` and `1.5e20`.
    var mantissa = text[..<mark]
    if mantissa.hasSuffix(".0") { mantissa = mantissa.dropLast(2) }
    guard let exponent = Int(text[text.index(after: mark)...]) else { return text }
    return "\(mantissa)e\(exponent)"
  }

  /// A number rounded to significant digits, for summaries and messages: `0.3333`, `1.235e8`.
  public static func rounded(_ number: Double, digits: Int = 4) -> String {
    guard number.isFinite, number != 0, digits > 0, digits < 17 else { return shortest(number) }
    return shortest(toSignificant(number, digits))
  }

  /// A number with a count of significant digits, zeros kept: `significant(0.5, 3)` is `0.500`, of 1234.5 `1234`.
  public static func significant(_ number: Double, _ digits: Int) -> String {
    guard number.isFinite, number != 0 else { return fixed(number, max(0, digits - 1)) }
    let (mantissa, exponent) = scientific(number, digits)
    // The place of the first digit: 0 for 1...9, -1 for 0.1...
    let rounded = Double("\(mantissa)e\(exponent)") ?? number
    let first = DecimalDigits(rounded).exponent - 1
    if first < -5 || first >= 15 { return shortest(rounded) }
    return fixed(rounded, max(0, digits - 1 - first))
  }

  /// The nearest number with this many significant digits.
  static func toSignificant(_ number: Double, _ digits: Int) -> Double {
    let (mantissa, exponent) = scientific(number, digits)
    return Double("\(mantissa)e\(exponent)") ?? number
  }

  /// Decimal digits as an integer, and its exponent: 0.33333 at 4 digits is (3333, -4).
  static func scientific(_ number: Double, _ digits: Int) -> (mantissa: Int, exponent: Int) {
    let decimal = DecimalDigits(number)
    var kept = Array(decimal.digits.prefix(digits))
    let roundsUp = decimal.digits.count > digits && decimal.digits[digits] >= 5
    while kept.count < digits { kept.append(0) }
    var mantissa = kept.reduce(0) { $0 * 10 + Int($1) }
    if roundsUp { mantissa += 1 }
    return (number < 0 ? -mantissa : mantissa, decimal.exponent - digits)
  }

  /// A number with a fixed count of digits after the dot: `fixed(2.0, 3)` is `2.000`.
  public static func fixed(_ number: Double, _ places: Int) -> String {
    guard number.isFinite else { return shortest(number) }
    let decimal = DecimalDigits(number)
    // Digits from the most significant one down to the last place wanted.
    let wanted = decimal.exponent + places
    var digits: [UInt8] = []
    if wanted >= 0 {
      digits = Array(decimal.digits.prefix(wanted))
      while digits.count < wanted { digits.append(0) }
      if decimal.digits.count > wanted, decimal.digits[wanted] >= 5 { increment(&digits) }
    }
    while digits.count < places + 1 { digits.insert(0, at: 0) }
    let text = digits.map(String.init).joined()
    let whole = text.dropLast(places)
    let isZero = digits.allSatisfy { $0 == 0 }
    let sign = number < 0 && !isZero ? "-" : ""
    return places == 0 ? sign + whole : "\(sign)\(whole).\(text.suffix(places))"
  }

  private static func increment(_ digits: inout [UInt8]) {
    for place in digits.indices.reversed() {
      if digits[place] < 9 {
        digits[place] += 1
        return
      }
      digits[place] = 0
    }
    digits.insert(1, at: 0)
  }
}

/// The shortest decimal digits of a number: the value is `0.d1d2d3... * 10^exponent`.
struct DecimalDigits {
  private(set) var digits: [UInt8] = []
  private(set) var exponent = 0

  init(_ number: Double) {
    guard number.isFinite, number != 0 else { return }
    let text = number.magnitude.description.utf8
    let mantissa = text.prefix { $0 != UInt8(ascii: "e") }
    let written = Substring(text.dropFirst(mantissa.count + 1))
    for character in mantissa where character != UInt8(ascii: ".") { digits.append(character - UInt8(ascii: "0")) }
    let pointPlace = mantissa.prefix { $0 != UInt8(ascii: ".") }.count
    exponent = pointPlace + (Int(written) ?? 0)
    let leading = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leading)
    exponent -= leading
    while digits.last == 0 { digits.removeLast() }
  }
}
