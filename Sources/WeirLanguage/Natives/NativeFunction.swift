/// The body of a function that Stdlib declares without one.
///
/// Arity, defaults, axis types and documentation come from the declaration; the body gets every parameter, in order.
/// It throws a `Problem` (which gets the span of the call), `call.problem(at:_:)` (the span of one argument), or an
/// `Unwinding` that passes through unchanged.
public struct NativeFunction {
  /// Exactly the declared name; `module.name` for a module that the prelude does not re-export.
  public let name: String
  public let body: (inout Call) throws -> Value

  public init(_ name: String, _ body: @escaping (inout Call) throws -> Value) {
    self.name = name
    self.body = body
  }
}
