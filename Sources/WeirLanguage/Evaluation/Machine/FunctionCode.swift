import WeirText

/// What the compiler makes of a function: its body and the layout of its frame.
///
/// Slots: the parameters in order, then locals and captured values in the order of their first mention.
final class FunctionCode {
  let name: String
  let signature: Signature
  let span: Span
  let documentation: DocComment?
  let body: Node
  let slotCount: Int
  /// Where captured values go, in the order of `Closure.captures`.
  let captureSlots: [Int]
  /// Where the function finds itself, when it calls itself and is no top-level name.
  let ownSlot: Int?
  let hasCaptures: Bool
  let defaults: [Node?]
  /// Nil for a parameter that takes anything.
  let tests: [TypeTest?]
  let isTested: [Bool]
  let resultTest: TypeTest?
  let parameterCount: Int
  let layout: Layout

  /// What the hot path of a call needs.
  struct Layout {
    let body: Unmanaged<Node>
    let slotCount: Int
    /// The least number of positional arguments that go straight into their slots.
    let fewestPositional: Int
    /// The greatest number of such arguments; a `...rest` makes it -1.
    let mostPositional: Int
    /// Whether a call has more to do than to fill its slots.
    let needsPreparation: Bool
    let testsResult: Bool

    @inline(__always)
    func accepts(_ count: Int) -> Bool { count >= fewestPositional && count <= mostPositional }
  }

  init(
    name: String, signature: Signature, span: Span, documentation: DocComment?, body: Node, slotCount: Int,
    captureSlots: [Int], ownSlot: Int?, defaults: [Node?]
  ) {
    self.name = name
    self.signature = signature
    self.span = span
    self.documentation = documentation
    self.body = body
    self.slotCount = slotCount
    self.captureSlots = captureSlots
    self.ownSlot = ownSlot
    self.defaults = defaults
    hasCaptures = !captureSlots.isEmpty || ownSlot != nil
    tests = signature.parameters.map { $0.type.flatMap(TypeTest.init) }
    isTested = tests.map { $0 != nil }
    resultTest = signature.result.flatMap(TypeTest.init)
    parameterCount = signature.parameters.count
    let required = signature.requiredCount
    layout = Layout(
      body: .passUnretained(body), slotCount: slotCount, fewestPositional: required,
      mostPositional: signature.restPlace == nil && signature.requiredFirst ? parameterCount : -1,
      needsPreparation: hasCaptures || required < parameterCount || tests.contains { $0 != nil },
      testsResult: resultTest != nil)
  }

  /// Tests the first arguments against their declared types.
  func testArguments(_ frame: Frame, count: Int, call: Span?) throws {
    for place in 0..<min(count, parameterCount) {
      guard let test = tests[place], !test.accepts(frame.slot(place).pointee) else { continue }
      let fact = RuntimeFact.wrongArgument(
        function: name, parameter: signature.parameters[place].name, wanted: test.description,
        found: test.refused(frame.slot(place).pointee), example: signature.example(of: name))
      throw ArgumentFault(place: place, problem: fact)
    }
  }

  /// Gives a parameter without an argument its default, which may use earlier parameters.
  func fillDefault(_ place: Int, _ frame: Frame, call: Span?) throws {
    let parameter = signature.parameters[place]
    if parameter.isRest {
      frame.slot(place).pointee = place == signature.namedRestPlace ? .record(RecordBox()) : Value([])
    } else if let node = defaults[place] {
      frame.slot(place).pointee = try node.value(frame)
    } else {
      throw RuntimeFact.missingArgument(function: name, parameter: parameter.name, shown: signature.shown(as: name))
    }
  }
}
