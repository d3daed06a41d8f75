import WeirText

/// A function value: a Weir closure, or a native body behind a declaration in Stdlib.
public class Function {
  /// The name it was defined by; `->` for a lambda.
  public let name: String
  public let signature: Signature
  /// The definition's text; nil for functions that the program makes without one.
  public let definition: Span?
  /// The `##` comment above the definition.
  public let documentation: DocComment?

  init(name: String, signature: Signature, definition: Span?, documentation: DocComment?) {
    self.name = name
    self.signature = signature
    self.definition = definition
    self.documentation = documentation
  }

  /// `f(a, k = 5)`, as messages and help show it.
  public var heading: String { signature.heading(name) }
}
