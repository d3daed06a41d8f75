import WeirText

// Strings: `str`, `format`, `split`, `join`, `trim`, ...

enum CoreStrings {
  static var functions: [NativeFunction] {
    [
      NativeFunction("str", unary: { Value($0.text) }) { call in Value(call[0].text) },
      CoreNatives.shared("format") { call in try format(call) },
      NativeFunction("number") { call in try number(call) },
      NativeFunction("split") { call in try split(call) },
      NativeFunction("join") { call in try join(call) },
      NativeFunction("lines") { call in
        let text = try call.string(0)
        let isEnded = text.hasSuffix("\n")
        return try call.list(
          (isEnded ? Text.split(text, "\n").dropLast() : Text.split(text, "\n")[...]).mapUntilInterrupt { Value($0) })
      },
      NativeFunction("contains") { call in
        .bool(try Comparison.truth(.isIn, call[1], call[0]))
      },
      NativeFunction("starts_with") { call in .bool(try call.string(0).utf8.starts(with: try call.string(1).utf8)) },
      NativeFunction("ends_with") { call in
        let (text, part) = (try call.string(0).utf8, try call.string(1).utf8)
        return .bool(text.count >= part.count && text.suffix(part.count).elementsEqual(part))
      },
      NativeFunction("trim") { call in Value(Text.trimmed(try call.string(0))) },
      NativeFunction("upper") { call in Value(Text.inPieces(try call.string(0)) { $0.uppercased() }) },
      NativeFunction("lower") { call in Value(Text.inPieces(try call.string(0)) { $0.lowercased() }) },
      NativeFunction("pad") { call in try pad(call) },
    ]
  }

  /// `digits` counts significant digits, `places` digits after the dot.
  private static func format(_ call: Call) throws -> Value {
    guard case .number(let number) = call[0] else {
      return Value(call[0].text)
    }
    if !call[2].isNone { return Value(NumberText.fixed(number, try count(call, 2, most: 100))) }
    guard !call[1].isNone else { return Value(NumberText.shortest(number)) }
    return Value(NumberText.significant(number, max(1, try count(call, 1, most: 17))))
  }

  private static func count(_ call: Call, _ place: Int, most: Int) throws -> Int {
    let count = try call.integer(place)
    guard count >= 0, count <= most else {
      throw call.problem(
        at: place,
        ArgumentProblem.outOfRange(
          name: call.signature.parameters[place].name, wanted: "between 0 and \(most)", found: call[place].summary))
    }
    return count
  }

  private static func number(_ call: Call) throws -> Value {
    switch call[0] {
    case .number: return call[0]
    case .bool(let truth): return .number(truth ? 1 : 0)
    case .string(let box):
      // Nothing that is much longer is a number.
      let text = box.text.utf8.count > 1 << 16 ? "" : box.text.filter { $0 != "_" && !$0.isWhitespace }
      guard let number = Double(text), !text.lowercased().contains("x") else {
        throw call.wrongType(0, "a number as text")
      }
      return .number(number)
    default: throw call.wrongType(0, "a number as text")
    }
  }

  private static func split(_ call: Call) throws -> Value {
    let text = try call.string(0)
    if call[1].isNone { return try call.list(Text.words(text).mapUntilInterrupt { Value(String($0)) }) }
    let separator = try call.string(1)
    guard !separator.isEmpty else { throw call.wrongType(1, "a text with at least one character") }
    let pieces = Text.count(of: separator, in: text) + 1
    try call.context.budget.ask(count: pieces, of: Value.bytesOfString, for: "a list of \(pieces)")
    return Value(Text.split(text, separator).mapUntilInterrupt { Value($0) })
  }

  private static func join(_ call: Call) throws -> Value {
    let separator = try call.string(1)
    let items = try call.walked(0)
    // Strings are copied from where they lie and numbers written in place; other values come as their texts.
    let isPlain = items.allSatisfy { $0.isStringOrNumber }
    let pieces = isPlain ? items : items.mapUntilInterrupt { $0.isStringOrNumber ? $0 : Value($0.text) }
    let bytes = roomToJoin(pieces, separator)
    try call.context.budget.ask(bytes: bytes, for: "a string")
    return Value(joined(pieces, separator, room: bytes))
  }

  /// Bytes that are enough for all pieces and the separators between them.
  private static func roomToJoin(_ pieces: [Value], _ separator: String) -> Int {
    var bytes = max(0, pieces.count - 1).multipliedReportingOverflow(by: separator.utf8.count).partialValue
    for piece in pieces {
      if case .string(let box) = piece { bytes += box.text.utf8.count } else { bytes += NumberText.longestShortest }
    }
    return bytes
  }

  /// Copies all pieces into one allocation of the known size.
  private static func joined(_ pieces: [Value], _ separator: String, room: Int) -> String {
    String(unsafeUninitializedCapacity: room) { buffer in
      var end = 0
      func append(_ piece: String) {
        var piece = piece
        piece.withUTF8 { source in
          _ = UnsafeMutableBufferPointer(rebasing: buffer[end...]).update(fromContentsOf: source)
          end += source.count
        }
      }
      for (place, piece) in pieces.enumerated() {
        if place & 0xFFFF == 0, Interrupt.isRequested { break }
        if place > 0, !separator.isEmpty { append(separator) }
        switch piece {
        case .string(let box): append(box.text)
        case .number(let number): end += NumberText.writeShortest(number, to: buffer, at: end)
        default: break
        }
      }
      return end
    }
  }

  private static func pad(_ call: Call) throws -> Value {
    let (text, width) = (call[0].text, try call.integer(1))
    let missing = max(0, width - Text.count(text))
    try call.context.budget.ask(bytes: missing, for: "a string")
    switch try call.string(2) {
    case "left": return Value(text + Text.repeated(" ", missing))
    case "right": return Value(Text.repeated(" ", missing) + text)
    case "centre", "center":
      let before = missing / 2
      return Value(Text.repeated(" ", before) + text + Text.repeated(" ", missing - before))
    default:
      throw call.problem(
        at: 2,
        ArgumentProblem.outOfRange(
          name: "align", wanted: "\"left\", \"right\" or \"centre\"", found: call[2].summary))
    }
  }
}

extension Value {
  fileprivate var isStringOrNumber: Bool {
    switch self {
    case .string, .number: true
    default: false
    }
  }
}
