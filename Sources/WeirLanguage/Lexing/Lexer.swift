// Bytes to tokens, in one pass and without recursion: a string's interpolation is lexed by the same loop, with the open
// strings on a stack. The lexer works on bytes; characters are decoded only where a byte is not ASCII.

import WeirText

/// Cuts a text into tokens.
///
/// It never fails: what it cannot read becomes a problem and, where the meaning is plain (`&&`, `'text'`), the token that
/// was meant, so that the parser can go on.
public struct Lexer {
  /// Texts beyond this many bytes are refused; offsets in a `Span` have 32 bits.
  static let byteLimit = 1 << 28
  /// How deep strings may stand inside each other's interpolations.
  static let nestingLimit = 500

  let source: Source
  let bytes: [UInt8]
  var offset = 0
  var tokens: [Token] = []
  var comments: [Comment] = []
  var numbers: [Double] = []
  var texts: [String] = []
  var components: [ComponentLiteral] = []
  var problems: [Located<LexicalFact>] = []
  /// The strings in whose interpolations we stand, outermost first.
  var openStrings: [OpenString] = []
  /// Up to here no typographic quotation closes.
  var quotationsSearched = 0

  init(_ source: Source) {
    self.source = source
    self.bytes = source.bytes.count > Lexer.byteLimit ? [] : source.bytes
    tokens.reserveCapacity(bytes.count / 3 + 8)
  }

  /// The tokens of a text.
  public static func tokens(of source: Source) -> TokenStream {
    var lexer = Lexer(source)
    return lexer.run()
  }

  private mutating func run() -> TokenStream {
    if source.bytes.count > Lexer.byteLimit {
      report(.textTooLong(source.bytes.count), 0, 0)
    }
    skipFirstLine()
    while offset < bytes.count {
      if tokens.count & 0xFFF == 0, Interrupt.isRequested { break }
      next()
    }
    closeStringsAtEnd()
    emit(.end, from: offset)
    return TokenStream(
      source: source, tokens: tokens, comments: comments, numbers: numbers, texts: texts,
      components: components, problems: problems, partners: Lexer.partners(in: tokens))
  }

  /// A byte order mark, and a first line for the system's loader (`#!/usr/bin/env weir`).
  private mutating func skipFirstLine() {
    offset = ByteOrderMark.length(in: bytes)
    if byte(offset) == Ascii.hash, byte(offset + 1) == Ascii.exclamation { skipLine() }
  }

  mutating func next() {
    let byte = bytes[offset]
    switch byte {
    case Ascii.space, Ascii.tab: offset += 1
    case Ascii.newline: newline()
    case Ascii.carriageReturn where self.byte(offset + 1) == Ascii.newline: offset += 1
    case Ascii.hash: comment()
    case Ascii.zero...Ascii.nine: number()
    case Ascii.lowerA...Ascii.lowerZ, Ascii.upperA...Ascii.upperZ, Ascii.underscore: word()
    case Ascii.quote: beginString(from: offset, isRaw: false)
    case 0x80...: beyondAscii()
    default: symbol(byte)
    }
  }

  private mutating func newline() {
    if let outermost = openStrings.firstIndex(where: { !$0.isTriple }) {
      abandonStrings(from: outermost)
    }
    let start = offset
    offset += 1
    if let last = tokens.last, last.kind != .newline { emit(.newline, from: start) }
  }

  private mutating func comment() {
    let start = offset
    let isDocumentation = byte(offset + 1) == Ascii.hash && byte(offset + 2) != Ascii.hash
    skipLine()
    var upper = offset
    while bytes[upper - 1] == Ascii.carriageReturn || Ascii.isBlank(bytes[upper - 1]) { upper -= 1 }
    comments.append(Comment(Span(source, start, upper), isDocumentation: isDocumentation))
  }

  private mutating func skipLine() {
    while offset < bytes.count, bytes[offset] != Ascii.newline { offset += 1 }
  }

  // MARK: What every part of the lexer uses

  /// The byte at an offset; 0 past the end.
  func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  func text(_ lower: Int, _ upper: Int) -> String { String(decoding: bytes[lower..<upper], as: UTF8.self) }

  /// Adds the token that ends at the current offset.
  mutating func emit(_ kind: TokenKind, from start: Int, payload: Int = -1) {
    tokens.append(Token(kind, start, offset, payload: payload))
  }

  mutating func report(_ fact: LexicalFact, _ lower: Int, _ upper: Int) {
    problems.append(Located(fact: fact, span: Span(source, lower, upper)))
  }

  /// Pairs brackets, tolerating strays: a closer takes the nearest open bracket of its kind.
  private static func partners(in tokens: [Token]) -> [Int32] {
    var partners = [Int32](repeating: -1, count: tokens.count)
    var open: [(index: Int, closer: TokenKind)] = []
    // How many of each closer are awaited, so that a stray closer is dismissed without a search.
    var awaited = [Int](repeating: 0, count: TokenKind.allCases.count)
    for (index, token) in tokens.enumerated() {
      if index & 0xFFFF == 0, Interrupt.isRequested { break }
      switch token.kind {
      case .leftParen: open.append((index, .rightParen))
      case .leftBracket: open.append((index, .rightBracket))
      case .leftBrace: open.append((index, .rightBrace))
      case .interpolationStart: open.append((index, .interpolationEnd))
      case .stringStart: open.append((index, .stringEnd))
      case .rightParen, .rightBracket, .rightBrace, .interpolationEnd, .stringEnd:
        guard awaited[Int(token.kind.rawValue)] > 0 else { continue }
        while let top = open.popLast() {
          awaited[Int(top.closer.rawValue)] -= 1
          if top.closer == token.kind {
            partners[top.index] = Int32(index)
            break
          }
        }
        continue
      default: continue
      }
      if let top = open.last { awaited[Int(top.closer.rawValue)] += 1 }
    }
    return partners
  }
}
