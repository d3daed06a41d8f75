/// A string literal that is being read.
struct OpenString {
  /// A line of a triple-quoted string that begins inside one of its texts.
  struct LineStart {
    /// Which text of the literal, counted from its first.
    let text: Int
    /// Bytes of that text before the line, the newline included.
    let position: Int
    /// Where the line begins in the source.
    let offset: Int
  }

  let start: Int
  let isTriple: Bool
  let isRaw: Bool
  /// True between `\(` and its `)`.
  var isInInterpolation = false
  /// Parentheses open inside the current interpolation.
  var parens = 0
  /// The texts so far, escapes replaced; each with the index of its token, or -1 while it has none.
  var texts: [(bytes: [UInt8], token: Int)] = []
  var lines: [LineStart] = []
}
