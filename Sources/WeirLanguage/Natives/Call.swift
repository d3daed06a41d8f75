import WeirText

/// What a native body is handed: its arguments in the declared order, and a way to call back into the language.
public struct Call {
  /// Every parameter's value; defaults are filled in, a `...rest` is one list.
  public let arguments: [Value]
  private let function: Function
  /// The services of the interpreter that runs the call.
  public let context: CallContext

  public init(arguments: [Value], signature: Signature, context: CallContext) {
    self.arguments = arguments
    function = Function(name: "", signature: signature, definition: nil, documentation: nil)
    self.context = context
  }

  init(arguments: [Value], function: Function, context: CallContext) {
    self.arguments = arguments
    self.function = function
    self.context = context
  }

  public var signature: Signature { function.signature }

  /// Calls a function value, with the same limits and interrupts as a call in Weir.
  public func apply(_ function: Value, _ arguments: [Value]) throws -> Value {
    try context.apply(function, arguments)
  }

  public subscript(place: Int) -> Value { arguments[place] }
  public subscript(name: String) -> Value {
    signature.parameters.firstIndex { $0.name == name }.map { arguments[$0] } ?? .none
  }

  /// The source text of an argument that stands by itself at the top level of a program, where it can be run again; nil in
  /// functions and loops, whose names mean nothing outside.
  public func text(of place: Int) -> String? { context.argumentText(place) }

  /// An error that points at one argument instead of the whole call.
  public func problem(at place: Int, _ problem: any Problem) -> any Error {
    ArgumentFault(place: place, problem: problem)
  }
}

/// What a native body may ask of the interpreter.
public protocol CallContext: AnyObject {
  func apply(_ function: Value, _ arguments: [Value]) throws -> Value
  /// The values that enclosing `with` blocks put in force, outermost first, as `Host.interventions` gave them.
  var interventionsInForce: [Value] { get }
  /// The source text of a positional argument of the call under way, where it can be run again.
  func argumentText(_ place: Int) -> String?
  /// Throws `Interrupted` when the person asked to stop.
  func checkInterrupt() throws
  /// Asked before an allocation whose size the user chooses.
  var budget: Budget { get }
  /// The library that the program runs with, for questions about its own words.
  var library: Library { get }
  /// Reports a warning or a note at the call.
  func warn(_ problem: any Problem)
}

/// A problem that belongs to one argument of a native call.
struct ArgumentFault: Error {
  let place: Int
  let problem: any Problem
}

/// An error that is no fault of the program and passes through the evaluator unchanged: an interrupt, `exit(n)`.
public protocol Unwinding: Error {}
