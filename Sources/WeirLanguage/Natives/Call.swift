/// What a native body is handed: its arguments in the declared order, and a way to call back into the language.
public struct Call {
  public let arguments: [Value]
  /// Calls a function value, with the same limits and interrupts as a call in Weir.
  public let apply: (Value, [Value]) throws -> Value

  public init(arguments: [Value], apply: @escaping (Value, [Value]) throws -> Value) {
    self.arguments = arguments
    self.apply = apply
  }
}
