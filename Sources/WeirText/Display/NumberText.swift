// Numbers as text: exact where they are values, rounded where they are a summary. Rounding is the C library's, of the
// exact binary value.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Numbers as text, for values, messages and pictures alike.
public enum NumberText {
  /// The shortest text that reads back as the same number: `3`, `0.1`, `1e-7`, `inf`, `nan`.
  public static func shortest(_ number: Double) -> String {
    if number.magnitude < 0x1p53, let whole = Int(exactly: number), whole != 0 || number.sign == .plus {
      return decimal(whole)
    }
    return plain(number.description[...])
  }

  /// Swift's digits without `.0`, and `1e-07` and `1.5e+20` as `1e-7` and `1.5e20`.
  static func plain(_ text: Substring) -> String {
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return String(text.hasSuffix(".0") ? text.dropLast(2) : text)
    }
    return "\(plain(text[..<mark]))e\(exponent)"
  }

  /// A number rounded to significant digits, for summaries and messages: `0.3333`, `1.235e8`.
  public static func rounded(_ number: Double, digits: Int = 4) -> String {
    guard number.isFinite, number != 0, digits > 0, digits < 17 else { return shortest(number) }
    return shortest(scientific(number, digits).rounded)
  }

  /// A number with a count of significant digits, zeros kept: `significant(0.5, 3)` is `0.500`, of 1234.5 `1230`.
  public static func significant(_ number: Double, _ digits: Int) -> String {
    guard number.isFinite, number != 0 else { return fixed(number, max(0, digits - 1)) }
    let (rounded, exponent) = scientific(number, digits)
    // Beyond these powers of ten the dot would stand far from the digits.
    if exponent < -5 || exponent >= 15 { return shortest(rounded) }
    return fixed(rounded, max(0, digits - 1 - exponent))
  }

  /// A number with a fixed count of digits after the dot: `fixed(2.0, 3)` is `2.000`.
  public static func fixed(_ number: Double, _ places: Int) -> String {
    guard number.isFinite else { return shortest(number) }
    let text = printed("%.*f", places, number)
    guard text.hasPrefix("-"), text.allSatisfy({ "-0.".contains($0) }) else { return text }
    return String(text.dropFirst())
  }

  /// The number rounded to significant digits, and its power of ten: 0.33333 at 4 digits is (0.3333, -1).
  private static func scientific(_ number: Double, _ digits: Int) -> (rounded: Double, exponent: Int) {
    let text = printed("%.*e", digits - 1, number)
    let exponent = text.lastIndex(of: "e").flatMap { Int(text[text.index(after: $0)...]) }
    return (Double(text) ?? number, exponent ?? 0)
  }

  private static func printed(_ format: String, _ places: Int, _ number: Double) -> String {
    // 309 digits before the dot, a sign, the dot, the places.
    let room = 320 + max(0, places)
    return withVaList([Int32(clamping: places), number]) { arguments in
      String(unsafeUninitializedCapacity: room) { buffer in
        buffer.withMemoryRebound(to: CChar.self) { characters in
          let count = vsnprintf(characters.baseAddress, room, format, arguments)
          // A locale may write the dot as a comma.
          for place in 0..<max(0, Int(count)) where buffer[place] == UInt8(ascii: ",") {
            buffer[place] = UInt8(ascii: ".")
          }
          return max(0, min(Int(count), room - 1))
        }
      }
    }
  }

  /// The digits of a whole number; `String(Int)` costs several times as much.
  private static func decimal(_ number: Int) -> String {
    let count = length(number)
    return String(unsafeUninitializedCapacity: count) { buffer in
      write(number, count, to: buffer, at: 0)
      return count
    }
  }

  /// The most bytes that the shortest text of a number takes.
  public static let longestShortest = 24

  /// Writes the shortest text of a number at a place of a buffer that has room for `longestShortest` bytes there, and
  /// gives the bytes written: for many numbers in one text, without a string each.
  public static func writeShortest(
    _ number: Double, to buffer: UnsafeMutableBufferPointer<UInt8>, at place: Int
  ) -> Int {
    if number.magnitude < 0x1p53, let whole = Int(exactly: number), whole != 0 || number.sign == .plus {
      let count = length(whole)
      write(whole, count, to: buffer, at: place)
      return count
    }
    let text = shortest(number).utf8
    for (offset, byte) in text.enumerated() { buffer[place + offset] = byte }
    return text.count
  }

  /// How many characters a whole number takes, its sign included.
  private static func length(_ number: Int) -> Int {
    var count = number < 0 ? 2 : 1
    var rest = number.magnitude / 10
    while rest != 0 {
      count += 1
      rest /= 10
    }
    return count
  }

  private static func write(
    _ number: Int, _ count: Int, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int
  ) {
    var rest = number.magnitude
    var place = start + count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      place -= 1
      buffer[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    } while rest != 0
    if number < 0 { buffer[start] = UInt8(ascii: "-") }
  }
}
