import Testing
import WeirText

@testable import WeirLanguage

/// What a program cannot say about its own evaluation: storage, limits, interrupts, the view of a session.
@Suite struct EvaluatorTests {
  private func program(_ text: String) throws -> Program {
    guard case .complete(let program) = Parser.parse(Source(name: "test", text: text)) else {
      throw Unparsed(text: text)
    }
    return program
  }

  private struct Unparsed: Error {
    let text: String
  }

  private func run(_ text: String, in interpreter: Interpreter) throws {
    let program = try program(text)
    try LargeStack.run { _ = try interpreter.run(program) }
  }

  // MARK: - Storage

  @Test func aValueIsOneTagAndOneWord() {
    #expect(MemoryLayout<Value>.stride == 16)
    #expect(MemoryLayout<Value>.size == 9)
  }

  @Test func theAddressOfABoxIsTheFirstWordOfItsValue() {
    let box = StringBox("x")
    var value = Value.string(box)
    let word = withUnsafeBytes(of: &value) { $0.load(as: UInt.self) }
    #expect(word == UInt(bitPattern: Unmanaged.passUnretained(box).toOpaque()))
  }

  /// A value that knows how many of its kind there are.
  private final class Counted: Object {
    final class Kind {
      var living = 0
    }

    private let kind: Kind

    init(_ kind: Kind) {
      self.kind = kind
      kind.living += 1
      super.init()
    }

    deinit { kind.living -= 1 }
  }

  @Test("what a statement gave is held while the next one runs")
  func valuesThatNothingHolds() throws {
    let kind = Counted.Kind()
    let host = TestHost()
    let natives =
      host.natives + [
        NativeFunction("counted") { _ in .object(Counted(kind)) },
        NativeFunction("living") { _ in .number(Double(kind.living)) },
      ]
    let declared = "def counted() -> any\ndef living() -> number"
    let interpreter = Interpreter(library: TestHost.library(natives, declaring: declared), host: host)
    try run("counted()\nprint(living())\nx = counted()\nx = living()\nprint(x, living())", in: interpreter)
    #expect(host.output == ["0", "1 0"])
  }

  /// Where the single owner grows a value, its box stays the same one.
  ///
  /// An odd number of turns, because copies would take turns in the memory of two boxes.
  @Test(arguments: [
    ("s = \"\"", "s = s + \"x\"", "s"), ("s = \"\"", "s = s + \"x\" + \"y\"", "s"),
    ("xs = []", "xs = [...xs, 1]", "xs"), ("xs = []", "xs = xs + [1]", "xs"),
    ("r = {}", "r = {...r, k: 1}", "r"), ("r = {a: 1}", "r.a = 2", "r"), ("xs = [0]", "xs[0] = 1", "xs"),
    ("r = {f: [0]}", "r.f[0] = 1", "r"),
  ])
  func growingASingleOwnerCopiesNothing(start: String, step: String, name: String) throws {
    let interpreter = TestHost().interpreter()
    try run(start, in: interpreter)
    let before = identity(interpreter.value(of: name))
    try run("for i in 0..<101 { \(step) }", in: interpreter)
    #expect(identity(interpreter.value(of: name)) == before)
  }

  private func identity(_ value: Value?) -> ObjectIdentifier? {
    switch value {
    case .string(let box): ObjectIdentifier(box)
    case .list(let box): ObjectIdentifier(box)
    case .record(let box): ObjectIdentifier(box)
    default: nil
    }
  }

  @Test func deeplyNestedListsAreFreedAndPrintedWithoutRecursion() throws {
    let host = TestHost()
    let interpreter = host.interpreter()
    try run("x = []\nfor i in 0..<200_000 { x = [x] }\nprint(len(str(x)))\nx = 1", in: interpreter)
    #expect(host.output == ["403"])
  }

  @Test func longChainsOfClosuresAreFreed() throws {
    let interpreter = TestHost().interpreter()
    try run("f = x -> x\nfor i in 0..<100_000 { g = f; f = x -> g(x) }\nf = 1", in: interpreter)
  }

  @Test func comparingDeeplyNestedListsIsAnError() {
    let source = Source(
      name: "test", text: "x = []\ny = []\nfor i in 0..<5_000 { x = [x]; y = [y] }\nprint(x == y)")
    #expect(TestHost.run(source).errors.map(\.code) == ["E3103"])
  }

  // MARK: - Limits

  @Test(arguments: [
    "while true { }", "for i in 0..<1e15 { }", "def f() = f()\nwhile true { map([1], x -> x) }",
    "[x for x in 0..<1e15 if false]",
  ])
  func anInterruptStops(text: String) throws {
    let interrupt = InterruptCheck()
    let interpreter = Interpreter(library: TestHost.library(TestHost().natives), host: TestHost(), interrupt: interrupt)
    interrupt.raise()
    #expect(throws: Interrupted.self) { try run(text, in: interpreter) }
  }

