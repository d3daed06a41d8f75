import WeirText

/// `[a, ...b]`.
final class ListNode: Node {
  enum Item {
    case value(Node)
    case spread(Node)
  }

  let items: [Item]

  init(_ items: [Item], _ span: Span) {
    self.items = items
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    var values: [Value] = []
    values.reserveCapacity(items.count)
    for item in items {
      switch item {
      case .value(let node): values.append(try node.value(f))
      case .spread(let node): values += try ListNode.spread(node, f)
      }
    }
    try f.chargeItems(values.count, at: span)
    return Value(values)
  }

  static func spread(_ node: Node, _ f: Frame) throws -> [Value] {
    let value = try node.value(f)
    do {
      guard let items = try value.items(budget: f.machine.budget) else {
        throw RuntimeFact.notSpreadable(value.summary, into: "a list")
      }
      return items
    } catch { throw f.locate(error, at: node.span) }
  }
}

/// `{a: 1, ...r}`.
final class RecordNode: Node {
  enum Item {
    case field(String, Node)
    case spread(Node)
  }

  let items: [Item]

  init(_ items: [Item], _ span: Span) {
    self.items = items
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    let box = RecordBox()
    for item in items { try Self.add(item, to: box, f) }
    try f.chargeItems(box.count * 2, at: span)
    return .record(box)
  }

  static func add(_ item: Item, to box: RecordBox, _ f: Frame) throws {
    switch item {
    case .field(let name, let node): box.set(name, try node.value(f))
    case .spread(let node):
      let value = try node.value(f)
      guard case .record(let other) = value else {
        throw f.fault(.notSpreadable(value.summary, into: "a record"), at: node.span)
      }
      for (key, value) in zip(other.keys, other.values) { box.set(key, value) }
    }
  }
}

/// `a..<b`, `a...b`; inside index brackets an end may be missing.
final class RangeNode: Node {
  let lower: Node?
  let upper: Node?
  let isClosed: Bool

  init(_ lower: Node?, _ upper: Node?, isClosed: Bool, _ span: Span) {
    self.lower = lower
    self.upper = upper
    self.isClosed = isClosed
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    let lower = try end(self.lower, f)
    let upper = try end(self.upper, f)
    try f.charge(48, "a range", at: span)
    return .range(RangeBox(lower: lower, upper: upper, isClosed: isClosed))
  }

  /// Both ends as numbers, for loops.
  func ends(_ f: Frame) throws -> (lower: Double, upper: Double) {
    guard let lower = try end(lower, f), let upper = try end(upper, f) else { throw f.fault(.openRange, at: span) }
    return (lower, upper)
  }

  private func end(_ node: Node?, _ f: Frame) throws -> Double? {
    guard let node else { return nil }
    let value = try node.value(f)
    if case .number(let number) = value { return number }
    throw f.fault(.operand(isClosed ? "..." : "..<", value.summary), at: node.span)
  }
}

/// `x[...]`.
final class IndexNode: Node {
  enum Item {
    case position(Node)
    case all
    case named(String, Node)
    case namedAll(String)
  }

  let base: Node
  let items: [Item]

  init(_ base: Node, _ items: [Item], _ span: Span) {
    self.base = base
    self.items = items
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    let value = try base.value(f)
    if items.count == 1, case .position(let node) = items[0] {
      let index = try node.value(f)
      if case .list(let box) = value, case .number(let number) = index, number >= 0,
        number < Double(box.items.count), number == number.rounded(.towardZero)
      {
        return box.items[Int(number)]
      }
      return try item(of: value, [.position(index)], f)
    }
    return try item(of: value, try Self.indices(items, f), f)
  }

  private func item(of value: Value, _ indices: [Index], _ f: Frame) throws -> Value {
    do { return try Indexing.item(of: value, indices, budget: f.machine.budget) } catch RuntimeFact.notIndexable {
      throw f.fault(CommandSurprise.index(value, base, span), at: span)
    } catch { throw f.locate(error, at: span) }
  }

  static func indices(_ items: [Item], _ f: Frame) throws -> [Index] {
    try items.map { item in
      switch item {
      case .position(let node): .position(try node.value(f))
      case .all: .all
      case .named(let name, let node): .named(name, try node.value(f))
      case .namedAll(let name): .namedAll(name)
      }
    }
  }
}

/// `r.name`.
final class MemberNode: Node {
  let base: Node
  let name: Name

  init(_ base: Node, _ name: Name, _ span: Span) {
    self.base = base
    self.name = name
    super.init(span)
  }

  override func value(_ f: Frame) throws -> Value {
    let value = try base.value(f)
    do { return try Indexing.member(of: value, name.text) } catch {
      throw f.locate(explained(error, f), at: name.span)
    }
  }

  /// The error with what to write here for a method of another language.
  private func explained(_ error: any Error, _ f: Frame) -> any Error {
    guard let fact = error as? RuntimeFact else { return error }
    let receiver = base.span.text
    let isShort = receiver.utf8.count <= 40 && !receiver.contains("\n")
    let arguments = self.arguments
    let advice =
      ForeignWords.advice(forMethod: name.text, of: isShort ? receiver : "x", arguments: arguments) {
        f.machine.library.isFunction($0)
      } ?? []
    switch fact {
    case .unknownField(let name, let known, _):
      // A field that is only misspelt is no method.
      let isMisspelt = arguments == nil && Suggestion.best(for: name, among: known) != nil
      return RuntimeFact.unknownField(name, known: known, advice: isMisspelt ? [] : advice)
    case .unknownMember(let name, let type, let known, let own):
      let isMisspelt = arguments == nil && Suggestion.best(for: name, among: known) != nil
      return RuntimeFact.unknownMember(name, of: type, known: known, advice: isMisspelt ? [] : own + advice)
    default: return error
    }
  }

  /// What stands in the parentheses directly behind, when the member is called and they are short.
  private var arguments: String? {
    let bytes = span.source.bytes
    var end = span.upper
    guard end < bytes.count, bytes[end] == Ascii.leftParen else { return nil }
    var open = 0
    while end < bytes.count, end < span.upper + 60, bytes[end] != Ascii.newline {
      if bytes[end] == Ascii.leftParen { open += 1 }
      if bytes[end] == Ascii.rightParen { open -= 1 }
      if open == 0 { return span.source.text(from: span.upper + 1, to: end) }
      end += 1
    }
    return "..."
  }
}
