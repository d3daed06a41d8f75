import WeirText

/// The state of one interpreter's evaluation: the slot stack, the calls under way, and the services that natives see.
final class Machine: CallContext {
  let state: UnsafeMutablePointer<MachineState>
  let budget: Budget
  var interventionsInForce: [Value] {
    scopesAsked = true
    return scopes
  }
  private var scopes: [Value] = []
  /// Whether a native has asked for them since the innermost `with` began.
  private var scopesAsked = false
  /// Calls through which an error has passed, innermost first.
  private var trace: [(depth: Int, frame: Diagnostic.Frame)] = []
  /// The top-level statement that runs, whose expressions can be run again.
  var statement: Statement?
  /// Functions that were rebound while a statement runs; a call in flight may still be inside.
  var retired: [Function] = []

  private let stack = SlotStack()
  private let interrupt: InterruptCheck
  unowned let host: any Host
  /// What `help` shows, and for messages which words are functions.
  let library: Library

  /// Calls nest at most this deep.
  static let deepestCall = 10_000
  /// Bytes that may be allocated before the budget is asked.
  static let chargeStride = 1 << 20

  init(host: any Host, library: Library, interrupt: InterruptCheck, budget: Budget) {
    self.host = host
    self.library = library
    self.interrupt = interrupt
    self.budget = budget
    state = .allocate(capacity: 1)
    state.initialize(
      to: MachineState(
        top: stack.base, limit: stack.limit, interrupt: .passUnretained(interrupt), machine: .passUnretained(self)))
  }

  deinit {
    state.deinitialize(count: 1)
    state.deallocate()
  }

  // MARK: - Running

  /// Runs top-level code in a frame of its own.
  func run<Result>(slotCount: Int, _ body: (Frame) throws -> Result) throws -> Result {
    let outermost = state.pointee.depth == 0
    if outermost { state.pointee.lowestAddress = ThreadStack.lowestAddress }
    let base = state.pointee.top
    guard base + slotCount <= state.pointee.limit else { throw RuntimeFact.callsTooDeep(state.pointee.depth) }
    base.initialize(repeating: .none, count: slotCount)
    state.pointee.top = base + slotCount
    defer {
      base.deinitialize(count: slotCount)
      state.pointee.top = base
      if outermost { retired.removeAll() }
    }
    return try body(Frame(slots: base, state: state))
  }

  // MARK: - What natives see

  func apply(_ function: Value, _ arguments: [Value]) throws -> Value {
    try call(function, arguments, at: state.pointee.nativeCall?.takeUnretainedValue().span)
  }

  func argumentText(_ place: Int) -> String? {
    guard state.pointee.depth == 0, let statement, let node = state.pointee.nativeCall?.takeUnretainedValue(),
      let call = node as? CallNode, call.span.source === statement.span.source, place < call.arguments.count,
      case .positional(let argument) = call.arguments[place]
    else { return nil }
    if case .forEach = statement.kind { return nil }
    return argument.span.text
  }

  func checkInterrupt() throws {
    if interrupt.isRaised { throw Interrupted() }
  }

  func warn(_ problem: any Problem) {
    report(.warning, problem, at: state.pointee.nativeCall?.takeUnretainedValue().span)
  }

  func report(_ severity: Diagnostic.Severity, _ problem: any Problem, at span: Span?) {
    var diagnostic = Diagnostic(problem, at: span)
    diagnostic.severity = severity
    host.report(diagnostic)
  }

  /// Runs a native body; warnings inside point at the call.
  ///
  /// What it gives after an interrupt may be unfinished, and is dropped.
  func runNative(_ function: Native, _ arguments: [Value], at node: Node?) throws -> Value {
    let outer = state.pointee.nativeCall
    if let node { state.pointee.nativeCall = .passUnretained(node) }
    defer { state.pointee.nativeCall = outer }
    var call = Call(arguments: arguments, function: function, context: self)
    do {
      let result = try function.body(&call)
      try checkInterrupt()
      return result
    } catch {
      // What went wrong after the request may have gone wrong because of it.
      try checkInterrupt()
      throw error
    }
  }

  /// Puts an intervention in force while a block runs, and says so when nothing in it was run.
  func with<Result>(_ interventions: Value, at span: Span, _ body: () throws -> Result) rethrows -> Result {
    let wereAsked = scopesAsked
    scopes.append(interventions)
    scopesAsked = false
    defer {
      scopes.removeLast()
      scopesAsked = scopesAsked || wereAsked
    }
    let result = try body()
    if !scopesAsked, interventions.asList?.isEmpty != true { report(.warning, RuntimeFact.nothingRan, at: span) }
    return result
  }

  // MARK: - Backtraces

  /// Notes that an error leaves a call.
  ///
  /// Frames of an error that was caught elsewhere are dropped: those of one error come from ever lower depths.
  func noteFrame(_ name: String, call: Span) {
    let depth = state.pointee.depth
    if let last = trace.last, last.depth <= depth { trace.removeAll() }
    trace.append((depth, Diagnostic.Frame(name: name, call: call)))
  }

  /// The backtrace of the error that reached the top, innermost call last.
  func takeTrace() -> [Diagnostic.Frame] {
    defer { trace.removeAll() }
    return trace.reversed().map(\.frame)
  }
}
