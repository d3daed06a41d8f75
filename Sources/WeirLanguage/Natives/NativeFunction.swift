/// The body of a function that Stdlib declares without one.
///
/// Arity, defaults, axis types and documentation come from the declaration; the body gets every parameter, in order.
/// It throws a `Problem` (which gets the span of the call), `call.problem(at:_:)` (the span of one argument), or an
/// `Unwinding` that passes through unchanged.
public struct NativeFunction {
  /// Exactly the declared name; `module.name` for a module that the prelude does not re-export.
  public let name: String
  public let body: (inout Call) throws -> Value

  /// A short form for calls with one argument, which are made in loops: it answers for values of kinds that the
  /// declaration allows and that need no other argument, and gives nil for everything else.
  let unary: ((Value) throws -> Value?)?

  public init(_ name: String, _ body: @escaping (inout Call) throws -> Value) {
    self.init(name, unary: nil, body)
  }

  /// A function with a short form for one argument.
  public init(
    _ name: String, unary: ((Value) throws -> Value?)?, _ body: @escaping (inout Call) throws -> Value
  ) {
    self.name = name
    self.unary = unary
    self.body = body
  }
}
