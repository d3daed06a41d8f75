import WeirText

/// A function written in Weir, with the values of the outer locals that it reads.
final class Closure: Function {
  let code: FunctionCode
  /// The code's body and frame, where calls reach them without reference counting.
  let layout: FunctionCode.Layout
  private(set) var captures: [Value]

  init(code: FunctionCode, captures: [Value]) {
    self.code = code
    layout = code.layout
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
  /// Answers for one argument of a kind that needs nothing else; nil where the body is to be asked.
  let unary: ((Value) throws -> Value?)?
  /// Slots, defaults and type tests of the declaration.
  let code: FunctionCode

  init(code: FunctionCode, function: NativeFunction) {
    self.code = code
    body = function.body
    unary = function.unary
    super.init(
      name: code.name, signature: code.signature, definition: code.span, documentation: code.documentation)
  }
}
