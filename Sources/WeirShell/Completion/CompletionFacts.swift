import WeirLanguage
import WeirModel

/// What completion knows of the session.
///
/// Tests give facts of their own.
public protocol CompletionFacts {
  /// The names that the session bound.
  var boundNames: [Candidate] { get }
  /// The names of the standard library that need no `use`, and its modules.
  var libraryNames: [Candidate] { get }
  /// What may follow a dot after a chain of names.
  func members(of path: [String]) -> [Candidate]
  /// What may follow a dot after a call of a function, as far as its declaration tells.
  func members(ofResultOf function: String) -> [Candidate]
  /// What may follow a dot after an index into what a chain of names leads to.
  func members(ofItemsOf path: [String]) -> [Candidate]
  /// The functions of the library whose declared result is of a type.
  func functions(giving type: String) -> [Candidate]
  /// Whether a chain of names leads to a run.
  func isRun(_ path: [String]) -> Bool
  /// The axes of a tensor, and keys of a record, that a chain of names leads to.
  func axes(of path: [String]) -> [String]
  func keys(of path: [String]) -> [String]
  /// The parameters of a function by its name or dotted name.
  func signature(of function: String) -> Signature?
  func documentation(of function: String) -> DocComment?
  /// The shape of the model that is meant; completion never loads one.
  var configuration: ModelConfiguration? { get }
  /// The tokens of the run used last, by position.
  var tokens: [String] { get }
  /// Items of the vocabulary that begin with a text, at most so many.
  func vocabulary(_ prefix: String, limit: Int) -> [String]
  var modelNames: [Candidate] { get }
  /// What a folder holds; folders end with `/`.
  func files(in folder: String) -> [String]
}
