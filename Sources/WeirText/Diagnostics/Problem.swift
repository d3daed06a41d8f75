/// A fact that a layer below the language throws, without a place in a program.
///
/// Each layer has one enum of such facts (`TensorProblem`, `ModelProblem`, `FigureProblem`) whose cases carry data only;
/// the sentences stand together in one extension of it. The evaluator adds the span of the call.
public protocol Problem: Error {
  /// The stable code, as in `Diagnostic.code`.
  var code: String { get }
  /// One sentence: lower-case start, names in backticks, no full stop.
  var message: String { get }
  /// Lines that need room of their own.
  var notes: [String] { get }
  /// What to type instead.
  var help: [String] { get }
}

extension Problem {
  public var notes: [String] { [] }
  public var help: [String] { [] }
}
