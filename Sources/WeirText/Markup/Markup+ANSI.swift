// Markup as text for a terminal: the sixteen colours by name, so that the reader's theme decides what they look like.

extension Markup {
  /// The characters, wrapped in escape sequences when `colour` is true.
  ///
  /// Every line carries its own sequences, so that a pager or `head` may cut anywhere.
  public func ansi(colour: Bool) -> String {
    guard colour else { return plain }
    var result = ""
    for piece in pieces {
      guard let code = piece.style.selectGraphicRendition, !piece.text.isEmpty else {
        result += piece.text
        continue
      }
      var isFirst = true
      for line in piece.text.split(separator: "\n", omittingEmptySubsequences: false) {
        if !isFirst { result += "\n" }
        isFirst = false
        if !line.isEmpty { result += "\u{1B}[\(code)m\(line)\u{1B}[0m" }
      }
    }
    return result
  }
}

extension Markup.Style {
  /// The parameters of the terminal's SGR sequence; nil leaves the text as it is.
  public var selectGraphicRendition: String? {
    switch self {
    case .plain, .name: nil
    case .strong: "1"
    case .dim, .comment: "2"
    case .keyword: "35"
    case .literal, .number: "36"
    case .string: "32"
    case .type: "33"
    case .error: "1;31"
    case .warning: "1;33"
    case .hint: "34"
    }
  }
}
