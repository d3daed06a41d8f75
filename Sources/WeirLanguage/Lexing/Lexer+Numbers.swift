// Numbers: `11`, `0.5`, `1e-5`, `10_000`. Digits stand on both sides of a dot, so that `0..<12` is a range.

extension Lexer {
  mutating func number() {
    let start = offset
    skipDigits()
    var isInteger = true
    if byte(offset) == Ascii.dot, Ascii.isDigit(byte(offset + 1)) {
      isInteger = false
      offset += 1
      skipDigits()
    } else if byte(offset) == Ascii.dot, byte(offset + 1) != Ascii.dot {
      offset += 1
      report(.missingDigits(text(start, offset), instead: text(start, offset) + "0"), start, offset)
      emitNumber(0, from: start)
      return
    }
    if exponentFollows() {
      isInteger = false
      offset += 2
      skipDigits()
    }
    if goesOnName(at: offset) {
      rejectLetters(from: start)
    } else if !isInteger, byte(offset) == Ascii.dot, Ascii.isDigit(byte(offset + 1)) {
      while Ascii.isDigit(byte(offset)) || (byte(offset) == Ascii.dot && Ascii.isDigit(byte(offset + 1))) {
        offset += 1
      }
      report(.numberWithTwoDots(text(start, offset)), start, offset)
      emitNumber(0, from: start)
    } else {
      emitNumber(value(from: start, isInteger: isInteger), from: start)
    }
  }

  /// `.5`, which other languages read as a number.
  mutating func numberWithoutLead() {
    let start = offset
    offset += 1
    skipDigits()
    report(.missingDigits(text(start, offset), instead: "0" + text(start, offset)), start, offset)
    emitNumber(0, from: start)
  }

  private mutating func skipDigits() {
    while Ascii.isDigit(byte(offset)) || byte(offset) == Ascii.underscore { offset += 1 }
  }

  private func exponentFollows() -> Bool {
    guard byte(offset) == Ascii.lowerE || byte(offset) == Ascii.upperE else { return false }
    let sign = byte(offset + 1)
    return Ascii.isDigit(sign) || ((sign == Ascii.minus || sign == Ascii.plus) && Ascii.isDigit(byte(offset + 2)))
  }

  private mutating func rejectLetters(from start: Int) {
    let letters = offset
    skipName()
    report(.numberWithLetters(digits: text(start, letters), letters: text(letters, offset)), start, offset)
    emitNumber(0, from: start)
  }

  private mutating func emitNumber(_ value: Double, from start: Int) {
    numbers.append(value)
    emit(.number, from: start, payload: numbers.count - 1)
  }

  private mutating func value(from start: Int, isInteger: Bool) -> Double {
    var hasUnderscore = false
    var integer = 0
    for index in start..<offset {
      let byte = bytes[index]
      if byte == Ascii.underscore { hasUnderscore = true } else { integer = integer &* 10 &+ Int(byte &- Ascii.zero) }
    }
    if hasUnderscore, !underscoresStandBetweenDigits(from: start) {
      report(.misplacedUnderscore(text(start, offset)), start, offset)
    }
    // Fifteen digits are exact both in an Int and in a double.
    if isInteger, offset - start <= 15 { return Double(integer) }
    let digits = hasUnderscore ? text(start, offset).filter { $0 != "_" } : text(start, offset)
    let value = Double(digits) ?? .infinity
    if !value.isFinite { report(.numberTooLarge(text(start, offset)), start, offset) }
    return value
  }

  private func underscoresStandBetweenDigits(from start: Int) -> Bool {
    for index in start..<offset where bytes[index] == Ascii.underscore {
      guard index > start, Ascii.isDigit(bytes[index - 1]), Ascii.isDigit(byte(index + 1)) else { return false }
    }
    return true
  }
}
