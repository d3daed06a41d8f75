// Arguments as Swift values. Declared types are checked before a native body runs, so these throw only where the
// declaration allows more than the body takes (`any`, `number` where a whole number is needed).

extension Call {
  public func number(_ place: Int) throws -> Double {
    guard let number = arguments[place].asNumber else { throw wrongType(place, "a number") }
    return number
  }

  public func integer(_ place: Int) throws -> Int {
    guard let number = arguments[place].asInteger else { throw wrongType(place, "a whole number") }
    return number
  }

  public func bool(_ place: Int) throws -> Bool {
    guard let truth = arguments[place].asBool else { throw wrongType(place, "true or false") }
    return truth
  }

  public func string(_ place: Int) throws -> String {
    guard let text = arguments[place].asString else { throw wrongType(place, "a string") }
    return text
  }

  public func function(_ place: Int) throws -> Function {
    guard let function = arguments[place].asFunction else { throw wrongType(place, "a function") }
    return function
  }

  /// The items of a list, range, or domain value that can be walked.
  public func items(_ place: Int) throws -> [Value] {
    guard let items = try arguments[place].items(budget: context.budget) else { throw wrongType(place, "a list") }
    return items
  }

  public func object<Kind: Object>(_ place: Int, _ kind: Kind.Type, _ wanted: String) throws -> Kind {
    guard let object = arguments[place].asObject(kind) else { throw wrongType(place, wanted) }
    return object
  }

  /// The value, or nil when the argument is `none`.
  public func optional<Kind>(_ place: Int, _ read: (Int) throws -> Kind) rethrows -> Kind? {
    arguments[place].isNone ? nil : try read(place)
  }

  /// The error for an argument of the wrong kind; `wanted` reads `a number`.
  public func wrongType(_ place: Int, _ wanted: String) -> any Error {
    let name = place < signature.parameters.count ? signature.parameters[place].name : ""
    return problem(at: place, ArgumentProblem.wrongType(name: name, wanted: wanted, found: arguments[place].summary))
  }
}
