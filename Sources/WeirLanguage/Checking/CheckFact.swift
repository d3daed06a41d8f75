import WeirText

/// What the checker can find wrong with a program before it runs.
enum CheckFact: SourceFact {
  // Names
  case unknownName(String, help: [String])
  case usedBeforeDefinition(String, at: Span)
  case livedInLoop(String, at: Span)
  case rebindsOuter(String, at: Span)
  case definedTwice(String, first: Span)
  case unknownModule(String, help: [String])
  case notInModule(String, module: String, help: [String])
  // Calls
  /// `shown` says how the function is called.
  case missingArgument(function: String, parameter: String, shown: [String])
  case tooManyArguments(function: String, most: Int, given: Int, shown: [String])
  case unknownArgument(function: String, name: String, help: [String])
  case argumentTwice(function: String, name: String, first: Span)
  case notCallable(String, help: [String])
  /// `run ["a"]`, `f -1`: a function where its result was meant.
  case functionAsOperand(String, instead: String)
  case modelNotSaid(function: String)
  // Statements
  case misplaced(String, outside: String)
  case misplacedParam
  case missingBody(String)
  case fieldTwice(String, first: Span)
  case sliceWithNames(String)
  // Warnings
  case unreachable(after: String)
  case unusedName(String, outer: Span?)
  case unusedImport(String)
  case inexactNumber(String, Double)
}

extension CheckFact {
  var severity: Diagnostic.Severity {
    switch self {
    case .unreachable, .unusedName, .unusedImport, .inexactNumber: .warning
    default: .error
    }
  }

  static let codesOfUnused = ["E2031", "E2032"]

  var code: String {
    switch self {
    case .unknownName: "E2001"
    case .usedBeforeDefinition: "E2002"
    case .livedInLoop: "E2003"
    case .rebindsOuter: "E2004"
    case .definedTwice: "E2005"
    case .unknownModule: "E2006"
    case .notInModule: "E2007"
    case .missingArgument: "E2010"
    case .tooManyArguments: "E2011"
    case .unknownArgument: "E2012"
    case .argumentTwice: "E2013"
    case .notCallable: "E2014"
    case .functionAsOperand: "E2015"
    case .modelNotSaid: "E2016"
    case .misplaced: "E2020"
    case .misplacedParam: "E2021"
    case .missingBody: "E2022"
    case .fieldTwice: "E2023"
    case .sliceWithNames: "E2024"
    case .unreachable: "E2030"
    case .unusedName: "E2031"
    case .unusedImport: "E2032"
    case .inexactNumber: "E2033"
    }
  }

  var message: String {
    switch self {
    case .unknownName(let name, _): "there is no `\(name)`"
    case .usedBeforeDefinition(let name, _): "`\(name)` is used before it has a value"
    case .livedInLoop(let name, _): "`\(name)` lives only inside the loop"
    case .rebindsOuter(let name, _): "a function cannot rebind the `\(name)` outside of it"
    case .definedTwice(let name, _): "`\(name)` is defined twice"
    case .unknownModule(let name, _): "there is no module `\(name)`"
    case .notInModule(let name, let module, _): "`\(module)` has no `\(name)`"
    case .missingArgument(let function, let parameter, _): "`\(function)` needs a value for `\(parameter)`"
    case .tooManyArguments(let function, let most, let given, _):
      "`\(function)` takes \(most == 1 ? "1 argument" : "\(most) arguments"), not \(given)"
    case .unknownArgument(let function, let name, _): "`\(function)` has no argument `\(name)`"
    case .argumentTwice(let function, let name, _): "`\(function)` gets `\(name)` twice"
    case .notCallable(let what, _): "\(what) cannot be called"
    case .functionAsOperand(let name, _): "`\(name)` is a function, and this takes the function itself, not its result"
    case .modelNotSaid(let function): "this program loads two models, and `\(function)` does not say which it means"
    case .misplaced(let word, let outside): "`\(word)` stands outside \(outside)"
    case .misplacedParam: "`param` stands at the top level of a script, outside every block"
    case .missingBody(let name): "`\(name)` has no body"
    case .fieldTwice(let name, _): "the field `\(name)` is given twice"
    case .sliceWithNames: "a range in brackets is written with `..<`; `name: value` names an axis"
    case .unreachable(let word): "nothing after this `\(word)` runs"
    case .unusedName(let name, _): "`\(name)` gets a value that nothing reads"
    case .unusedImport(let name): "`\(name)` is used nowhere"
    case .inexactNumber(let text, _): "`\(text)` is more exact than a number can be"
    }
  }

  var label: String {
    switch self {
    case .definedTwice: "again here"
    case .argumentTwice, .fieldTwice: "again here"
    case .unreachable: "never runs"
    default: ""
    }
  }

  var related: [Diagnostic.Label] {
    switch self {
    case .usedBeforeDefinition(_, let span): [Diagnostic.Label(span, "gets its value here")]
    case .livedInLoop(_, let span): [Diagnostic.Label(span, "assigned inside the loop")]
    case .rebindsOuter(_, let span): [Diagnostic.Label(span, "the outer one")]
    case .unusedName(_, let span?): [Diagnostic.Label(span, "not this one, which is outside the function")]
    case .definedTwice(_, let first), .argumentTwice(_, _, let first), .fieldTwice(_, let first):
      [Diagnostic.Label(first, "first here")]
    default: []
    }
  }

  var help: [String] {
    switch self {
    case .unknownName(_, let help), .unknownModule(_, let help), .notInModule(_, _, let help),
      .unknownArgument(_, _, let help), .notCallable(_, let help):
      help
    case .usedBeforeDefinition: []
    case .livedInLoop(let name, _): ["give `\(name)` a value before the loop"]
    case .rebindsOuter(let name, _): ["return the new value and assign it outside: `\(name) = f(\(name))`"]
    case .definedTwice: ["remove one of them, or rename it"]
    case .missingArgument(_, _, let shown), .tooManyArguments(_, _, _, let shown): shown
    case .argumentTwice: ["give it once"]
    case .functionAsOperand(_, let instead): ["write `\(instead)`"]
    case .modelNotSaid(let function): ["write `\(function)(..., model: m)`"]
    case .misplaced, .misplacedParam: []
    case .missingBody(let name): ["write `def \(name)(...) = value` or `def \(name)(...) { ... }`"]
    case .fieldTwice: ["remove one of them"]
    case .sliceWithNames(let instead): ["write `\(instead)`", "for an axis put a blank after the colon"]
    case .unreachable: ["remove it, or move it before"]
    case .unusedName(let name, let outer):
      outer == nil
        ? ["remove it, or name it `_\(name)`"] : ["a function cannot rebind an outer name: return the value instead"]
    case .unusedImport(let name): ["remove `\(name)` from the `use`"]
    case .inexactNumber(_, let value):
      [
        "it is read as `\(Int(exactly: value).map(String.init) ?? value.description)`; whole numbers are exact up to 2^53"
      ]
    }
  }
}
