/// How a statement ended.
enum Completion {
  case normal
  case broken
  case continued
  /// The value waits in `MachineState.returned`.
  case returned
}

/// A `break`, `continue` or `return` inside an expression, on its way to its loop or call.
struct ControlSignal: Unwinding {
  let completion: Completion
}
