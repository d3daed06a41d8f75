import WeirText

// Calls. A call of a top-level Weir function with up to three positional arguments is the hot path: the callee is read
// from its cell and the arguments are written straight into the new frame.

class CallNode: Node {
  final let callee: Node
  final let arguments: [Argument]

  /// An argument as compiled.
  enum Argument {
    case positional(Node)
    case named(Name, Node)
    case spread(Node)

    var node: Node {
      switch self {
      case .positional(let node), .named(_, let node), .spread(let node): node
      }
    }
  }

  init(_ callee: Node, _ arguments: [Argument], _ span: Span) {
    self.callee = callee
    self.arguments = arguments
    super.init(span)
  }

  final var argumentSpans: [Span] { arguments.map(\.node.span) }

  static func make(_ callee: Node, _ arguments: [Argument], _ span: Span) -> CallNode {
    let isPlain = arguments.allSatisfy { if case .positional = $0 { true } else { false } }
    guard isPlain else { return GeneralCallNode(callee, arguments, span) }
    switch (arguments.count, callee) {
    case (0, let global as GlobalNode): return GlobalCall0(global.cell, callee, arguments, span)
    case (1, let global as GlobalNode): return GlobalCall1(global.cell, callee, arguments, span)
    case (2, let global as GlobalNode): return GlobalCall2(global.cell, callee, arguments, span)
    case (3, let global as GlobalNode): return GlobalCall3(global.cell, callee, arguments, span)
    default: return PositionalCallNode(callee, arguments, span)
    }
  }

  /// A call with values in hand, by whatever kind of callee.
  @inline(never)
  final func call(_ function: Value, _ values: [Value], _ f: Frame) throws -> Value {
    switch function {
    case .function(let function):
      if let closure = function as? Closure, closure.layout.accepts(values.count) {
        do {
          let base = f.state.pointee.top
          for place in values.indices { (base + place).initialize(to: values[place]) }
          return try closure.enter(f.state, given: values.count, at: span)
        } catch let fault as ArgumentFault { throw located(fault, f) } catch { throw f.locate(error, at: span) }
      }
      if let native = function as? Native, native.code.layout.mostPositional == values.count {
        return try callNative(native, values, f)
      }
      return try bind(function, values.map { .positional($0) }, f)
    case .object(let object):
      do { if let result = try object.called(values, context: f.machine) { return result } } catch {
        throw f.locate(error, at: span)
      }
    default: break
    }
    throw f.fault(notCallable(function), at: callee.span)
  }

  final func callNative(_ native: Native, _ values: [Value], _ f: Frame) throws -> Value {
    do {
      for place in values.indices where native.code.isTested[place] {
        guard let test = native.code.tests[place], !test.accepts(values[place]) else {
          continue
        }
        let fact = RuntimeFact.wrongArgument(
          function: native.name, parameter: native.signature.parameters[place].name, wanted: test.description,
          found: test.refused(values[place]), example: native.signature.example(of: native.name))
        throw ArgumentFault(place: place, problem: fact)
      }
      return try f.machine.runNative(native, values, at: self)
    } catch let fault as ArgumentFault { throw located(fault, f) } catch { throw f.locate(error, at: span) }
  }

  final func bind(_ function: Function, _ given: [ArgumentBinder.Given], _ f: Frame) throws -> Value {
    do {
      return try ArgumentBinder(machine: f.machine, node: self, spans: argumentSpans).call(function, given)
    } catch { throw f.locate(error, at: span) }
  }

  @inline(never)
  final func located(_ fault: ArgumentFault, _ f: Frame) -> any Error {
    let spans = argumentSpans
    return f.locate(fault.problem, at: fault.place < spans.count ? spans[fault.place] : span)
  }

  private func notCallable(_ value: Value) -> RuntimeFact {
    if case .list = value { return .notCallable(value.summary, advice: "an index stands in brackets: `x[0]`") }
    return .notCallable(value)
  }
}

/// Positional arguments, any callee.
final class PositionalCallNode: CallNode {
  override func value(_ f: Frame) throws -> Value {
    let function = try callee.value(f)
    var values: [Value] = []
    values.reserveCapacity(arguments.count)
    for argument in arguments { values.append(try argument.node.value(f)) }
    return try call(function, values, f)
  }
}

/// Names or spreads among the arguments.
final class GeneralCallNode: CallNode {
  override func value(_ f: Frame) throws -> Value {
    let function = try callee.value(f)
    var given: [ArgumentBinder.Given] = []
    var spans: [Span] = []
    for argument in arguments {
      switch argument {
      case .positional(let node): given.append(.positional(try node.value(f)))
      case .named(let name, let node): given.append(.named(name, try node.value(f)))
      case .spread(let node): try spread(node, into: &given, f)
      }
      while spans.count < given.count { spans.append(argument.node.span) }
    }
    guard case .function(let target) = function else {
      let values = given.compactMap { if case .positional(let value) = $0 { value } else { nil } }
      return try call(function, values, f)
    }
    do { return try ArgumentBinder(machine: f.machine, node: self, spans: spans).call(target, given) } catch {
      throw f.locate(error, at: span)
    }
  }

