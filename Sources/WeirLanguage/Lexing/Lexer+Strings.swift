// Strings: `"..."` with escapes and `\(e)`, `"""` over lines with the closing line's indentation removed, `r"..."` raw.

import WeirText

extension Lexer {
  /// Begins a string whose quotes stand at the current offset; `start` is before its prefix.
  mutating func beginString(from start: Int, isRaw: Bool) {
    let isTriple = byte(offset + 1) == Ascii.quote && byte(offset + 2) == Ascii.quote
    offset += isTriple ? 3 : 1
    emit(.stringStart, from: start)
    openStrings.append(OpenString(start: start, isTriple: isTriple, isRaw: isRaw))
    continueString()
  }

  /// Reads on to the next interpolation or the end of the innermost open string.
  mutating func continueString() {
    guard var string = openStrings.popLast() else { return }
    string.isInInterpolation = false
    let start = offset
    var text: [UInt8] = []
    while true {
      guard offset < bytes.count else {
        finishText(&string, text, from: start)
        openStrings.append(string)
        return
      }
      let byte = bytes[offset]
      if byte == Ascii.quote, !string.isTriple || closesTriple() {
        finishText(&string, text, from: start)
        closeString(string)
        return
      }
      if byte == Ascii.newline || (byte == Ascii.carriageReturn && self.byte(offset + 1) == Ascii.newline) {
        if !string.isTriple {
          finishText(&string, text, from: start)
          openStrings.append(string)
          // What the newline abandons, a string around this one may be too.
          abandonStrings(from: openStrings.firstIndex { !$0.isTriple } ?? openStrings.count - 1)
          return
        }
        offset += byte == Ascii.newline ? 1 : 2
        text.append(Ascii.newline)
        string.lines.append(.init(text: string.texts.count, position: text.count, offset: offset))
      } else if byte == Ascii.backslash, !string.isRaw {
        if self.byte(offset + 1) == Ascii.leftParen {
          finishText(&string, text, from: start)
          let mark = offset
          offset += 2
          emit(.interpolationStart, from: mark)
          string.parens = 0
          string.isInInterpolation = true
          openStrings.append(string)
          limitNesting()
          return
        }
        escape(into: &text)
      } else {
        text.append(byte)
        offset += 1
      }
    }
  }

  /// A closing parenthesis that ends an interpolation; false when it is an ordinary one.
  mutating func endsInterpolation() -> Bool {
    guard let top = openStrings.indices.last else { return false }
    if openStrings[top].parens > 0 {
      openStrings[top].parens -= 1
      return false
    }
    offset += 1
    emit(.interpolationEnd, from: offset - 1)
    continueString()
    return true
  }

  /// Closes strings that a newline cuts short, the innermost first.
  mutating func abandonStrings(from outermost: Int) {
    report(.unclosedString, openStrings[outermost].start, offset)
    dropStrings(to: outermost)
  }

  /// Closes what is open when the text ends.
  mutating func closeStringsAtEnd() {
    guard let first = openStrings.first else { return }
    if let single = openStrings.firstIndex(where: { !$0.isTriple }) {
      abandonStrings(from: single)
      if single == 0 { return }
    }
    report(.unclosedTripleString, first.start, min(bytes.count, first.start + 3))
    dropStrings(to: 0)
  }

  private mutating func dropStrings(to outermost: Int) {
    while openStrings.count > outermost {
      let string = openStrings.removeLast()
      // Between an interpolation's start and its end, unless the last thing read was text of the string itself.
      if string.isInInterpolation { emit(.interpolationEnd, from: offset) }
      storeTexts(of: string)
      emit(.stringEnd, from: offset)
    }
  }

  /// Gives up on a text that nests strings beyond any reading.
  private mutating func limitNesting() {
    guard openStrings.count > Lexer.nestingLimit else { return }
    report(.nestedTooDeep(Lexer.nestingLimit), offset - 2, offset)
    offset = bytes.count
  }

  private func closesTriple() -> Bool { byte(offset + 1) == Ascii.quote && byte(offset + 2) == Ascii.quote }

  private mutating func finishText(_ string: inout OpenString, _ text: [UInt8], from start: Int) {
    let token = offset > start ? tokens.count : -1
    string.texts.append((text, token))
    if token >= 0 { emit(.stringText, from: start) }
  }

