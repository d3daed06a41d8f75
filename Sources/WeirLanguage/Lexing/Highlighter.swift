import WeirText

/// Colours source text by its tokens; unfinished and faulty text too.
public enum Highlighter {
  /// The text in pieces that say what they are; their characters together are exactly the text.
  public static func highlight(_ source: Source) -> Markup {
    var colouring = Colouring(source: source)
    let stream = Lexer.tokens(of: source)
    var comments = stream.comments[...]
    var previous = TokenKind.newline
    for token in stream.tokens {
      while let comment = comments.first, comment.span.lower <= token.lower {
        colouring.add(.comment, from: comment.span.lower, to: comment.span.upper)
        comments.removeFirst()
      }
      colouring.add(style(of: token.kind, after: previous), from: token.lower, to: token.upper)
      previous = token.kind
    }
    for comment in comments { colouring.add(.comment, from: comment.span.lower, to: comment.span.upper) }
    return colouring.finished()
  }

  /// Entries at the prompt, without a source of their own.
  public static func highlight(_ text: String) -> Markup { highlight(Source(name: "", text: text)) }

  /// How a kind of token looks; names that are being defined stand out.
  static func style(of kind: TokenKind, after previous: TokenKind) -> Markup.Style {
    switch kind {
    case .name: previous == .wordDef || previous == .wordParam ? .strong : .name
    case .number: .number
    case .component, .wordTrue, .wordFalse, .wordNone: .literal
    case .stringStart, .stringText, .stringEnd, .interpolationStart, .interpolationEnd: .string
    case .invalid: .error
    default: kind.isReservedWord ? .keyword : .plain
    }
  }

  private struct Colouring {
    let source: Source
    private var pieces: [Markup.Piece] = []
    private var style = Markup.Style.plain
    private var lower = 0
    private var upper = 0

    init(source: Source) { self.source = source }

    /// Gives a part of the text a style; what lies between two parts is plain, and blanks take the style before them.
    mutating func add(_ next: Markup.Style, from start: Int, to end: Int) {
      guard end > upper else { return }
      let start = max(start, upper)
      if start > upper { extend(.plain, to: start) }
      extend(next, to: end)
    }

    private mutating func extend(_ next: Markup.Style, to end: Int) {
      if next != style {
        flush()
        style = next
      }
      upper = end
    }

    private mutating func flush() {
      if upper > lower { pieces.append(Markup.Piece(source.text(from: lower, to: upper), style)) }
      lower = upper
    }

    mutating func finished() -> Markup {
      if source.bytes.count > upper { extend(.plain, to: source.bytes.count) }
      flush()
      return Markup(pieces)
    }
  }
}
