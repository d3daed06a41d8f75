/// A function value: a Weir closure, or a native body behind a declaration in Stdlib.
open class Function {
  /// The name it was defined by; `->` for a lambda.
  public let name: String
  public init(name: String) { self.name = name }
}