  private mutating func closeString(_ string: OpenString) {
    var string = string
    let end = offset
    offset += string.isTriple ? 3 : 1
    if string.isTriple { removeIndentation(&string) }
    storeTexts(of: string)
    emit(.stringEnd, from: end)
  }

  /// Gives the tokens of a string's texts their payload.
  private mutating func storeTexts(of string: OpenString) {
    for text in string.texts where text.token >= 0 {
      let token = tokens[text.token]
      texts.append(String(decoding: text.bytes, as: UTF8.self))
      tokens[text.token] = Token(.stringText, token.lower, token.upper, payload: texts.count - 1)
    }
  }

  // MARK: Escapes

  private mutating func escape(into text: inout [UInt8]) {
    let start = offset
    let letter = scalar(at: offset + 1)
    switch letter {
    case "n": text.append(Ascii.newline)
    case "t": text.append(Ascii.tab)
    case "\"": text.append(Ascii.quote)
    case "\\": text.append(Ascii.backslash)
    case "u" where byte(offset + 2) == Ascii.leftBrace:
      unicodeEscape(into: &text)
      return
    case nil, "\n", "\r":
      // The end of the line or of the text says what is wrong.
      text.append(Ascii.backslash)
      offset += 1
      return
    default:
      offset += 1 + (letter.map(UTF8.width) ?? 0)
      report(.unknownEscape(self.text(start, offset)), start, offset)
      return
    }
    offset += 2
  }

  private mutating func unicodeEscape(into text: inout [UInt8]) {
    let start = offset
    offset += 3
    let digits = offset
    while isHexadecimal(byte(offset)) { offset += 1 }
    let count = offset - digits
    let isClosed = byte(offset) == Ascii.rightBrace
    let value = count <= 6 ? UInt32(self.text(digits, offset), radix: 16) : nil
    if isClosed { offset += 1 }
    if isClosed, let value, let scalar = Unicode.Scalar(value) {
      text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
    } else {
      report(.malformedUnicodeEscape(self.text(start, offset)), start, offset)
    }
  }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    Ascii.isDigit(byte) || (byte | 0x20 >= Ascii.lowerA && byte | 0x20 <= 0x66)
  }

  // MARK: Indentation

  /// Drops the newline after the opening quotes, the closing line, and the closing line's indentation everywhere.
  private mutating func removeIndentation(_ string: inout OpenString) {
    guard let last = string.lines.last else { return }
    var indentation: ArraySlice<UInt8> = []
    let lastText = string.texts.count - 1
    if last.text == lastText, string.texts[lastText].bytes[last.position...].allSatisfy(Ascii.isBlank) {
      indentation = string.texts[lastText].bytes[last.position...]
      string.texts[lastText].bytes.removeSubrange((last.position - 1)...)
      string.lines.removeLast()
    }
    for line in string.lines.reversed() {
      let count = indentationToRemove(at: line.offset, indentation)
      let text = string.texts[line.text].bytes
      string.texts[line.text].bytes.removeSubrange(line.position..<min(text.count, line.position + count))
    }
    dropFirstLine(&string)
  }

  private mutating func dropFirstLine(_ string: inout OpenString) {
    guard let first = string.texts.first?.bytes else { return }
    let lead = first.prefix(while: Ascii.isBlank).count
    // Only the newline directly after the quotes goes; the closing line may have taken it already.
    if lead < first.count, first[lead] == Ascii.newline {
      string.texts[0].bytes.removeSubrange(0...lead)
    } else if lead == first.count, string.lines.isEmpty, string.texts.count == 1 {
      string.texts[0].bytes.removeAll()
    }
  }

  /// How many bytes of indentation the line at a source offset loses; complains when it has less than the closing line.
  private mutating func indentationToRemove(at line: Int, _ indentation: ArraySlice<UInt8>) -> Int {
    var end = line
    while Ascii.isBlank(byte(end)) { end += 1 }
    let isBlank = byte(end) == Ascii.newline || byte(end) == Ascii.carriageReturn
    if bytes[line..<end].starts(with: indentation) { return indentation.count }
    if !isBlank { report(.tripleIndentation, line, max(end, line + 1)) }
    return end - line
  }
}
