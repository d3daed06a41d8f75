/// Breaks a layout into lines, with stacks of its own: no depth of layout overflows the machine's.
struct LayoutPrinter {
  private struct Pending {
    let layout: Layout
    let indentation: Int
    let isFlat: Bool
  }

  private let width: Int
  private var output = ""
  private var column = 0
  /// Written only when something follows on the line, so that no line ends in blanks.
  private var owedIndentation = 0

  private init(width: Int) { self.width = width }

  /// The text, in lines of at most `width` columns where that is possible.
  static func print(_ layout: Layout, width: Int) -> String {
    var printer = LayoutPrinter(width: width)
    printer.run(layout)
    return printer.output
  }

  private mutating func run(_ layout: Layout) {
    var stack = [Pending(layout: layout, indentation: 0, isFlat: false)]
    while let next = stack.popLast() {
      let (indentation, isFlat) = (next.indentation, next.isFlat)
      switch next.layout.kind {
      case .text(let text): write(text)
      case .sequence(let parts):
        for part in parts.reversed() {
          stack.append(Pending(layout: part, indentation: indentation, isFlat: isFlat))
        }
      case .indented(let inner):
        stack.append(Pending(layout: inner, indentation: indentation + Formatter.indentation, isFlat: isFlat))
      case .group(let inner):
        let flat = Pending(layout: inner, indentation: indentation, isFlat: true)
        let isFlat = isFlat || (!next.layout.isBroken && fits(flat, before: stack))
        stack.append(Pending(layout: inner, indentation: indentation, isFlat: isFlat))
      case .choice(let layouts):
        stack.append(choose(layouts, indentation, isFlat: isFlat, before: stack))
      case .line(let orElse): isFlat ? write(orElse) : newline(indentation)
      case .hardLine: newline(indentation)
      case .whenBroken(let text): if !isFlat { write(text) }
      case .whenFlat(let text): if isFlat { write(text) }
      case .lineComment(let text): write((column == 0 ? "" : "  ") + text)
      }
    }
  }

  private func choose(_ layouts: [Layout], _ indentation: Int, isFlat: Bool, before stack: [Pending]) -> Pending {
    for layout in layouts.dropLast() {
      let pending = Pending(layout: layout, indentation: indentation, isFlat: isFlat)
      if fits(pending, before: stack) { return pending }
    }
    return Pending(layout: layouts.last ?? .nothing, indentation: indentation, isFlat: isFlat)
  }

  private mutating func newline(_ indentation: Int) {
    output += "\n"
    column = 0
    owedIndentation = indentation
  }

  private mutating func write(_ text: String) {
    if text.isEmpty { return }
    if owedIndentation > 0 {
      output += String(repeating: " ", count: owedIndentation)
      column += owedIndentation
      owedIndentation = 0
    }
    output += text
    if let newline = text.utf8.lastIndex(of: Ascii.newline) {
      column = LayoutPrinter.columns(text.utf8[newline...]) - 1
    } else {
      column += LayoutPrinter.columns(text.utf8[...])
    }
  }

  /// Characters as far as bytes tell: continuation bytes take no column.
  private static func columns(_ text: Substring.UTF8View) -> Int {
    var count = 0
    for byte in text where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// Whether what comes up to the next line end fits on the current line.
  private func fits(_ first: Pending, before rest: [Pending]) -> Bool {
    var remaining = width - column - owedIndentation
    var stack = [first]
    var outer = rest.count
    // What follows has places of its own to break at, unless it stands in a group that stays on the line.
    var isRest = false
    while remaining >= 0 {
      if stack.isEmpty {
        guard outer > 0 else { return true }
        outer -= 1
        isRest = true
        stack.append(rest[outer])
      }
      let next = stack.removeLast()
      switch next.layout.kind {
      case .text(let text):
        if let newline = text.utf8.firstIndex(of: Ascii.newline) {
          return LayoutPrinter.columns(text.utf8[..<newline]) <= remaining
        }
        remaining -= LayoutPrinter.columns(text.utf8[...])
      case .sequence(let parts):
        for part in parts.reversed() {
          stack.append(Pending(layout: part, indentation: 0, isFlat: next.isFlat))
        }
      case .indented(let inner): stack.append(Pending(layout: inner, indentation: 0, isFlat: next.isFlat))
      case .group(let inner):
        let isFlat = next.isFlat || (!isRest && !next.layout.isBroken)
        stack.append(Pending(layout: inner, indentation: 0, isFlat: isFlat))
      case .choice(let layouts):
        guard let measured = layouts.first else { continue }
        stack.append(Pending(layout: measured, indentation: 0, isFlat: next.isFlat))
      case .line(let orElse):
        if !next.isFlat { return true }
        remaining -= orElse.utf8.count
      case .hardLine, .lineComment: return true
      case .whenBroken(let text): if !next.isFlat { remaining -= text.utf8.count }
      case .whenFlat(let text): if next.isFlat { remaining -= text.utf8.count }
      }
    }
    return false
  }
}
