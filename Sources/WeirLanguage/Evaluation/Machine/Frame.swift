import WeirText

// What every node is handed: where its function's slots begin, and the state of the machine. Two words, no reference
// counting.

/// The slots of the function that is running, and the machine it runs on.
struct Frame {
  let slots: UnsafeMutablePointer<Value>
  let state: UnsafeMutablePointer<MachineState>

  var machine: Machine { state.pointee.machine.takeUnretainedValue() }

  /// A slot; the compiler gave out its number, so it lies in the frame.
  @inline(__always)
  func slot(_ place: Int) -> UnsafeMutablePointer<Value> {
    assert(slots + place < state.pointee.top, "slot \(place) lies outside its frame")
    return slots + place
  }
}

/// The part of the machine that is touched at every call, without reference counting.
struct MachineState {
  /// The first free slot of the stack.
  var top: UnsafeMutablePointer<Value>
  let limit: UnsafeMutablePointer<Value>
  /// Calls that are under way.
  var depth = 0
  /// The lowest address that the thread's own stack may reach.
  var lowestAddress: UInt = 0
  /// The value of a `return` on its way to its call.
  var returned: Value = .none
  /// Bytes allocated since the budget was last asked.
  var uncharged = 0
  /// The call whose native body runs, for its warnings.
  var nativeCall: Unmanaged<Node>?
  let interrupt: Unmanaged<InterruptCheck>
  let machine: Unmanaged<Machine>

  var isInterrupted: Bool {
    @inline(__always) get { interrupt._withUnsafeGuaranteedRef { $0.isRaised } }
  }

  mutating func takeReturned() -> Value {
    let value = returned
    returned = .none
    return value
  }
}

extension Frame {
  /// Looks at the interrupt flag; at every back edge of a loop.
  @inline(__always)
  func checkInterrupt() throws {
    if state.pointee.isInterrupted { throw Interrupted() }
  }

  /// Counts an allocation of the evaluator, and asks the budget from time to time.
  @inline(__always)
  func charge(_ bytes: Int, _ what: @autoclosure () -> String, at span: @autoclosure () -> Span) throws {
    let (sum, overflow) = state.pointee.uncharged.addingReportingOverflow(bytes)
    state.pointee.uncharged = sum
    if overflow || sum >= Machine.chargeStride { try settle(bytes, what(), at: span()) }
  }

  @inline(never)
  private func settle(_ bytes: Int, _ what: String, at span: Span) throws {
    let sum = max(bytes, state.pointee.uncharged)
    state.pointee.uncharged = 0
    do { try machine.budget.ask(bytes: sum, for: what) } catch { throw locate(error, at: span) }
  }

  /// Counts a list of this many items.
  @inline(__always)
  func chargeItems(_ count: Int, at span: @autoclosure () -> Span) throws {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Value>.stride)
    try charge(overflow ? .max : bytes + 64, "a list of \(count)", at: span())
  }
}
