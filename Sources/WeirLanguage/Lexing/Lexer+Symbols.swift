// Brackets, marks and operators, and the signs of other languages, which are named and then read as what they mean.

import WeirText

extension Lexer {
  mutating func symbol(_ byte: UInt8) {
    let next = self.byte(offset + 1)
    switch byte {
    case Ascii.leftParen:
      if let top = openStrings.indices.last { openStrings[top].parens += 1 }
      take(.leftParen, 1)
    case Ascii.rightParen: if !endsInterpolation() { take(.rightParen, 1) }
    case Ascii.leftBracket: take(.leftBracket, 1)
    case Ascii.rightBracket: take(.rightBracket, 1)
    case Ascii.leftBrace: take(.leftBrace, 1)
    case Ascii.rightBrace: take(.rightBrace, 1)
    case Ascii.comma: take(.comma, 1)
    case Ascii.semicolon: take(.semicolon, 1)
    case Ascii.question: take(.question, 1)
    case Ascii.dot: dot(next)
    case Ascii.colon: next == Ascii.equal ? foreign(2, "=", .assign) : take(.colon, 1)
    case Ascii.equal, Ascii.less, Ascii.greater, Ascii.exclamation: comparison(byte, next)
    case Ascii.plus, Ascii.minus, Ascii.star, Ascii.slash, Ascii.percent, Ascii.at, Ascii.caret: arithmetic(byte, next)
    default: foreignSign(byte, next)
    }
  }

  private mutating func take(_ kind: TokenKind, _ length: Int) {
    let start = offset
    offset += length
    emit(kind, from: start)
  }

  private mutating func dot(_ next: UInt8) {
    if next == Ascii.dot {
      switch byte(offset + 2) {
      case Ascii.less: take(.halfOpenRange, 3)
      case Ascii.dot: take(.ellipsis, 3)
      default: take(.openRange, 2)
      }
    } else if Ascii.isDigit(next) {
      numberWithoutLead()
    } else {
      take(.dot, 1)
    }
  }

  private mutating func comparison(_ byte: UInt8, _ next: UInt8) {
    let third = self.byte(offset + 2)
    switch (byte, next) {
    case (Ascii.equal, Ascii.equal): third == Ascii.equal ? foreign(3, "==", .equal) : take(.equal, 2)
    case (Ascii.equal, Ascii.greater): foreign(2, "->", .arrow)
    case (Ascii.equal, _): take(.assign, 1)
    case (Ascii.exclamation, Ascii.equal): third == Ascii.equal ? foreign(3, "!=", .notEqual) : take(.notEqual, 2)
    case (Ascii.exclamation, _): foreign(1, "not", .wordNot)
    case (Ascii.less, Ascii.equal): take(.lessOrEqual, 2)
    case (Ascii.less, Ascii.greater): foreign(2, "!=", .notEqual)
    case (Ascii.less, _): take(.less, 1)
    case (_, Ascii.equal): take(.greaterOrEqual, 2)
    default: take(.greater, 1)
    }
  }

  private mutating func arithmetic(_ byte: UInt8, _ next: UInt8) {
    let third = self.byte(offset + 2)
    switch (byte, next) {
    case (Ascii.minus, Ascii.greater): take(.arrow, 2)
    case (Ascii.slash, Ascii.slash): third == Ascii.equal ? compound(3) : take(.doubleSlash, 2)
    case (Ascii.star, Ascii.star): third == Ascii.equal ? compound(3) : doubleStar()
    case (Ascii.plus, Ascii.plus): increment()
    case (_, Ascii.equal) where third != Ascii.equal: compound(2)
    case (Ascii.plus, _): take(.plus, 1)
    case (Ascii.minus, _): take(.minus, 1)
    case (Ascii.star, _): take(.star, 1)
    case (Ascii.slash, _): take(.slash, 1)
    case (Ascii.percent, _): take(.percent, 1)
    case (Ascii.at, _): take(.at, 1)
    default: take(.caret, 1)
    }
  }

  /// `**`: a power, or the spread of a record in a call.
  private mutating func doubleStar() {
    switch tokens.last?.kind {
    case .leftParen, .leftBrace, .comma: foreign(2, "...", .ellipsis)
    default: foreign(2, "^", .caret)
    }
  }

  /// Reports an operator of another language and goes on with the token that it means.
  private mutating func foreign(_ length: Int, _ instead: String, _ kind: TokenKind) {
    let start = offset
    offset += length
    report(.foreignOperator(text(start, offset), instead: instead), start, offset)
    emit(kind, from: start)
  }

  /// `x += 1`.
  private mutating func compound(_ length: Int) {
    let start = offset
    offset += length
    let operation = text(start, offset - 1)
    report(.compoundAssignment(target: precedingName, operation: operation == "**" ? "^" : operation), start, offset)
    emit(.assign, from: start)
  }

