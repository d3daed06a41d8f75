import WeirText

/// What the language asks of the program around it.
///
/// The domain (components, interventions) and the outside world (files, messages) stand behind it.
public protocol Host: AnyObject {
  /// The value of a component literal such as `L5H1`.
  func component(_ literal: ComponentLiteral) throws -> Value
  /// Checks what `with e { ... }` names and gives the value that natives find in `interventionsInForce`.
  func interventions(_ value: Value) throws -> Value
  /// Reads the file that `use "path"` names, relative to the file that says it. Two ways of writing one file give
  /// sources with the same name.
  func module(at path: String, usedBy source: Source) throws -> Source
  /// Shows a warning or a note; the evaluation goes on.
  func report(_ diagnostic: Diagnostic)
}
