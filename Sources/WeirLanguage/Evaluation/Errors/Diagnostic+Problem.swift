import WeirText

extension Diagnostic {
  /// A problem with its place.
  init(_ problem: any Problem, at span: Span?) {
    self.init(
      code: problem.code, problem.message, labels: span.map { [Label($0)] } ?? [], notes: problem.notes,
      help: problem.help)
  }
}
