import WeirText

// The sentences of the running program's errors, all in one place.

extension RuntimeFact: Problem {
  var code: String {
    switch self {
    case .unknownName: "E3001"
    case .unassigned: "E3002"
    case .ownDefinition: "E3003"
    case .shadows: "E3004"
    case .callsTooDeep: "E3010"
    case .notCallable: "E3011"
    case .missingArgument: "E3012"
    case .tooManyArguments: "E3013"
    case .unknownArgument: "E3014"
    case .argumentGivenTwice: "E3015"
    case .wrongArgument: "E3016"
    case .wrongResult: "E3017"
    case .notSpreadable: "E3018"
    case .noBody: "E3019"
    case .operands: "E3020"
    case .operand: "E3021"
    case .notATruth: "E3022"
    case .divisionByZero: "E3023"
    case .unknownField: "E3030"
    case .unknownMember: "E3031"
    case .outOfRange: "E3032"
    case .rangeOutOfRange: "E3033"
    case .wrongIndex, .fieldByPlace: "E3034"
    case .notIndexable: "E3035"
    case .maskLength: "E3036"
    case .severalIndices: "E3037"
    case .namedIndex: "E3038"
    case .notReplaceable: "E3039"
    case .notWalkable: "E3040"
    case .openRange: "E3041"
    case .brokenRange: "E3042"
    case .cannotUnpack: "E3043"
    case .unpackCount: "E3044"
    case .assertionFailed: "E3045"
    case .misplaced: "E3046"
    case .wrongOption: "E3047"
    case .nothingRan: "E3048"
    case .unknownModule: "E3050"
    case .notInModule: "E3051"
    case .usedInCircle: "E3052"
    case .brokenModule: "E3053"
    case .notRunInModule: "E3054"
    case .unfinishedModule: "E3055"
    case .internalError: "E3999"
    }
  }

  var message: String {
    switch self {
    case .unknownName(let name, _, _): "there is no `\(name)`"
    case .unassigned(let name): "`\(name)` has no value yet: the assignment above did not run"
    case .ownDefinition(let name): "`\(name)` is needed to compute `\(name)` itself"
    case .shadows(let name): "`\(name)` now hides the standard library's"
    case .callsTooDeep(let depth): "calls nest too deep (\(depth))"
    case .notCallable(let found, _): "\(found) cannot be called"
    case .missingArgument(let function, let parameter, _):
      "\(Self.named(function)) needs a value for `\(parameter)`"
    case .tooManyArguments(let function, let most, let given, _):
      "\(Self.named(function)) takes \(Self.count(most, "argument")), not \(given)"
    case .unknownArgument(let function, let name, _): "\(Self.named(function)) has no argument `\(name)`"
    case .argumentGivenTwice(let function, let parameter): "\(Self.named(function)) got `\(parameter)` twice"
    case .wrongArgument(let function, let parameter, let wanted, let found, _):
      "`\(parameter)` of \(Self.named(function)) must be \(wanted), not \(found)"
    case .wrongResult(let function, let wanted, let found):
      "\(Self.named(function)) says that it gives \(wanted), but gave \(found)"
    case .notSpreadable(let found, let into): "\(found) cannot be spread into \(into)"
    case .noBody(let name): "`\(name)` has no body"
    case .operands, .operand, .notATruth, .divisionByZero: operatorMessage
    case .unknownField, .unknownMember, .fieldByPlace, .outOfRange, .rangeOutOfRange, .wrongIndex, .notIndexable,
      .maskLength,
      .severalIndices, .namedIndex, .notReplaceable:
      partMessage
    default: statementMessage
    }
  }

  private var operatorMessage: String {
    switch self {
    case .operands(let op, let left, let right, _): "`\(op)` does not work on \(left) and \(right)"
    case .operand(let op, let found): "`\(op)` does not work on \(found)"
    case .notATruth(let found, _): "a condition must be true or false, not \(found)"
    case .divisionByZero: "division by zero gives inf or nan"
    default: ""
    }
  }

  private var partMessage: String {
    switch self {
    case .fieldByPlace(let found, _): "a record cannot be indexed by \(found)"
    case .unknownField(let name, _, _): "the record has no field `\(name)`"
    case .unknownMember(let name, let type, _, _): "\(type) has no `\(name)`"
    case .outOfRange(let index, let count, let what):
      "index \(index) is outside \(what) of \(count)"
    case .rangeOutOfRange(let range, let count, let what): "\(range) reaches beyond \(what) of \(count)"
    case .wrongIndex(let found, let type): "\(type) cannot be indexed by \(found)"
    case .notIndexable(let found, _): "\(found) cannot be indexed"
    case .maskLength(let mask, let count): "a mask of \(mask) does not fit a list of \(count)"
    case .severalIndices(let count, let type): "\(type) takes one index, not \(count)"
    case .namedIndex(let name, let type): "\(type) has no axis `\(name)`"
    case .notReplaceable(let found): "part of \(found) cannot be assigned"
    default: ""
    }
  }

  private var statementMessage: String {
    switch self {
    case .notWalkable(let found, _): "\(found) cannot be walked over"
    case .openRange: "a range without both ends can only stand inside index brackets"
    case .brokenRange(let range): "the range \(range) does not begin and end at whole numbers"
    case .cannotUnpack(let found, let names): "\(found) cannot be taken apart into \(names) names"
    case .unpackCount(let count, let names): "\(Self.count(count, "value")) for \(Self.count(names, "name"))"
    case .assertionFailed(let message): message.map { "assertion failed: \($0)" } ?? "assertion failed"
    case .misplaced(let what, let place): "`\(what)` stands outside \(place)"
    case .wrongOption(let name, let text, let wanted): "`--\(name)` must be \(wanted), not `\(text)`"
    case .nothingRan: "nothing ran inside this `with`, so it changed nothing"
    case .unknownModule(let name, _, _): "there is no module `\(name)`"
    case .notInModule(let name, let module, _): "\(module) has no `\(name)`"
    case .usedInCircle(let names): "files use each other in a circle: \(names.joined(separator: ", "))"
    case .brokenModule(let name): "`\(name)` has errors"
    case .unfinishedModule(let name): "`\(name)` ends in the middle of a statement"
    case .notRunInModule(let count, let module):
      "\(Self.count(count, "statement")) of `\(module)` did not run: `use` takes its definitions and constants"
    case .internalError(let text): "bug in Weir: \(text)"
    default: ""
    }
  }

  static func named(_ function: String) -> String { function == "->" ? "the function" : "`\(function)`" }

  static func count(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
}
