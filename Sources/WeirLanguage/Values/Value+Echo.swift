import WeirText

// What the prompt shows for a value: as it would be written in a program, coloured, and cut to a width.

extension Value {
  /// The echo of a value, at most `width` columns a line.
  /// - Parameter digits: significant digits of its numbers; when nil, numbers stand in full and tensors in four digits.
  public func echo(width: Int, digits: Int? = nil) -> Markup {
    switch self {
    case .object(let object): return object.echo(width: width, digits: digits)
    case .none: return Markup("none", .keyword)
    case .bool: return Markup(text, .keyword)
    case .number(let number): return Markup(number.text(digits: digits), .number)
    case .string(let box): return Markup(StringLiteral.quoted(box.text), .string)
    case .function(let function): return Self.echo(function, width: width)
    case .list, .record, .range:
      let line = literal(most: Self.bytes(of: width), digits: digits)
      guard line.count > width else { return Markup(line) }
      return lines(width: width, digits: digits) ?? Markup(String(line.prefix(max(1, width - 1))) + "…")
    }
  }

  private static func echo(_ function: Function, width: Int) -> Markup {
    if function.name == "->" {
      let text = function.definition?.text ?? "function"
      return Markup(text.contains("\n") || text.count > 80 ? function.signature.heading("") + " -> ..." : text, .name)
    }
    let heading = Markup(function.heading, .name)
    guard let summary = function.documentation?.summary else { return heading }
    let isBeside = function.heading.displayWidth + summary.displayWidth + 2 <= width
    return heading + Markup(isBeside ? "  " + summary : "\n" + summary.clipped(toWidth: width), .dim)
  }

  /// One item a line, the middle left out where there are many.
  private func lines(width: Int, digits: Int?) -> Markup? {
    let rows: [(head: String, value: Value)]
    switch self {
    case .list(let box): rows = box.items.map { ("", $0) }
    case .record(let box): rows = box.fields.map { (StringLiteral.key($0.key) + ": ", $0.value) }
    default: return nil
    }
    let isList = if case .list = self { true } else { false }
    var result = Markup(isList ? "[" : "{")
    for (place, row) in rows.enumerated() {
      if rows.count > Self.shownRows, place == Self.shownRows / 2 {
        result += Markup("\n  ⋮ \(rows.count - Self.shownRows) more", .dim)
      }
      let isShown = rows.count <= Self.shownRows || place < Self.shownRows / 2
      guard isShown || place >= rows.count - Self.shownRows / 2 else { continue }
      let line = row.head + row.value.literal(most: Self.bytes(of: width), digits: digits)
      result += Markup("\n  " + (line.count > width - 3 ? String(line.prefix(max(1, width - 4))) + "…" : line + ","))
    }
    return result + Markup(isList ? "\n]" : "\n}")
  }

  private static let shownRows = 20

  /// More bytes than characters of any kind take on a line.
  private static func bytes(of width: Int) -> Int { max(0, min(width, 1 << 20)) * 32 }
}
