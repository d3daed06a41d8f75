// Type annotations at call time. Kinds of plain values are one bit each, so that most tests are one comparison.

/// A type annotation, ready to be asked about values.
struct TypeTest {
  private struct Kinds: OptionSet {
    let rawValue: UInt16
    static let none = Kinds(rawValue: 1)
    static let bool = Kinds(rawValue: 2)
    static let number = Kinds(rawValue: 4)
    static let string = Kinds(rawValue: 8)
    static let list = Kinds(rawValue: 16)
    static let record = Kinds(rawValue: 32)
    static let range = Kinds(rawValue: 64)
    static let function = Kinds(rawValue: 128)
  }

  private var kinds: Kinds = []
  /// Kinds of domain values by name.
  private var objects: [String] = []
  /// Axes of each `tensor[...]` alternative.
  private var tensors: [[String]] = []
  private var lists: [TypeTest] = []
  let description: String

  /// Nil when the annotation takes anything.
  init?(_ annotation: TypeAnnotation) {
    self.init(annotation.kind)
  }

  private init?(_ kind: TypeAnnotation.Kind) {
    description = Self.describe(kind)
    guard add(kind) else { return nil }
  }

  /// Adds an alternative; false when it takes anything.
  private mutating func add(_ kind: TypeAnnotation.Kind) -> Bool {
    switch kind {
    case .named(let name): return add(name)
    case .tensor(let axes): tensors.append(axes)
    case .list(let item):
      guard let test = TypeTest(item) else { return add("list") }
      lists.append(test)
    case .either(let kinds):
      for kind in kinds where !add(kind) { return false }
    }
    return true
  }

  private mutating func add(_ name: String) -> Bool {
    switch name {
    case "any": return false
    case "none": kinds.insert(.none)
    case "bool": kinds.insert(.bool)
    case "number": kinds.insert(.number)
    case "string": kinds.insert(.string)
    case "list": kinds.insert(.list)
    case "record": kinds.insert(.record)
    case "range": kinds.insert(.range)
    case "function": kinds.insert(.function)
    case "token":
      // A text that is one token of the model, or the token's number.
      kinds.formUnion([.string, .number])
    case "site":
      // A hook name is accepted wherever a site is.
      kinds.insert(.string)
      objects.append(name)
    default: objects.append(name)
    }
    return true
  }

  func accepts(_ value: Value) -> Bool {
    switch value {
    case .none: kinds.contains(.none)
    case .bool: kinds.contains(.bool)
    case .number: kinds.contains(.number)
    case .string: kinds.contains(.string)
    case .list(let box): kinds.contains(.list) || lists.contains { test in box.items.allSatisfy(test.accepts) }
    case .record: kinds.contains(.record)
    case .range: kinds.contains(.range)
    case .function: kinds.contains(.function)
    case .object(let object): accepts(object)
    }
  }

  /// What a message says was found instead: the value, or the item of a list that does not fit.
  func refused(_ value: Value) -> String {
    guard !lists.isEmpty, let items = value.asList,
      let item = items.first(where: { item in !lists.contains { $0.accepts(item) } })
    else { return value.summary }
    return "a list with \(item.summary)"
  }

  private func accepts(_ object: Object) -> Bool {
    if objects.contains(where: object.isKind) { return true }
    guard !tensors.isEmpty, let axes = object.axisNames else { return false }
    return tensors.contains { Self.match($0[...], axes[...]) }
  }

  /// Axis names in order; `...` stands for any number of them.
  private static func match(_ wanted: ArraySlice<String>, _ axes: ArraySlice<String>) -> Bool {
    guard let first = wanted.first else { return axes.isEmpty }
    if first == "..." {
      return (0...axes.count).contains { match(wanted.dropFirst(), axes.dropFirst($0)) }
    }
    return axes.first == first && match(wanted.dropFirst(), axes.dropFirst())
  }

  /// `a number or none`, for messages.
  private static func describe(_ kind: TypeAnnotation.Kind) -> String {
    switch kind {
    case .named("none"): "none"
    case .named("bool"): "true or false"
    case .named("any"): "anything"
    case .named("tokens"): "tokens"
    case .named("token"): "a token, as its text or its number"
    case .named(let name): "\(Value.article(name)) \(name)"
    case .tensor(let axes): "a tensor [\(axes.joined(separator: ", "))]"
    case .list(let item): "a list of \(plural(item))"
    case .either(let kinds): kinds.map(describe).joined(separator: " or ")
    }
  }

  private static func plural(_ kind: TypeAnnotation.Kind) -> String {
    switch kind {
    case .named("any"): "anything"
    case .named("tokens"): "tokens"
    case .named(let name): name + "s"
    case .tensor(let axes): "tensors [\(axes.joined(separator: ", "))]"
    case .list(let item): "lists of \(plural(item))"
    case .either(let kinds): kinds.map(plural).joined(separator: " or ")
    }
  }
}
