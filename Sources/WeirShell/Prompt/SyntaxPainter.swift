import WeirLanguage
import WeirText

/// Colours for what is typed at the prompt and shown in help.
public enum SyntaxPainter {
  /// The same characters, styled; the bracket at the cursor and its partner are strong.
  public static func paint(_ text: String, cursor: Int? = nil) -> Markup {
    switch Line(text.trimmed) {
    case .command, .help, .source: return Markup(text, .keyword)
    case .program: break
    }
    let painted = Highlighter.highlight(text)
    guard let cursor, let pair = partners(Lexer.tokens(of: Source(name: "", text: text)).tokens, around: cursor) else {
      return painted
    }
    return marking([pair.0, pair.1], in: painted)
  }

  /// The markup with single bytes, which are brackets, made strong.
  private static func marking(_ places: Set<Int>, in markup: Markup) -> Markup {
    var result = Markup()
    var offset = 0
    for piece in markup.pieces {
      var plain: [UInt8] = []
      for byte in piece.text.utf8 {
        if places.contains(offset) {
          result += Markup(String(decoding: plain, as: UTF8.self), piece.style)
          result += Markup(String(UnicodeScalar(byte)), .strong)
          plain = []
        } else {
          plain.append(byte)
        }
        offset += 1
      }
      result += Markup(String(decoding: plain, as: UTF8.self), piece.style)
    }
    return Markup(result.pieces.filter { !$0.text.isEmpty })
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
