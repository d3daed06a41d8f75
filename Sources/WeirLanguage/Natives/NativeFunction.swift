/// The body of a function that Stdlib declares without one.
///
/// Arity, defaults, axis types and documentation come from the declaration; the body gets every parameter, in order.
public struct NativeFunction {
  /// Exactly the declared name; `module.name` for a module other than the prelude's.
  public let name: String
  public let body: (inout Call) throws -> Value

  public init(_ name: String, _ body: @escaping (inout Call) throws -> Value) {
    self.name = name
    self.body = body
  }
}
