// What stands between brackets: on one line, with only the last item broken, or one item a line.

import WeirText

/// An item between brackets.
struct BracketItem {
  let layout: Layout
  /// Comments on lines of their own above it, and the one after it.
  var above: [Comment] = []
  var after: Comment?
  /// True when it looks well as the only item that is broken over lines, at the end.
  var canHug = false
}

extension Formatter {
  /// Lays out items one after the other; `place` is where an item begins and ends.
  mutating func items<Item>(
    _ list: [Item], from lower: Int, to upper: Int, place: (Item) -> Span,
    layout: (inout Formatter, Item) -> Layout, canHug: (Item) -> Bool = { _ in false }
  ) -> (items: [BracketItem], closing: [Comment]) {
    var items: [BracketItem] = []
    var end = lower
    hoist(before: lower)
    for item in list {
      let span = place(item)
      let above = takeComments(&items, after: end, before: span.lower)
      items.append(BracketItem(layout: layout(&self, item), above: above, canHug: canHug(item)))
      end = span.upper
    }
    let closing = takeComments(&items, after: end, before: upper)
    return (items, closing)
  }

  /// Comments before an item; one on the line of the item before it belongs to that.
  private mutating func takeComments(_ items: inout [BracketItem], after end: Int, before offset: Int) -> [Comment] {
    var comments: [Comment] = []
    if !items.isEmpty, let comment = takeTrailingComment(after: end, before: offset) {
      items[items.count - 1].after = comment
    }
    while let comment = takeComment(before: offset) { comments.append(comment) }
    return comments
  }

  /// Items between brackets; a comma before the closing bracket keeps them one a line.
  func bracketed(
    _ open: String, _ close: String, _ list: (items: [BracketItem], closing: [Comment]), to upper: Int
  ) -> Layout {
    let (items, closing) = list
    if items.isEmpty, closing.isEmpty { return .text(open + close) }
    let isForced = !closing.isEmpty || items.contains { !$0.above.isEmpty || $0.after != nil } || endsInComma(upper)
    var lines: [Layout] = []
    for (index, item) in items.enumerated() {
      for comment in item.above { lines.append(.text(comment.span.text) + .hardLine) }
      let isLast = index == items.count - 1
      var line = item.layout + (isLast ? .whenBroken(",") : .text(","))
      if let comment = item.after { line = line + .lineComment(comment.span.text) }
      lines.append(isLast && closing.isEmpty ? line : line + (isLast ? .hardLine : .line))
    }
    lines.append(.joined(closing.map { .text($0.span.text) }, by: .hardLine))
    let body = Layout.text(open) + .indented(.softLine, .sequence(lines)) + .softLine + .text(close)
    if isForced { return .brokenGroup(body) }
    return hugging(open, close, items, orElse: .group(body))
  }

  /// On one line; else with the last item broken while the others stand on the first line; else one a line.
  func hugging(_ open: String, _ close: String, _ items: [BracketItem], orElse group: Layout) -> Layout {
    guard let last = items.last, last.canHug, !items.dropLast().contains(where: \.layout.isBroken) else {
      return group
    }
    let before = items.dropLast().map { $0.layout + .text(", ") }
    let hugged = Layout.text(open) + .sequence(before) + last.layout.breakingLast + .text(close)
    return .choice(group.isBroken ? [hugged, group] : [group, hugged, group])
  }

  /// Whether the byte before a closing bracket, blanks and comments apart, is a comma.
  private func endsInComma(_ closer: Int) -> Bool {
    var offset = closer
    var line = source.line(at: closer)
    while offset > 0 {
      let start = source.lineStarts[line - 1]
      let upper = min(offset, startOfComment(from: start, to: offset))
      var place = upper
      while place > start, Ascii.isBlank(source.bytes[place - 1]) || source.bytes[place - 1] == Ascii.carriageReturn {
        place -= 1
      }
      if place > start { return source.bytes[place - 1] == Ascii.comma }
      guard line > 1 else { return false }
      line -= 1
      offset = source.lineStarts[line] - 1
    }
    return false
  }

  /// Where the comment between two offsets of a line begins; the upper one when there is none.
  private func startOfComment(from lower: Int, to upper: Int) -> Int {
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].span.lower < lower { low = middle + 1 } else { high = middle }
    }
    guard low < comments.count, comments[low].span.lower < upper else { return upper }
    return comments[low].span.lower
  }
}
