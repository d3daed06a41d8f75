// How values are represented.
//
// A `Value` is one tag and one word (stride 16): numbers and truth values sit inside it, everything larger is a final
// class box, so that passing a value costs at most one reference count. Boxes are immutable to the reader; the evaluator
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

public final class StringBox {
  public internal(set) var text: String
  public init(_ text: String) { self.text = text }
}

public final class ListBox {
  public internal(set) var items: [Value]
  public init(_ items: [Value]) { self.items = items }
}

/// `a..<b` over whole or broken numbers; open ends exist inside index brackets only.
public final class RangeBox {
  public let lower: Double?
  public let upper: Double?
  public let isClosed: Bool
  public init(lower: Double?, upper: Double?, isClosed: Bool) {
    self.lower = lower
    self.upper = upper
    self.isClosed = isClosed
  }
}

/// Ordered fields.
public final class RecordBox {
  public internal(set) var keys: [String]
  public internal(set) var values: [Value]
  public init(keys: [String], values: [Value]) {
    self.keys = keys
    self.values = values
  }
}
