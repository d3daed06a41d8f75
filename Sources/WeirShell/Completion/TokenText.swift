import WeirText

/// A token's text for people: spaces are visible.
enum TokenText {
  static func shown(_ token: String) -> String { "\"" + bare(token) + "\"" }

  /// The same without quotation marks.
  static func bare(_ token: String) -> String {
    Visible.text(token).split(separator: " ", omittingEmptySubsequences: false).joined(separator: "␣")
  }
}
