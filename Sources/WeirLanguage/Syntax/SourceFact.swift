import WeirText

/// What a stage found out about a text: a case of an enum that carries data, whose sentences stand in one extension.
protocol SourceFact: Sendable {
  /// The stable code, as in `Diagnostic.code`.
  var code: String { get }
  /// One sentence: lower-case start, names in backticks, no full stop.
  var message: String { get }
  /// The words under the caret; empty for the caret alone.
  var label: String { get }
  /// Other places that explain it.
  var related: [Diagnostic.Label] { get }
  /// What to type instead, one line each.
  var help: [String] { get }
}

extension SourceFact {
  var label: String { "" }
  var related: [Diagnostic.Label] { [] }
  var help: [String] { [] }

  /// The message about this fact at a place.
  func diagnostic(at span: Span, severity: Diagnostic.Severity = .error) -> Diagnostic {
    Diagnostic(
      severity, code: code, message, labels: [Diagnostic.Label(span, label)] + related, help: help)
  }
}

/// A fact and its place.
struct Located<Fact: SourceFact>: Sendable {
  let fact: Fact
  let span: Span

  var diagnostic: Diagnostic { fact.diagnostic(at: span) }
}
