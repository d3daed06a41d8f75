// Component literals: `L5`, `L5H1`, `L5H*`, `L*`, `L*H*`, `L5N652`, `L5G1`, `L[0..<9]H*`; the longest match counts.

extension Lexer {
  /// Reads a component that begins at `start`, where a word from `L` has just been skipped; false when it is a name.
  mutating func component(from start: Int) -> Bool {
    let wordEnd = offset
    guard let layers = selector(at: start + 1) else {
      return wordEnd == start + 1 && byte(wordEnd) == Ascii.leftBracket && rejectRange(from: start)
    }
    var end = layers.end
    var part = ComponentLiteral.Part.layer
    let letter = byte(end)
    if letter == Ascii.upperH || letter == Ascii.upperN || letter == Ascii.upperG, let inner = selector(at: end + 1) {
      end = inner.end
      part =
        switch letter {
        case Ascii.upperH: .head(inner.selector)
        case Ascii.upperN: .neuron(inner.selector)
        default: .group(inner.selector)
        }
    }
    if goesOnName(at: end) {
      if end <= wordEnd { return false }
      rejectArithmetic(ComponentLiteral(layers: layers.selector, part: part), from: start, to: end)
      return true
    }
    offset = end
    if layers.isTooLarge || partIsTooLarge(part) {
      report(.componentTooLarge(text(start, end)), start, end)
    }
    components.append(ComponentLiteral(layers: layers.selector, part: part))
    emit(.component, from: start, payload: components.count - 1)
    return true
  }

  private struct Found {
    let selector: ComponentLiteral.Selector
    let end: Int
    var isTooLarge: Bool { Lexer.isTooLarge(selector) }
  }

  private static let largestIndex = 999_999_999

  private static func isTooLarge(_ selector: ComponentLiteral.Selector) -> Bool {
    switch selector {
    case .one(let index): index > largestIndex
    case .range(let range): range.upperBound > largestIndex
    case .all: false
    }
  }

  private func partIsTooLarge(_ part: ComponentLiteral.Part) -> Bool {
    switch part {
    case .layer: false
    case .head(let selector), .neuron(let selector), .group(let selector): Lexer.isTooLarge(selector)
    }
  }

  private func selector(at start: Int) -> Found? {
    switch byte(start) {
    case Ascii.star: return Found(selector: .all, end: start + 1)
    case Ascii.leftBracket: return range(at: start)
    default:
      guard let index = index(at: start) else { return nil }
      return Found(selector: .one(index.value), end: index.end)
    }
  }

  /// Digits; the value stops growing where it is too large for any model.
  private func index(at start: Int) -> (value: Int, end: Int)? {
    var end = start
    var value = 0
    while Ascii.isDigit(byte(end)) {
      value = min(value * 10 + Int(byte(end) - Ascii.zero), Lexer.largestIndex + 1)
      end += 1
    }
    return end == start ? nil : (value, end)
  }

  /// `[0..<9]` or `[0...8]`.
  private func range(at start: Int) -> Found? {
    guard let lower = index(at: skippingBlanks(start + 1)) else { return nil }
    let mark = skippingBlanks(lower.end)
    guard byte(mark) == Ascii.dot, byte(mark + 1) == Ascii.dot else { return nil }
    let isClosed = byte(mark + 2) == Ascii.dot
    guard isClosed || byte(mark + 2) == Ascii.less else { return nil }
    guard let upper = index(at: skippingBlanks(mark + 3)) else { return nil }
    let end = skippingBlanks(upper.end)
    guard byte(end) == Ascii.rightBracket else { return nil }
    let bound = isClosed ? upper.value + 1 : upper.value
    guard lower.value <= bound else { return nil }
    return Found(selector: .range(lower.value..<bound), end: end + 1)
  }

  private func skippingBlanks(_ start: Int) -> Int {
    var offset = start
    while Ascii.isBlank(byte(offset)) { offset += 1 }
    return offset
  }

  /// `L5H*2`, `L*H*d_head`: someone multiplies.
  private mutating func rejectArithmetic(_ component: ComponentLiteral, from start: Int, to end: Int) {
    offset = end
    report(.componentArithmetic(text(start, end), meaning: component.meaning), start, end)
    skipName()
    emit(.invalid, from: start)
  }

  /// `L[0..<n]`, `L[3]`: a literal takes whole numbers only.
  private mutating func rejectRange(from start: Int) -> Bool {
    var end = offset
    while end < bytes.count, bytes[end] != Ascii.newline, bytes[end] != Ascii.rightBracket { end += 1 }
    if byte(end) == Ascii.rightBracket { end += 1 }
    offset = end
    report(.componentRange(text(start, end)), start, end)
    if byte(end) == Ascii.upperH || byte(end) == Ascii.upperN || byte(end) == Ascii.upperG {
      offset += 1
      skipName()
      if byte(offset) == Ascii.star { offset += 1 }
    }
    emit(.invalid, from: start)
    return true
  }
}
