import WeirText

// Errors get their place here: what is thrown below (facts, problems of the domain) becomes a `RuntimeError` with the
// span of the expression that was being evaluated.

extension Machine {
  /// The error with this place, unless it has one or passes through by nature.
  @inline(never)
  func locate(_ error: any Error, at span: Span) -> any Error {
    switch error {
    case is RuntimeError, is any Unwinding: return error
    case let fault as ArgumentFault: return RuntimeError(Diagnostic(fault.problem, at: span))
    case let problem as any Problem: return RuntimeError(Diagnostic(problem, at: span))
    default: return RuntimeError(Diagnostic(RuntimeFact.internalError(String(describing: error)), at: span))
    }
  }
}

extension Frame {
  @inline(never)
  func locate(_ error: any Error, at span: Span) -> any Error { machine.locate(error, at: span) }

  /// A fact at a place, as an error.
  @inline(never)
  func fault(_ fact: RuntimeFact, at span: Span) -> any Error { RuntimeError(Diagnostic(fact, at: span)) }
}
