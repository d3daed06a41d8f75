// How values are represented.
//
// A `Value` is one tag and one word (stride 16): numbers and truth values sit inside it, everything larger is a class
// box, so that passing a value costs at most one reference count. Boxes are immutable to the reader; the evaluator
// changes one in place only when the assigned slot is its single owner.

/// Any value of the language.
public enum Value {
  case none
  case bool(Bool)
  case number(Double)
  case string(StringBox)
  case list(ListBox)
  case record(RecordBox)
  case range(RangeBox)
  case function(Function)
  /// A value of the domain: tensor, model, run, site, figure. The language knows it only by `Object`.
  case object(Object)
}

extension Value {
  public init(_ text: String) { self = .string(StringBox(text)) }
  public init(_ items: [Value]) { self = .list(ListBox(items)) }
  public init(_ number: Int) { self = .number(Double(number)) }
  /// A record with these fields in this order.
  public init(fields: [(String, Value)]) {
    self = .record(RecordBox(keys: fields.map(\.0), values: fields.map(\.1)))
  }

  /// What a short string in a list takes: the value, its box and the allocator's own words.
  static let bytesOfString = MemoryLayout<Value>.stride + 48

  /// The kind's name in messages and type annotations.
  public var typeName: String {
    switch self {
    case .none: "none"
    case .bool: "bool"
    case .number: "number"
    case .string: "string"
    case .list: "list"
    case .record: "record"
    case .range: "range"
    case .function: "function"
    case .object(let object): object.typeName
    }
  }

  public var isNone: Bool {
    if case .none = self { return true }
    return false
  }
  public var asNumber: Double? {
    if case .number(let number) = self { return number }
    return nil
  }
  /// The number as an integer; nil for anything else, broken numbers and those beyond 2^53 included.
  public var asInteger: Int? {
    guard case .number(let number) = self, number.magnitude <= 0x1p53, number == number.rounded() else { return nil }
    return Int(number)
  }
  public var asBool: Bool? {
    if case .bool(let truth) = self { return truth }
    return nil
  }
  public var asString: String? {
    if case .string(let box) = self { return box.text }
    return nil
  }
  public var asList: [Value]? {
    if case .list(let box) = self { return box.items }
    return nil
  }
  public var asRecord: RecordBox? {
    if case .record(let box) = self { return box }
    return nil
  }
  public var asFunction: Function? {
    if case .function(let function) = self { return function }
    return nil
  }
  /// The domain value of this class; nil for anything else.
  public func asObject<Kind: Object>(_ kind: Kind.Type) -> Kind? {
    if case .object(let object) = self { return object as? Kind }
    return nil
  }
}
