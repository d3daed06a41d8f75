import WeirText

/// Native functions of the language itself: lists, strings, numbers, records.
///
/// The domain's own stand in WeirNatives.
public enum CoreNatives {
  public static var functions: [NativeFunction] {
    CoreLists.functions + CoreCollections.functions + CoreRecords.functions + CoreStrings.functions
      + CoreNumbers.functions + CoreReductions.functions
  }

  /// A function that domain values may also know: each object among the arguments is asked before the body runs.
  static func shared(
    _ name: String, unary: ((Value) throws -> Value?)? = nil, _ body: @escaping (inout Call) throws -> Value
  ) -> NativeFunction {
    NativeFunction(name, unary: unary) { call in
      for argument in call.arguments {
        if case .object(let object) = argument, let result = try object.apply(name, call) { return result }
      }
      return try body(&call)
    }
  }
}

extension Call {
  /// The items of a list, range or string, or of a domain value that can be walked.
  func walked(_ place: Int) throws -> [Value] {
    if case .string(let box) = arguments[place] { return box.text.mapUntilInterrupt { Value(String($0)) } }
    return try items(place)
  }

  /// A list as a result, within the budget.
  func list(_ items: [Value]) throws -> Value {
    try context.budget.ask(
      count: items.count, of: MemoryLayout<Value>.stride, for: "a list of \(items.count)")
    return Value(items)
  }

  /// Whether a function argument says true of a value.
  func holds(_ place: Int, _ value: Value) throws -> Bool {
    let result = try apply(arguments[place], [value])
    guard let truth = result.asBool else {
      throw wrongResult(place, "true or false", result)
    }
    return truth
  }

  /// The error for a function argument that gave the wrong kind of value.
  func wrongResult(_ place: Int, _ wanted: String, _ found: Value) -> any Error {
    problem(
      at: place,
      ArgumentProblem.wrongResult(name: signature.parameters[place].name, wanted: wanted, found: found.summary))
  }
}
