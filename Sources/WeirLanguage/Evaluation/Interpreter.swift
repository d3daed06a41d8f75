import WeirText

/// Runs programs over one set of top-level names: a session at the prompt, or one script.
///
/// It is used from one thread at a time; deep recursion needs `LargeStack.run`.
public final class Interpreter {
  public let library: Library
  public let interrupt: InterruptCheck
  public let budget: Budget
  let host: any Host
  /// Values for `param` declarations, as text from the command line.
  public var options: [String: String] = [:]

  public init(
    library: Library, host: any Host, interrupt: InterruptCheck = InterruptCheck(), budget: Budget = Budget()
  ) {
    self.library = library
    self.host = host
    self.interrupt = interrupt
    self.budget = budget
  }

  /// Runs an entry or script; hands each value of a top-level expression statement that is not silenced to `echo`.
  /// - Returns: the value of the last statement, `none` if it has none.
  /// - Throws: `RuntimeError`, or an `Unwinding` such as `Interrupted`.
  @discardableResult
  public func run(_ program: Program, echo: ((Value, Statement) throws -> Void)? = nil) throws -> Value {
    throw RuntimeError(Diagnostic(code: "E3000", "the evaluator is not linked in yet"))
  }

  /// Top-level names that the program bound, in the order of their first binding.
  public var names: [String] { [] }

  /// A top-level name's value; nil when the program has not bound it.
  public func value(of name: String) -> Value? { nil }

  /// Binds a top-level name, as an assignment would: `_` after an echo, `args` of a script.
  public func bind(_ name: String, to value: Value) {}

  /// Forgets a top-level name; a name of the library that it hid is visible again.
  public func forget(_ name: String) {}

  /// Calls a function value from outside a program.
  public func apply(_ function: Value, _ arguments: [Value]) throws -> Value { .none }
}
