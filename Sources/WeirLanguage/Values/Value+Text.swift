// What `print`, interpolation and messages write for a value. Strings stand bare at the top and quoted inside others.

import WeirText

extension Value {
  /// The plain text of a value, as `print` writes it.
  public var text: String {
    switch self {
    case .string(let box): return box.text
    case .number(let number): return NumberText.shortest(number)
    default: return literal
    }
  }

  /// The value as it would be written in a program where that is possible: strings quoted.
  public var literal: String { literal(most: ValueWriter.mostBytes) }

  /// The beginning of it, of about so many bytes, for whoever shows no more.
  func literal(most bytes: Int, digits: Int? = nil) -> String {
    var writer = ValueWriter(most: bytes, digits: digits)
    writer.write(self)
    return writer.text
  }

  /// A few words for messages: `the number 3`, `the string "cat"`, `a list of 3`, `a tensor [head: 12]`.
  public var summary: String {
    switch self {
    case .none: return "none"
    case .bool(let truth): return truth ? "true" : "false"
    case .number(let number): return "the number \(NumberText.shortest(number))"
    case .string(let box):
      let isShort = box.text.utf8.count <= 40
      return isShort ? "the string \(StringLiteral.quoted(box.text))" : "a string of \(Text.count(box.text)) characters"
    case .list(let box): return box.items.isEmpty ? "an empty list" : "a list of \(box.items.count)"
    case .record(let box): return box.count == 0 ? "an empty record" : "a record with \(Self.names(box.keys))"
    case .range: return "the range \(literal)"
    case .function(let function): return function.name == "->" ? "a function" : "the function `\(function.name)`"
    case .object(let object): return object.summary ?? "\(Self.article(object.typeName)) \(object.typeName)"
    }
  }

  private static func names(_ keys: [String]) -> String {
    keys.prefix(4).map { "`\($0)`" }.joined(separator: ", ") + (keys.count > 4 ? ", ..." : "")
  }

  static func article(_ noun: String) -> String {
    guard let first = noun.utf8.first else { return "a" }
    return "aeiou".utf8.contains(first) ? "an" : "a"
  }
}

/// Writes a value as plain text, down to a depth and up to a length that no reader follows anyway: a value that shares its
/// parts can be small, and endless when it is written out.
struct ValueWriter {
  private(set) var text = ""
  private var depth = 0
  private let most: Int
  /// Significant digits of numbers; nil writes them in full.
  private let digits: Int?

  private static let deepest = 200
  static let mostBytes = 1 << 28

  init(most: Int = mostBytes, digits: Int? = nil) {
    self.most = most
    self.digits = digits
  }

  private var isFull: Bool { text.utf8.count > most || Interrupt.isRequested }

  mutating func write(_ value: Value) {
    switch value {
    case .none: text += "none"
    case .bool(let truth): text += truth ? "true" : "false"
    case .number(let number): text += number.text(digits: digits)
    case .string(let box): text += StringLiteral.quoted(box.text)
    case .list(let box): nest("[", "]") { $0.writeItems(box.items) }
    case .record(let box): nest("{", "}") { $0.writeFields(box) }
    case .range(let range): writeRange(range)
    case .function(let function): text += function.name == "->" ? "function" : function.heading
    case .object(let object): text += object.text
    }
  }

  private mutating func nest(_ open: String, _ close: String, _ body: (inout ValueWriter) -> Void) {
    text += open
    depth += 1
    if depth > Self.deepest || isFull { text += "…" } else { body(&self) }
    depth -= 1
    text += close
  }

  private mutating func writeItems(_ items: [Value]) {
    for (place, item) in items.enumerated() {
      if place > 0 { text += ", " }
      if isFull { return text += "…" }
      write(item)
    }
  }

  private mutating func writeFields(_ box: RecordBox) {
    for (place, field) in box.fields.enumerated() {
      if place > 0 { text += ", " }
      if isFull { return text += "…" }
      text += StringLiteral.key(field.key)
      text += ": "
      write(field.value)
    }
  }

  private mutating func writeRange(_ range: RangeBox) {
    if let lower = range.lower { text += NumberText.shortest(lower) }
    text += range.isClosed ? "..." : range.upper == nil ? ".." : "..<"
    if let upper = range.upper { text += NumberText.shortest(upper) }
  }
}

extension Double {
  /// The shortest text that reads back as the same number, or the number in so many significant digits.
  func text(digits: Int?) -> String {
    digits.map { SignificantDigits.text(self, digits: $0) } ?? NumberText.shortest(self)
  }
}
