// Markup as HTML: one `span` a styled piece, with the style's name as its class; the page brings the style sheet.

extension Markup {
  /// The escaped characters, styled pieces in `<span class="w-error">`.
  public var html: String {
    pieces.map { piece in
      let text = Markup.escapedHTML(piece.text)
      return piece.style == .plain || text.isEmpty ? text : "<span class=\"w-\(piece.style.rawValue)\">\(text)</span>"
    }.joined()
  }

  /// A text in which nothing is markup, fit for element content and for quoted attributes.
  public static func escapedHTML(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
