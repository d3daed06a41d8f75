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

extension TokenDecoder {
  /// A token's text where it stands within a longer one, so that nothing is stripped at its edges.
  func label(_ token: String) -> String {
    switch self {
    case .byteLevel: return String(decoding: Self.bytes(of: token), as: UTF8.self)
    case .sequence(let parts): return parts.reduce(token) { $1.label($0) }
    }
  }
}
