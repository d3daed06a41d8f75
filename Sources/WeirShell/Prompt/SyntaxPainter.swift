import WeirLanguage
import WeirText

/// Colours for a program, from the lexer's own tokens: at the prompt while it is typed, and in help.
public enum SyntaxPainter {
  /// The same characters, styled; the bracket at the cursor and its partner are strong.
  public static func paint(_ text: String, cursor: Int? = nil) -> Markup {
    switch Line(text.trimmed) {
    case .command, .help, .source: return Markup(text, .keyword)
    case .program: break
    }
    let source = Source(name: "", text: text)
    let stream = Lexer.tokens(of: source)
    var styles = [Markup.Style](repeating: .plain, count: source.bytes.count)
    for token in stream.tokens { fill(&styles, token.lower, token.upper, style(of: token.kind)) }
    for comment in stream.comments { fill(&styles, comment.span.lower, comment.span.upper, .comment) }
    if let cursor, let pair = partners(stream.tokens, around: cursor) {
      for place in [pair.0, pair.1] { fill(&styles, place, place + 1, .strong) }
    }
    return markup(source, styles)
  }

  private static func style(of kind: TokenKind) -> Markup.Style {
    switch kind {
    case .wordTrue, .wordFalse, .wordNone: .literal
    case .number: .number
    case .component: .literal
    case .stringStart, .stringText, .stringEnd: .string
    case .interpolationStart, .interpolationEnd: .keyword
    case .invalid: .error
    default: kind.isReservedWord ? .keyword : .plain
    }
  }

  private static func fill(_ styles: inout [Markup.Style], _ lower: Int, _ upper: Int, _ style: Markup.Style) {
    for index in max(0, lower)..<max(0, lower, min(upper, styles.count)) { styles[index] = style }
  }

  private static func markup(_ source: Source, _ styles: [Markup.Style]) -> Markup {
    var pieces: [Markup.Piece] = []
    var start = 0
    while start < styles.count {
      var end = start + 1
      while end < styles.count, styles[end] == styles[start] { end += 1 }
      pieces.append(Markup.Piece(source.text(from: start, to: end), styles[start]))
      start = end
    }
    return Markup(pieces)
  }

  /// The places of the bracket at the cursor, or just before it, and of its partner.
  private static func partners(_ tokens: [Token], around cursor: Int) -> (Int, Int)? {
    var open: [Token] = []
    for token in tokens {
      switch token.kind {
      case .leftParen, .leftBracket, .leftBrace: open.append(token)
      case .rightParen, .rightBracket, .rightBrace:
        guard let start = open.popLast() else { return nil }
        let touches = [start.lower, start.upper, token.lower, token.upper].contains(cursor)
        if touches { return (start.lower, token.lower) }
      default: break
      }
    }
    return nil
  }
}
