import WeirText

/// Puts arguments with names, spreads and defaults into the slots that a declaration gives them.
struct ArgumentBinder {
  /// An evaluated argument.
  enum Given {
    case positional(Value)
    case named(Name, Value)
  }

  let machine: Machine
  /// Nil for a call that stands in no program.
  let node: Node?
  private var call: Span? { node?.span ?? machine.state.pointee.nativeCall?.takeUnretainedValue().span }
  /// Where each argument stands in the text, for messages.
  var spans: [Span] = []

  init(machine: Machine, node: Node?, spans: [Span] = []) {
    self.machine = machine
    self.node = node
    self.spans = spans
  }

  func call(_ function: Function, _ given: [Given]) throws -> Value {
    switch function {
    case let closure as Closure:
      return try locating(closure.code, given) {
        let values = try bind(given, to: closure.code)
        return try enter(closure, values)
      }
    case let native as Native:
      return try locating(native.code, given) {
        let values = try bind(given, to: native.code)
        return try machine.runNative(native, try complete(native.code, values), at: node)
      }
    default:
      throw RuntimeFact.notCallable(.function(function))
    }
  }

  // MARK: - Binding

  /// The value of each parameter; nil where the default is to be taken.
  private func bind(_ given: [Given], to code: FunctionCode) throws -> [Value?] {
    var values = [Value?](repeating: nil, count: code.parameterCount)
    var rest: [Value] = []
    var extra: [(String, Value)] = []
    let namedRest = code.signature.namedRestPlace
    var next = 0
    for argument in given {
      switch argument {
      case .positional(let value):
        if next < code.parameterCount, !code.signature.parameters[next].isRest {
          values[next] = value
          next += 1
        } else if code.signature.restPlace != nil, namedRest == nil {
          rest.append(value)
        } else {
          throw RuntimeFact.tooManyArguments(
            function: code.name, most: code.parameterCount, given: positionalCount(given),
            shown: code.signature.shown(as: code.name))
        }
      case .named(let name, let value):
        if namedRest != nil, !code.signature.parameters.contains(where: { $0.name == name.text && !$0.isRest }) {
          extra.append((name.text, value))
          continue
        }
        let place = try place(of: name, in: code)
        guard values[place] == nil else {
          throw located(.argumentGivenTwice(function: code.name, parameter: name.text), at: name.span)
        }
        values[place] = value
      }
    }
    if let namedRest {
      values[namedRest] = Value(fields: extra)
    } else if let place = code.signature.restPlace, values[place] == nil {
      values[place] = Value(rest)
    }
    for (value, parameter) in zip(values, code.signature.parameters) where value == nil && parameter.isRequired {
      throw RuntimeFact.missingArgument(
        function: code.name, parameter: parameter.name, shown: code.signature.shown(as: code.name))
    }
    return values
  }

  private func place(of name: Name, in code: FunctionCode) throws -> Int {
    let names = code.signature.parameters.map(\.name)
    if let place = names.firstIndex(of: name.text) { return place }
    throw located(
      .unknownArgument(
        function: code.name, name: name.text, help: code.signature.help(forUnknown: name.text, of: code.name)),
      at: name.span)
  }

  private func positionalCount(_ given: [Given]) -> Int {
    given.count { if case .positional = $0 { true } else { false } }
  }

  private func located(_ fact: RuntimeFact, at span: Span) -> any Error {
    RuntimeError(Diagnostic(fact, at: span))
  }

  // MARK: - Entering

  private func enter(_ closure: Closure, _ values: [Value?]) throws -> Value {
    let leading = values.prefix { $0 != nil }.count
    if leading == values.count || values[leading...].allSatisfy({ $0 == nil }) {
      return try enter(closure, full: values.prefix(leading).map { $0 ?? .none })
    }
    // A default in the middle: computed in a frame of its own, where earlier parameters are in place.
    let full = try complete(closure.code, values, captures: closure)
    return try enter(closure, full: full)
  }

  private func enter(_ closure: Closure, full values: [Value]) throws -> Value {
    let base = machine.state.pointee.top
    for place in values.indices { (base + place).initialize(to: values[place]) }
    return try closure.enter(machine.state, given: values.count, at: call)
  }

  /// Every parameter's value, defaults computed and types tested.
  private func complete(_ code: FunctionCode, _ values: [Value?], captures: Closure? = nil) throws -> [Value] {
    try machine.run(slotCount: code.slotCount) { frame in
      captures?.copyCaptures(to: frame)
      for place in values.indices {
        if let value = values[place] {
          frame.slot(place).pointee = value
        } else {
          try code.fillDefault(place, frame, call: call)
        }
      }
      try code.testArguments(frame, count: code.parameterCount, call: call)
      return (0..<code.parameterCount).map { frame.slot($0).pointee }
    }
  }

  // MARK: - Errors

  /// Gives the problems of a call their place: an argument's where one is meant, otherwise the whole call.
  private func locating(_ code: FunctionCode, _ given: [Given], _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let fault as ArgumentFault {
      throw located(fault, code, given)
    } catch {
      guard let call else { throw error }
      throw machine.locate(error, at: call)
    }
  }

  private func located(_ fault: ArgumentFault, _ code: FunctionCode, _ given: [Given]) -> any Error {
    guard let call else { return fault.problem }
    let span = argumentSpan(fault.place, code, given) ?? call
    return machine.locate(fault.problem, at: span)
  }

  /// Where the argument for a parameter stands.
  private func argumentSpan(_ place: Int, _ code: FunctionCode, _ given: [Given]) -> Span? {
    guard spans.count == given.count, place < code.parameterCount else { return nil }
    let name = code.signature.parameters[place].name
    for (argument, span) in zip(given, spans) {
      if case .named(let given, _) = argument, given.text == name { return span }
    }
    guard place < given.count, case .positional = given[place] else { return nil }
    return spans[place]
  }
}
