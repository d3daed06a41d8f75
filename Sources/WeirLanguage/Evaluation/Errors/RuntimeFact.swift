import WeirText

/// What can go wrong while a program runs.
///
/// Values appear by their summaries (`the number 3`, `a list of 2`).
enum RuntimeFact: Error {
  // Names
  /// `blockLine` is the line of a loop in which the name was assigned.
  case unknownName(String, nearest: String?, blockLine: Int?)
  /// A local whose assignment was not reached.
  case unassigned(String)
  case ownDefinition(String)
  case shadows(String)

  // Calls
  case callsTooDeep(Int)
  case notCallable(String, advice: String?)
  /// `shown` says how the function is called.
  case missingArgument(function: String, parameter: String, shown: [String])
  case tooManyArguments(function: String, most: Int, given: Int, shown: [String])
  case unknownArgument(function: String, name: String, help: [String])
  case argumentGivenTwice(function: String, parameter: String)
  case wrongArgument(function: String, parameter: String, wanted: String, found: String, example: String?)
  case wrongResult(function: String, wanted: String, found: String)
  case notSpreadable(String, into: String)
  case noBody(String)

  // Operators
  case operands(String, left: String, right: String, advice: String?)
  case operand(String, String)
  case notATruth(String, advice: String?)
  case divisionByZero

  // Parts of values
  /// `advice` is what to write where another language has this as a method.
  case unknownField(String, known: [String], advice: [String] = [])
  case unknownMember(String, of: String, known: [String], advice: [String] = [])
  /// A record where a list was meant.
  case fieldByPlace(String, known: [String])
  case outOfRange(index: Int, count: Int, what: String)
  case rangeOutOfRange(String, count: Int, what: String)
  case wrongIndex(String, of: String)
  case notIndexable(String, advice: String?)
  case maskLength(mask: Int, count: Int)
  case severalIndices(Int, of: String)
  case namedIndex(String, of: String)
  case notReplaceable(String)

  // Statements
  case notWalkable(String, advice: String?)
  case openRange
  case brokenRange(String)
  case cannotUnpack(String, names: Int)
  case unpackCount(Int, names: Int)
  case assertionFailed(message: String?)
  case misplaced(String, String)
  case wrongOption(name: String, text: String, wanted: String)
  case nothingRan

  // Modules
  case unknownModule(String, nearest: String?, known: [String])
  case notInModule(String, module: String, nearest: String?)
  case usedInCircle([String])
  case brokenModule(String)
  case unfinishedModule(String)
  case notRunInModule(Int, module: String)
  case internalError(String)

  static func notCallable(_ value: Value) -> RuntimeFact { .notCallable(value.summary, advice: nil) }
}
