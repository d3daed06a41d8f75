import WeirText

/// An expression and the text it was read from.
public struct Expression: Sendable {
  public let span: Span
  public let kind: Kind

  public init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }

  public indirect enum Kind: Sendable {
    case none
    case bool(Bool)
    case number(Double)
    /// `"a \(b)"`, `"""..."""`, `r"..."`.
    case string([StringPart])
    case name(String)
    /// `L5H1`, `L*H*`, `L[0..<9]H*`.
    case component(ComponentLiteral)
    /// `[a, ...b]`.
    case list([Element])
    /// `{a: 1, "b c": 2, ...r}`.
    case record([Field])
    /// `a..<b`, `a...b`; inside brackets either end may be missing.
    case range(lower: Expression?, upper: Expression?, isClosed: Bool)
    case negate(Expression)
    case not(Expression)
    /// `a and b`, `a or b`.
    case both(Expression, Expression)
    case either(Expression, Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// `a < b <= c`: operands, and the operators between them.
    case comparison([Expression], [ComparisonOperator])
    /// A call in either form; `isCommand` is true for `run "x", model: m`.
    case call(callee: Expression, arguments: [Argument], isCommand: Bool)
    /// `x |> f(y)`: the call holds `x` as its first argument already; kept apart for the formatter.
    case pipe(Expression, into: Expression)
    case index(Expression, [Subscript])
    case member(Expression, Name)
    /// `if c { a } else { b }`; `otherwise` is nil without `else`.
    case conditional(condition: Expression, then: Block, otherwise: Block?)
    case lambda([Parameter], body: Expression)
    /// `[e for x in xs if p for y in ys]`.
    case comprehension(Expression, clauses: [ComprehensionClause])
    /// A block as a value: after `->`, or as a statement of its own.
    case block(Block)
    /// `with e { ... }`.
    case with(Expression, Block)
  }
}

/// A name as it stands in the text.
public struct Name: Sendable, Equatable {
  public let text: String
  public let span: Span

  public init(_ text: String, at span: Span) {
    self.text = text
    self.span = span
  }
}

/// A piece of a string literal.
public enum StringPart: Sendable {
  /// Text with its escapes already replaced.
  case text(String)
  case interpolation(Expression)
}

/// An item of a list literal.
public enum Element: Sendable {
  case value(Expression)
  case spread(Expression)
}

/// An item of a record literal.
public enum Field: Sendable {
  case field(Name, Expression)
  case spread(Expression)
}

/// An argument of a call.
public enum Argument: Sendable {
  case positional(Expression)
  case named(Name, Expression)
  case spread(Expression)
}

/// One item inside index brackets.
public enum Subscript: Sendable {
  /// `x[e]`; a range has its own expression kind, with open ends allowed here.
  case position(Expression)
  /// `x[:]`, the whole axis.
  case all(Span)
  /// `x[head: e]`, always an axis.
  case named(Name, Expression)
  /// `x[head: :]`, a whole axis by name.
  case namedAll(Name)
}

/// A clause of a comprehension.
public enum ComprehensionClause: Sendable {
  case each(Target, in: Expression)
  case filter(Expression)
}

/// What a `for`, a comprehension or a multiple assignment binds.
public struct Target: Sendable {
  public let names: [Name]

  public init(_ names: [Name]) { self.names = names }
}

public enum BinaryOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case remainder = "%"
  case matrix = "@"
  case power = "^"
}

public enum ComparisonOperator: String, Sendable, CaseIterable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case isIn = "in"
  case isNotIn = "not in"
}