  @Test(arguments: [
    "s = \"x\"\nwhile true { s = s + s }", "xs = [1]\nwhile true { xs = [...xs, ...xs] }",
    "xs = [1]\nwhile true { xs = xs + xs }", "xs = range(0, 1e12)", "s = \"ab\" * 1e12",
    "xs = [[0] * 1000 for i in 0..<1e12]", "xs = []\nwhile true { xs = [...xs, \"\\(xs[..<0])\" * 1000] }",
  ])
  func noProgramTakesMoreMemoryThanTheBudget(text: String) {
    let limit = ProcessMemory.held + 100 << 20
    let outcome = TestHost.run(Source(name: "test", text: text), budget: Budget(limit: limit))
    #expect(outcome.errors.map(\.code).allSatisfy { $0 == "E3301" || $0 == "E3302" })
    #expect(outcome.errors.count == 1)
  }

  // MARK: - Errors

  @Test func aBacktraceNamesTheCallsThatAreUnderWay() {
    let text = "def inner(x) = x.field\ndef outer(x) = inner(x)\nouter(1)"
    let error = TestHost.run(Source(name: "test", text: text)).errors.first
    #expect(error?.backtrace.map(\.name) == ["outer", "inner"])
    #expect(error?.backtrace.map(\.call.text) == ["outer(1)", "inner(x)"])
  }

  @Test func aSecondErrorHasItsOwnBacktrace() throws {
    let interpreter = TestHost().interpreter()
    try run("def f(x) = x.field\ndef g(x) = f(x)", in: interpreter)
    #expect(throws: RuntimeError.self) { try run("g(1)", in: interpreter) }
    let error = try #require(throws: RuntimeError.self) { try run("f(2)", in: interpreter) }
    #expect(error.diagnostic.backtrace.map(\.name) == ["f"])
  }

  // MARK: - The view of a session

  @Test func aSessionSeesTheNamesOfItsProgram() throws {
    let interpreter = TestHost().interpreter()
    try run("b = 1\na = 2\ndef f(x) = x", in: interpreter)
    #expect(interpreter.names == ["b", "a", "f"])
    #expect(interpreter.value(of: "a")?.asNumber == 2)
    #expect(interpreter.value(of: "len") == nil)
    #expect(try interpreter.lookUp("len") != nil)
    interpreter.bind("_", to: .number(7))
    try run("c = _ + 1", in: interpreter)
    #expect(interpreter.value(of: "c")?.asNumber == 8)
    interpreter.forget("a")
    #expect(interpreter.names == ["b", "f", "_", "c"])
    let f = try #require(interpreter.value(of: "f"))
    #expect(try interpreter.apply(f, [.number(3)]).asNumber == 3)
  }

  @Test func forgettingAHiddenNameShowsTheLibrarysAgain() throws {
    let host = TestHost()
    let interpreter = host.interpreter()
    try run("len = 3", in: interpreter)
    interpreter.forget("len")
    try run("print(len([1]))", in: interpreter)
    #expect(host.output == ["1"])
  }

  @Test func onlyExpressionsAreEchoed() throws {
    let interpreter = TestHost().interpreter()
    let program = try program("x = 1\nx + 1\nx + 2;\ndef f() = 1\n[x]")
    var echoes: [String] = []
    try LargeStack.run {
      _ = try interpreter.run(program) { value, _ in echoes.append(value.echo(width: 40).plain) }
    }
    #expect(echoes.contains("2"))
    #expect(echoes.last == "[1]")
    #expect(!echoes.contains("1"))
  }

  @Test(arguments: [
    ("param n = 5", "7", "7"), ("param n = \"a\"", "7", "\"7\""), ("param n = true", "false", "false"),
    ("param n = [1]", "2,3", "[2, 3]"), ("param n = none", "x", "\"x\""), ("param n = 0..<4", "1...3", "1...3"),
  ])
  func anOptionIsReadAsTheKindOfItsDefault(text: String, option: String, result: String) throws {
    let interpreter = TestHost().interpreter()
    interpreter.options = ["n": option]
    try run(text, in: interpreter)
    #expect(interpreter.value(of: "n")?.literal == result)
  }

  @Test func anOptionOfTheWrongKindIsAnError() throws {
    let interpreter = TestHost().interpreter()
    interpreter.options = ["n": "many"]
    let error = try #require(throws: RuntimeError.self) { try run("param n = 5", in: interpreter) }
    #expect(error.diagnostic.message == "`--n` must be a number, not `many`")
  }

  @Test func interventionsAreInForceInsideTheirBlockOnly() throws {
    let host = TestHost()
    var seen: [Int] = []
    let library = TestHost.library(
      host.natives.filter { $0.name != "print" } + [
        NativeFunction("print") { call in
          seen.append(call.context.interventionsInForce.count)
          return .none
        }
      ])
    let interpreter = Interpreter(library: library, host: host)
    try run("with [1] { print(); with [2] { print() } }\nprint()", in: interpreter)
    #expect(throws: RuntimeError.self) { try run("with [1] { print(); none + 1 }", in: interpreter) }
    try run("print()", in: interpreter)
    #expect(seen == [1, 2, 0, 1, 0])
  }
}