  /// `x++`.
  private mutating func increment() {
    let start = offset
    offset += 2
    report(.increment(target: precedingName, operation: "+"), start, offset)
    emit(.invalid, from: start)
  }

  private var precedingName: String {
    guard let last = tokens.last, last.kind == .name else { return "x" }
    return text(last.lower, last.upper)
  }

  private mutating func foreignSign(_ byte: UInt8, _ next: UInt8) {
    switch (byte, next) {
    case (Ascii.ampersand, _): foreign(next == Ascii.ampersand ? 2 : 1, "and", .wordAnd)
    case (Ascii.bar, Ascii.greater): take(.pipe, 2)
    case (Ascii.bar, _): foreign(next == Ascii.bar ? 2 : 1, "or", .wordOr)
    case (Ascii.tilde, _): foreign(1, "not", .wordNot)
    case (Ascii.apostrophe, _): singleQuoted()
    case (Ascii.backslash, _) where next == Ascii.newline || next == Ascii.carriageReturn:
      report(.continuationMark, offset, offset + 1)
      offset += next == Ascii.newline ? 2 : 1
    default:
      report(.invalidCharacter(Unicode.Scalar(byte)), offset, offset + 1)
      take(.invalid, 1)
    }
  }

  /// `'text'`, read as the string that it means.
  private mutating func singleQuoted() {
    let start = offset
    var end = offset + 1
    while end < bytes.count, bytes[end] != Ascii.newline, bytes[end] != Ascii.apostrophe { end += 1 }
    guard byte(end) == Ascii.apostrophe else {
      report(.invalidCharacter("'"), start, start + 1)
      take(.invalid, 1)
      return
    }
    takeQuotation(from: start, to: end, length: 1)
    report(.singleQuotes(text(start + 1, end)), start, end + 1)
  }

  /// A foreign quotation as the string that it means; `end` is the closing mark.
  private mutating func takeQuotation(from start: Int, to end: Int, length: Int) {
    offset = start + length
    emit(.stringStart, from: start)
    if end > offset {
      let first = offset
      offset = end
      texts.append(text(first, end))
      emit(.stringText, from: first, payload: texts.count - 1)
    }
    offset = end + length
    emit(.stringEnd, from: end)
  }

  // MARK: Beyond ASCII

  /// Signs that word processors put in the place of the language's own.
  private static let lookalikes: [Unicode.Scalar: String] = [
    "\u{2018}": "\"", "\u{2019}": "\"", "\u{2212}": "-", "\u{2013}": "-", "\u{2014}": "-", "\u{00D7}": "*",
    "\u{00B7}": "*", "\u{00F7}": "/", "\u{2264}": "<=", "\u{2265}": ">=", "\u{2260}": "!=", "\u{2192}": "->",
    "\u{2026}": "...", "\u{2227}": "and", "\u{2228}": "or", "\u{00AC}": "not", "\u{2208}": "in", "\u{00B2}": "^2",
    "\u{00B3}": "^3", "\u{00A0}": " ", "\u{2007}": " ", "\u{202F}": " ", "\u{3000}": " ", "\u{2009}": " ",
  ]

  mutating func beyondAscii() {
    guard let scalar = scalar(at: offset) else {
      offset += 1
      return
    }
    let width = UTF8.width(scalar)
    if scalar.properties.isXIDStart {
      word()
    } else if scalar == "\u{201C}" || scalar == "\u{201D}" || scalar == "\u{201E}" {
      typographicQuotation(scalar)
    } else if let instead = Lexer.lookalikes[scalar] {
      let found = instead == " " ? LexicalFact.codePoints(String(scalar)) : String(scalar)
      report(.lookalike(found, instead: instead), offset, offset + width)
      if instead == " " { offset += width } else { take(.invalid, width) }
    } else {
      report(.invalidCharacter(scalar), offset, offset + width)
      take(.invalid, width)
    }
  }

  /// Text in typographic quotes: one complaint, then the string that it means.
  private mutating func typographicQuotation(_ opening: Unicode.Scalar) {
    let start = offset
    let width = UTF8.width(opening)
    report(.lookalike(String(opening), instead: "\""), start, start + width)
    var end = start + width
    while start >= quotationsSearched, end < bytes.count, bytes[end] != Ascii.newline {
      if bytes[end] == 0xE2, byte(end + 1) == 0x80, byte(end + 2) == 0x9C || byte(end + 2) == 0x9D {
        takeQuotation(from: start, to: end, length: width)
        return
      }
      end += 1
    }
    quotationsSearched = max(quotationsSearched, end)
    take(.invalid, width)
  }
}
