import WeirText

/// A statement and the text it was read from.
public struct Statement: Sendable {
  public let span: Span
  public let kind: Kind

  public init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }

  public indirect enum Kind: Sendable {
    /// `isSilent` is true when a `;` ends the entry and no echo is wanted.
    case expression(Expression, isSilent: Bool)
    /// `a = e`, `a, b = e`.
    case assign(Target, Expression)
    /// `x[i] = e`, `r.f = e`, `r.f[i] = e`: rebinds the name at the root of the place.
    case assignPlace(Expression, Expression)
    case define(Definition)
    case forEach(Target, in: Expression, Block)
    case whileTrue(Expression, Block)
    case breakLoop
    case continueLoop
    case returnValue(Expression?)
    case use(Use)
    case save(Expression, to: Expression, options: [Argument])
    case assert(Expression, message: Expression?)
    case param(ParamDeclaration)
  }
}

/// Statements between braces; the value of the last one is the block's.
public struct Block: Sendable {
  public let statements: [Statement]
  public let span: Span

  public init(_ statements: [Statement], at span: Span) {
    self.statements = statements
    self.span = span
  }
}

/// `def f(a, k = 5, ...rest) -> tensor[layer, head] = expr`, with a block, or without a body (a native function).
public struct Definition: Sendable {
  public enum Body: Sendable {
    case expression(Expression)
    case block(Block)
    case native
  }

  public let name: Name
  public let parameters: [Parameter]
  public let result: TypeAnnotation?
  public let body: Body
  /// The `##` comment directly above, without its marks.
  public let documentation: String?

  public init(
    name: Name, parameters: [Parameter], result: TypeAnnotation?, body: Body, documentation: String?
  ) {
    self.name = name
    self.parameters = parameters
    self.result = result
    self.body = body
    self.documentation = documentation
  }
}

/// A parameter of a function or lambda.
public struct Parameter: Sendable {
  public let name: Name
  public let type: TypeAnnotation?
  public let defaultValue: Expression?
  /// `...rest`.
  public let isRest: Bool

  public init(
    _ name: Name, type: TypeAnnotation? = nil, defaultValue: Expression? = nil, isRest: Bool = false
  ) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.isRest = isRest
  }
}

/// `run`, `tensor[head, query, key]`, `list of string`, `number or none`.
public struct TypeAnnotation: Sendable {
  public indirect enum Kind: Sendable {
    case named(String)
    case tensor(axes: [String])
    case list(of: Kind)
    case either([Kind])
  }

  public let kind: Kind
  public let span: Span

  public init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }

  /// Whether a text given for it is one token of a model.
  var isToken: Bool {
    switch kind {
    case .named(let name): name == "token"
    case .either(let kinds): kinds.contains { if case .named("token") = $0 { true } else { false } }
    case .tensor, .list: false
    }
  }
}

/// `use circuits`, `use circuits: a, b`, `use "lib.weir" as lib`.
public struct Use: Sendable {
  public enum Module: Sendable {
    case library(Name)
    case file(path: String, Span)
  }

  public let module: Module
  public let names: [Name]
  public let alias: Name?

  public init(module: Module, names: [Name], alias: Name?) {
    self.module = module
    self.names = names
    self.alias = alias
  }

  /// The names that stand for something behind it.
  public var boundNames: [String] {
    if !names.isEmpty { return names.map(\.text) }
    if let alias { return [alias.text] }
    if case .library(let name) = module { return [name.text] }
    return []
  }
}

/// `param name = default  ## what it is`.
public struct ParamDeclaration: Sendable {
  public let name: Name
  public let defaultValue: Expression
  public let documentation: String?

  public init(name: Name, defaultValue: Expression, documentation: String?) {
    self.name = name
    self.defaultValue = defaultValue
    self.documentation = documentation
  }
}

/// A comment and where it stands; the formatter puts it back.
public struct Comment: Sendable {
  public let span: Span
  /// True for `##`.
  public let isDocumentation: Bool

  public init(_ span: Span, isDocumentation: Bool) {
    self.span = span
    self.isDocumentation = isDocumentation
  }
}

/// A whole script, module or entry.
public struct Program: Sendable {
  public let source: Source
  public let statements: [Statement]
  public let comments: [Comment]

  public init(source: Source, statements: [Statement], comments: [Comment]) {
    self.source = source
    self.statements = statements
    self.comments = comments
  }
}

/// The parser's answer about an entry.
public enum ParseResult: Sendable {
  case complete(Program)
  /// More lines are wanted; the prompt indents the next one by this many levels.
  case incomplete(depth: Int)
  case wrong([Diagnostic])
}
