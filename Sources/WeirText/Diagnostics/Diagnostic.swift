// What went wrong, as data. `DiagnosticRenderer` draws it; the stages' enums of facts become it.

/// One message about a program: what was found, where, and what to type instead.
public struct Diagnostic: Sendable, Equatable {
  public enum Severity: Sendable { case error, warning, note }

  /// A span with a few words drawn under it.
  public struct Label: Sendable, Equatable {
    public let span: Span
    public let text: String

    public init(_ span: Span, _ text: String = "") {
      self.span = span
      self.text = text
    }
  }

  /// A step of a backtrace in Weir's terms.
  public struct Frame: Sendable, Equatable {
    public let name: String
    public let call: Span

    public init(name: String, call: Span) {
      self.name = name
      self.call = call
    }
  }

  public var severity: Severity
  /// Stable code: `E` + stage (0 lexis, 1 syntax, 2 check, 3 run, 4 tensors, 5 models, 6 figures, 7 files, 8 shell) + three digits.
  public var code: String
  /// One sentence: lower-case start, names in backticks, no full stop.
  public var message: String
  /// The first label is the place of the error, later ones explain it ("first defined here").
  public var labels: [Label]
  /// Lines after the source: facts that need room, such as two shapes aligned under each other.
  public var notes: [String]
  /// What to type instead, one line each.
  public var help: [String]
  /// Calls that led here, innermost last.
  public var backtrace: [Frame]

  public init(
    _ severity: Severity = .error, code: String, _ message: String, labels: [Label] = [],
    notes: [String] = [], help: [String] = [], backtrace: [Frame] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.labels = labels
    self.notes = notes
    self.help = help
    self.backtrace = backtrace
  }
}
