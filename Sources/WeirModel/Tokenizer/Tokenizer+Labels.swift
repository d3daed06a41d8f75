// Tokens one by one, as labels of axes and columns want them.

extension Tokenizer {
  /// The text that a single token stands for, or nil for a number that no token has.
  ///
  /// Blanks are blanks (` cat`), bytes that are no whole character are U+FFFD, and pieces that continue a word keep the
  /// mark of their vocabulary (`##ing`).
  public func text(of id: Int) -> String? {
    guard let content = content(of: id) else { return nil }
    if added.token(of: id) != nil { return content }
    return decoder?.label(content) ?? content
  }
}
