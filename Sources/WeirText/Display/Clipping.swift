// Fitting text into a number of columns.

extension StringProtocol {
  /// The text cut to at most `width` columns, with `…` as its last column when something is missing.
  public func clipped(toWidth width: Int) -> String {
    guard displayWidth > width else { return String(self) }
    guard width > 0 else { return "" }
    var result = ""
    var used = 0
    for character in self {
      let columns = DisplayWidth.of(character)
      guard used + columns < width else { break }
      result.append(character)
      used += columns
    }
    return result + "…"
  }

  /// The text with spaces behind it up to `width` columns.
  public func padded(toWidth width: Int) -> String {
    String(self) + String(repeating: " ", count: Swift.max(0, width - displayWidth))
  }

  /// The text with spaces before it up to `width` columns.
  public func padded(leftToWidth width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - displayWidth)) + String(self)
  }
}
