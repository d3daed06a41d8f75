import WeirLanguage
import WeirText

/// One entry of a session, and how it went.
public struct SessionEntry {
  public enum Outcome: Sendable, Equatable {
    case succeeded
    case failed
    case interrupted
  }

  /// The number in `<in 7>` and `_7`.
  public let number: Int
  public let source: Source
  /// Nil when the text could not be parsed.
  public let program: Program?
  public let outcome: Outcome
  /// Why it failed; empty when it did not.
  public let errors: [Diagnostic]
  /// Seconds that it ran.
  public let seconds: Double
  /// Whether it echoed a value, which `_7` then stands for.
  public let hasEchoed: Bool
  /// The entry whose value `_` meant when it ran.
  public let previousEcho: Int?
  /// Names that it assigns anywhere outside of functions.
  public let assigned: Set<String>
  /// Names that it binds anew, whatever they were before.
  public let defined: Set<String>
  /// Names that it reads.
  public let read: Set<String>
  /// Names that functions read when they are called, by the name that each is bound to here.
  public let functions: [String: Set<String>]

  init(
    number: Int, source: Source, program: Program?, outcome: Session.Outcome, seconds: Double,
    hasEchoed: Bool,
    previousEcho: Int?
  ) {
    self.number = number
    self.source = source
    self.program = program
    self.outcome = outcome.kind
    if case .failed(let diagnostics) = outcome { errors = diagnostics } else { errors = [] }
    self.seconds = seconds
    self.hasEchoed = hasEchoed
    self.previousEcho = previousEcho
    assigned = program.map(Names.assigned) ?? []
    defined = program.map(Names.defined) ?? []
    let names = program.map { FreeNames(of: $0) }
    read = names?.read ?? []
    functions = names?.functions ?? [:]
  }

  /// Every name in its text that stands for something outside of it.
  var mentioned: Set<String> { functions.values.reduce(read) { $0.union($1) } }

  /// Whether it asks for a model by name, and so changes what later entries mean by the current one.
  var loadsModel: Bool { mentioned.contains("load") }
}
