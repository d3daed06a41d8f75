import WeirText

/// A function written in Weir, with the values of the outer locals that it reads.
final class Closure: Function {
  let code: FunctionCode
  private(set) var captures: [Value]

  init(code: FunctionCode, captures: [Value]) {
    self.code = code
    self.captures = captures
    super.init(
      name: code.name, signature: code.signature, definition: code.span, documentation: code.documentation)
  }

  deinit {
    // A closure may hold a closure that holds a closure ...
    guard !captures.isEmpty else { return }
    var dead: [Value] = []
    swap(&dead, &captures)
    Burial.bury(dead)
  }
}

/// A function with a native body.
final class Native: Function {
  let body: (inout Call) throws -> Value
  /// Slots, defaults and type tests of the declaration.
  let code: FunctionCode

  init(code: FunctionCode, body: @escaping (inout Call) throws -> Value) {
    self.code = code
    self.body = body
    super.init(
      name: code.name, signature: code.signature, definition: code.span, documentation: code.documentation)
  }
}
