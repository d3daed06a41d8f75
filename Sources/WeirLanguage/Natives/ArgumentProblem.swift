import WeirText

/// What native bodies of the language itself find wrong with an argument.
public enum ArgumentProblem: Problem {
  /// `wanted` reads `a number`, `found` is the value in short.
  case wrongType(name: String, wanted: String, found: String)
  /// Anything else about an argument, as data for one sentence: "`name` must be ..., not ...".
  case outOfRange(name: String, wanted: String, found: String)
  /// A function argument that gave the wrong kind of value.
  case wrongResult(name: String, wanted: String, found: String)
  /// A list with an item of the wrong kind.
  case wrongItem(wanted: String, found: String)
  case unequalLengths(Int, Int)
  case empty(function: String)

  public var code: String {
    switch self {
    case .wrongType: "E3201"
    case .outOfRange: "E3202"
    case .empty: "E3203"
    case .wrongResult: "E3204"
    case .wrongItem: "E3205"
    case .unequalLengths: "E3206"
    }
  }

  public var message: String {
    switch self {
    case .wrongType(let name, let wanted, let found): "`\(name)` must be \(wanted), not \(found)"
    case .outOfRange(let name, let wanted, let found): "`\(name)` must be \(wanted), not \(found)"
    case .wrongResult(let name, let wanted, let found): "`\(name)` must give \(wanted), but gave \(found)"
    case .wrongItem(let wanted, let found): "the items must be \(wanted), not \(found)"
    case .unequalLengths(let a, let b): "the lists have different lengths: \(a) and \(b)"
    case .empty(let function): "`\(function)` of an empty list has no value"
    }
  }
}
