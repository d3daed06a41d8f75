import WeirText

// Entering functions. The two ways in are a fixed number of positional values (fast), and arguments with names and
// spreads (`ArgumentBinder`).

extension Machine {
  /// Calls any value from a native body or from outside.
  func call(_ callee: Value, _ arguments: [Value], at span: Span?) throws -> Value {
    switch callee {
    case .function(let function):
      return try ArgumentBinder(machine: self, node: nil).call(function, arguments.map { .positional($0) })
    case .object(let object):
      if let result = try object.called(arguments, context: self) { return result }
      throw RuntimeFact.notCallable(callee)
    default:
      throw RuntimeFact.notCallable(callee)
    }
  }
}

extension Closure {
  /// Runs the body over arguments that lie in the first free slots of the stack, `given` in number; it takes them over.
  @inline(__always)
  func enter(
    _ state: UnsafeMutablePointer<MachineState>, given: Int, at call: @autoclosure () -> Span?
  ) throws -> Value {
    let base = state.pointee.top
    let layout = self.layout
    let end = base + layout.slotCount
    guard end <= state.pointee.limit, state.pointee.depth < Machine.deepestCall, hasStack(state),
      !state.pointee.isInterrupted
    else { throw refuse(state, given: given, at: call()) }
    state.pointee.top = end
    state.pointee.depth += 1
    var next = base + given
    while next < end {
      next.initialize(to: .none)
      next += 1
    }
    let frame = Frame(slots: base, state: state)
    do {
      if layout.needsPreparation { try prepare(frame, given: given, call: call()) }
      let result = try layout.body._withUnsafeGuaranteedRef { try $0.value(frame) }
      if layout.testsResult { try check(result, frame) }
      leave(frame)
      return result
    } catch {
      return try recover(error, frame, call: call())
    }
  }

  /// Why a call does not begin: an interrupt, too many calls, or a stack that is used up.
  @inline(never)
  private func refuse(_ state: UnsafeMutablePointer<MachineState>, given: Int, at call: Span?) -> any Error {
    state.pointee.top.deinitialize(count: given)
    if state.pointee.isInterrupted { return Interrupted() }
    let fact = RuntimeFact.callsTooDeep(state.pointee.depth)
    guard let call else { return fact }
    return RuntimeError(Diagnostic(fact, at: call))
  }

  /// What a plain function does not need: captured values, type tests, defaults.
  @inline(never)
  private func prepare(_ frame: Frame, given: Int, call: Span?) throws {
    copyCaptures(to: frame)
    try code.testArguments(frame, count: given, call: call)
    for place in given..<code.parameterCount { try code.fillDefault(place, frame, call: call) }
  }

  @inline(never)
  private func check(_ result: Value, _ frame: Frame) throws {
    guard let test = code.resultTest, !test.accepts(result) else { return }
    throw frame.locate(
      RuntimeFact.wrongResult(function: name, wanted: test.description, found: result.summary),
      at: code.signature.result?.span ?? code.span)
  }

  @inline(__always)
  private func leave(_ frame: Frame) {
    // One by one: the bulk form is a call into the runtime that costs more than most frames hold.
    var slot = frame.slots
    let end = slot + layout.slotCount
    while slot < end {
      if case .number = slot.pointee {} else { slot.deinitialize(count: 1) }
      slot += 1
    }
    frame.state.pointee.top = frame.slots
    frame.state.pointee.depth -= 1
  }

  /// A `return` from inside an expression ends here; any other error leaves a frame of the backtrace.
  @inline(never)
  private func recover(_ error: any Error, _ frame: Frame, call: Span?) throws -> Value {
    defer { leave(frame) }
    if let signal = error as? ControlSignal, signal.completion == .returned {
      return frame.state.pointee.takeReturned()
    }
    if let call, error is RuntimeError { frame.machine.noteFrame(name == "->" ? "lambda" : name, call: call) }
    throw error
  }

  /// Looks at every eighth call; between two looks even the deepest expressions stay within the reserve.
  @inline(__always)
  private func hasStack(_ state: UnsafeMutablePointer<MachineState>) -> Bool {
    if state.pointee.depth & 7 != 0 { return true }
    var marker: UInt8 = 0
    return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) > state.pointee.lowestAddress }
  }

  func copyCaptures(to frame: Frame) {
    for (place, slot) in code.captureSlots.enumerated() { frame.slot(slot).pointee = captures[place] }
    if let own = code.ownSlot { frame.slot(own).pointee = .function(self) }
  }
}
