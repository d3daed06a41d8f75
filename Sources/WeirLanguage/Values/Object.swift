import WeirText

/// A value that the language carries without knowing what is inside: the base of tensors, models, runs, sites, figures.
///
/// WeirNatives has one subclass a kind. Every method has a default that refuses; a thrown `Problem` gets the span of
/// the expression from the evaluator.
open class Object {
  public init() {}

  /// The kind's name in messages and type annotations: `tensor`, `run`.
  open var typeName: String { "object" }
  /// Whether it fits a type annotation of this name; a kind may answer to several (`tensor` and `direction`).
  open func isKind(_ name: String) -> Bool { name == typeName }
  /// Axis names, for annotations such as `tensor[head, query, key]`; nil when it is not a tensor.
  open var axisNames: [String]? { nil }
  /// The echo at the prompt, at most `width` columns a line, its numbers in so many significant digits, or as the kind
  /// shows them when `digits` is nil.
  open func echo(width: Int, digits: Int?) -> Markup { Markup(text) }
  /// The echo with the kind's own count of digits.
  public final func echo(width: Int) -> Markup { echo(width: width, digits: nil) }
  /// What `print` and interpolation write.
  open var text: String { typeName }
  /// A few words for messages about operands: `a tensor [head: 12, query: 7]`; nil gives `a tensor`.
  open var summary: String? { nil }
  /// Names offered after a dot.
  open var memberNames: [String] { [] }
  /// What to write instead of `x.name`, where a member of that name is looked for and there is none.
  open func advice(forMissing name: String) -> [String] { [] }
  /// `x.name`; nil when there is no such member.
  open func member(_ name: String) throws -> Value? { nil }
  /// `x[...]`.
  open func subscripted(_ indices: [Index]) throws -> Value { throw ObjectProblem.notIndexable(typeName) }
  /// A copy in which the indexed part is replaced: `x[...] = v`.
  open func replacing(_ indices: [Index], with value: Value) throws -> Value {
    throw ObjectProblem.notReplaceable(typeName)
  }
  /// Replaces the indexed part in place and answers true.
  ///
  /// The evaluator asks only when the assigned slot is the single owner. False (nothing changed) makes it use the
  /// copying form.
  open func replaceInPlace(_ indices: [Index], with value: Value) throws -> Bool { false }
  /// `x.name = v` as a copy.
  open func replacing(member name: String, with value: Value) throws -> Value {
    throw ObjectProblem.notReplaceable(typeName)
  }
  /// A binary operation in which either side is an object.
  ///
  /// Nil when this kind does not know it. The evaluator asks the left object first, then the right one.
  open func binary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? { nil }
  /// An element-wise comparison, or `in`; nil falls back to identity for `==` and `!=`, and to an error for the others.
  open func compare(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value? { nil }
  /// `-x`.
  open func negated() throws -> Value? { nil }
  /// `not x`.
  open func inverted() throws -> Value? { nil }
  /// A function of the language's own library that also works on this kind: `sum`, `mean`, `abs`, `sort`, ...
  ///
  /// The call holds every declared argument. Asked of each object among the arguments in turn; nil when this kind
  /// does not know the function.
  open func apply(_ function: String, _ call: Call) throws -> Value? { nil }
  /// Calling it like a function, `x(...)`; nil when it cannot be called.
  open func called(_ arguments: [Value], context: CallContext) throws -> Value? { nil }
  /// The items that `for` walks over; nil when it cannot be walked.
  open func items() throws -> [Value]? { nil }
  /// The number of items, for `len`.
  open var count: Int? { nil }
  /// Whether two objects are the same value, for `==` on containers.
  open func isEqual(to other: Object) -> Bool { self === other }
  /// Bytes held, for `:vars` and the budget.
  open var byteCount: Int { 0 }
  /// Why it cannot be a condition, with what to write instead (`all(...)`); nil for the plain message.
  open var truthAdvice: String? { nil }
}

/// One item inside index brackets, evaluated.
public enum Index {
  case position(Value)
  case all
  case named(String, Value)
  case namedAll(String)
}

/// What an object refuses.
public enum ObjectProblem: Problem {
  case notIndexable(String)
  case notReplaceable(String)

  public var code: String {
    switch self {
    case .notIndexable: "E3101"
    case .notReplaceable: "E3102"
    }
  }

  public var message: String {
    switch self {
    case .notIndexable(let type): "a \(type) cannot be indexed"
    case .notReplaceable(let type): "part of a \(type) cannot be assigned"
    }
  }
}
