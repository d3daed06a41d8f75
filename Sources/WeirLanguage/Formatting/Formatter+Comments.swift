// Comments keep their place: on a line of their own, at the end of a line, or, from the middle of an expression, above
// the statement. They are taken in the order of the text, each once.

import WeirText

extension Formatter {
  /// The next comment if it begins before an offset.
  mutating func takeComment(before offset: Int) -> Comment? {
    guard hasComment(before: offset) else { return nil }
    nextComment += 1
    return comments[nextComment - 1]
  }

  func hasComment(before offset: Int) -> Bool {
    nextComment < comments.count && comments[nextComment].span.lower < offset
  }

  /// The comment that stands on the line on which something ended.
  mutating func takeTrailingComment(after end: Int, before next: Int) -> Comment? {
    guard hasComment(before: next), isOnLine(comments[nextComment], of: end) else { return nil }
    return takeComment(before: next)
  }

  func isOnLine(_ comment: Comment, of offset: Int) -> Bool {
    source.line(at: comment.span.lower) == source.line(at: offset)
  }

  /// Sends the comments up to an offset above the statement.
  mutating func hoist(before offset: Int) {
    while let comment = takeComment(before: offset) { hoisted.append(comment) }
  }

  /// A hoisted comment; it must not turn into documentation of the statement below.
  static func plainText(_ comment: Comment) -> String {
    comment.isDocumentation ? String(comment.span.text.dropFirst()) : comment.span.text
  }
}
