import WeirText

// What the prompt shows for a value: as it would be written in a program, coloured, and cut to a width.

extension Value {
  /// The echo of a value, at most `width` columns a line.
  ///
  /// - Parameters:
  ///   - rows: Lines that the items of a list or record may take; at most so many as can be looked over.
  ///   - digits: Significant digits of its numbers; when nil, numbers stand in full and tensors in four digits.
  public func echo(width: Int, rows: Int = .max, digits: Int? = nil) -> Markup {
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
      return lines(width: width, rows: rows, digits: digits) ?? Markup(String(line.prefix(max(1, width - 1))) + "…")
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

  /// Short items beside each other, others one a line, the middle left out where there are many.
  private func lines(width: Int, rows: Int, digits: Int?) -> Markup? {
    let items: [(head: String, value: Value)]
    switch self {
    case .list(let box): items = box.items.map { ("", $0) }
    case .record(let box): items = box.fields.map { (StringLiteral.key($0.key) + ": ", $0.value) }
    default: return nil
    }
    let isList = if case .list = self { true } else { false }
    let text = { (place: Int) -> String in
      let line = items[place].head + items[place].value.literal(most: Self.bytes(of: width), digits: digits) + ","
      return line.displayWidth > width - 2 ? line.dropLast().clipped(toWidth: max(1, width - 2)) : line
    }
    let most = max(3, min(Self.shownLines, rows - 2))
    let sample = [0, 1, 2, items.count / 2, items.count - 1].filter { items.indices.contains($0) }
    let isFilled = isList && sample.allSatisfy { items[$0].value.isPlain && text($0).displayWidth * 3 <= width }
    let lines = ItemLayout(count: items.count, width: width - 2, room: most, isFilled: isFilled, text: text).lines
    var result = Markup(isList ? "[" : "{")
    for line in lines.head { result += Markup("\n  " + line) }
    if lines.omitted > 0 { result += Markup("\n  ⋮ \(lines.omitted) more", .dim) }
    for line in lines.tail { result += Markup("\n  " + line) }
    return result + Markup(isList ? "\n]" : "\n}")
  }

  /// Whether it holds no other values.
  private var isPlain: Bool {
    switch self {
    case .none, .bool, .number, .string, .object: true
    case .list, .record, .range, .function: false
    }
  }

  private static let shownLines = 21

  /// More bytes than characters of any kind take on a line.
  private static func bytes(of width: Int) -> Int { max(0, min(width, 1 << 20)) * 32 }
}