  /// A list gives positional arguments, a record named ones.
  private func spread(_ node: Node, into given: inout [ArgumentBinder.Given], _ f: Frame) throws {
    let value = try node.value(f)
    if case .record(let box) = value {
      given += box.fields.map { .named(Name($0.key, at: node.span), $0.value) }
      return
    }
    do {
      guard let items = try value.items(budget: f.machine.budget) else {
        throw RuntimeFact.notSpreadable(value.summary, into: "arguments")
      }
      given += items.map { .positional($0) }
    } catch { throw f.locate(error, at: node.span) }
  }
}

final class GlobalCall0: CallNode {
  private let cell: Cell

  init(_ cell: Cell, _ callee: Node, _ arguments: [Argument], _ span: Span) {
    self.cell = cell
    super.init(callee, arguments, span)
  }

  override func value(_ f: Frame) throws -> Value {
    guard let closure = cell.closure, closure._withUnsafeGuaranteedRef({ $0.layout.accepts(0) }) else {
      return try other(cell, [], f)
    }
    return try enter(closure, 0, f)
  }
}

final class GlobalCall1: CallNode {
  private let cell: Cell
  private let first: Node

  init(_ cell: Cell, _ callee: Node, _ arguments: [Argument], _ span: Span) {
    self.cell = cell
    first = arguments[0].node
    super.init(callee, arguments, span)
  }

  override func value(_ f: Frame) throws -> Value {
    let base = f.state.pointee.top
    base.initialize(to: try first.value(f))
    guard let closure = cell.closure, closure._withUnsafeGuaranteedRef({ $0.layout.accepts(1) }) else {
      return try unary(cell, base.move(), f)
    }
    return try enter(closure, 1, f)
  }
}

final class GlobalCall2: CallNode {
  private let cell: Cell
  private let first: Node
  private let second: Node

  init(_ cell: Cell, _ callee: Node, _ arguments: [Argument], _ span: Span) {
    self.cell = cell
    first = arguments[0].node
    second = arguments[1].node
    super.init(callee, arguments, span)
  }

  override func value(_ f: Frame) throws -> Value {
    let a = try first.value(f)
    let b = try second.value(f)
    guard let closure = cell.closure, closure._withUnsafeGuaranteedRef({ $0.layout.accepts(2) }) else {
      return try other(cell, [a, b], f)
    }
    let base = f.state.pointee.top
    base.initialize(to: a)
    (base + 1).initialize(to: b)
    return try enter(closure, 2, f)
  }
}

final class GlobalCall3: CallNode {
  private let cell: Cell
  private let first: Node
  private let second: Node
  private let third: Node

  init(_ cell: Cell, _ callee: Node, _ arguments: [Argument], _ span: Span) {
    self.cell = cell
    first = arguments[0].node
    second = arguments[1].node
    third = arguments[2].node
    super.init(callee, arguments, span)
  }

  override func value(_ f: Frame) throws -> Value {
    let a = try first.value(f)
    let b = try second.value(f)
    let c = try third.value(f)
    guard let closure = cell.closure, closure._withUnsafeGuaranteedRef({ $0.layout.accepts(3) }) else {
      return try other(cell, [a, b, c], f)
    }
    let base = f.state.pointee.top
    base.initialize(to: a)
    (base + 1).initialize(to: b)
    (base + 2).initialize(to: c)
    return try enter(closure, 3, f)
  }
}

extension CallNode {
  /// Enters a function whose arguments lie above the top of the stack.
  @inline(__always)
  fileprivate func enter(_ closure: Unmanaged<Closure>, _ given: Int, _ f: Frame) throws -> Value {
    try closure._withUnsafeGuaranteedRef { closure in
      do { return try closure.enter(f.state, given: given, at: span) } catch { throw failure(error, f) }
    }
  }

  /// One argument for what is no Weir function: a native's short form where it has one.
  @inline(never)
  fileprivate func unary(_ cell: Cell, _ value: Value, _ f: Frame) throws -> Value {
    if let native = cell.native {
      let result: Value? = try native._withUnsafeGuaranteedRef { native in
        do { return try native.unary?(value) } catch { throw failure(error, f) }
      }
      if let result { return result }
    }
    return try other(cell, [value], f)
  }

  /// A call of what is no Weir function that takes this many arguments.
  @inline(never)
  fileprivate func other(_ cell: Cell, _ values: [Value], _ f: Frame) throws -> Value {
    if let native = cell.native, native._withUnsafeGuaranteedRef({ $0.code.layout.mostPositional == values.count }) {
      return try native._withUnsafeGuaranteedRef { try callNative($0, values, f) }
    }
    return try call(try callee.value(f), values, f)
  }

  /// The error of a call with its place; most have one already.
  @inline(never)
  fileprivate func failure(_ error: any Error, _ f: Frame) -> any Error {
    if let fault = error as? ArgumentFault { return located(fault, f) }
    return f.locate(error, at: span)
  }
}
