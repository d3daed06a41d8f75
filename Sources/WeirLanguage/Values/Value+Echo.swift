import WeirText

// What the prompt shows for a value: as it would be written in a program, coloured, and cut to a width.

extension Value {
  /// The echo of a value, at most `width` columns a line.
  public func echo(width: Int) -> Markup {
    switch self {
    case .object(let object): return object.echo(width: width)
    case .none: return Markup("none", .keyword)
    case .bool: return Markup(text, .keyword)
    case .number: return Markup(text, .number)
    case .string(let box): return Markup(StringLiteral.quoted(box.text), .string)
    case .function(let function): return Self.echo(function)
    case .list, .record, .range:
      let line = literal(most: Self.bytes(of: width))
      guard line.count > width else { return Markup(line) }
      return lines(width: width) ?? Markup(String(line.prefix(max(1, width - 1))) + "…")
    }
  }

  private static func echo(_ function: Function) -> Markup {
    if function.name == "->" {
      let text = function.definition?.text ?? "function"
      return Markup(text.contains("\n") || text.count > 80 ? function.signature.heading("") + " -> ..." : text, .name)
    }
    var result = Markup(function.heading, .name)
    if let summary = function.documentation?.summary { result += Markup("  " + summary, .dim) }
    return result
  }

  /// One item a line, the middle left out where there are many.
  private func lines(width: Int) -> Markup? {
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
      let line = row.head + row.value.literal(most: Self.bytes(of: width))
      result += Markup("\n  " + (line.count > width - 3 ? String(line.prefix(max(1, width - 4))) + "…" : line + ","))
    }
    return result + Markup(isList ? "\n]" : "\n}")
  }

  private static let shownRows = 20

  /// More bytes than characters of any kind take on a line.
  private static func bytes(of width: Int) -> Int { max(0, min(width, 1 << 20)) * 32 }
}
