extension Diagnostic {
  /// A fact of a lower layer as a diagnostic, at a place in a program when there is one.
  public init(_ problem: any Problem, at span: Span? = nil) {
    self.init(
      code: problem.code, problem.message, labels: span.map { [Label($0)] } ?? [], notes: problem.notes,
      help: problem.help)
  }
}
