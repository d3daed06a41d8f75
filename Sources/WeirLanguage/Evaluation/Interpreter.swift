import WeirText

/// Runs programs over one set of top-level names: a session at the prompt, or one script.
///
/// It is used from one thread at a time; deep recursion needs `LargeStack.run`.
public final class Interpreter {
  public let library: Library
  public let interrupt: InterruptCheck
  public let budget: Budget
  /// Values for `param` declarations, as text from the command line.
  public var options: [String: String] = [:]
  let host: any Host
  let machine: Machine
  /// The statement that binds a name, for the note about shadowing.
  var bindingSpan: Span?
  private lazy var topLevel = ModuleScope("the program", interpreter: self)
  lazy var libraryScopes = LibraryScopes(self)
  private var files: [String: ModuleScope] = [:]
  private var filesInProgress: [String] = []

  public init(
    library: Library, host: any Host, interrupt: InterruptCheck = InterruptCheck(), budget: Budget = Budget()
  ) {
    self.library = library
    self.host = host
    self.interrupt = interrupt
    self.budget = budget
    machine = Machine(host: host, library: library, interrupt: interrupt, budget: budget)
  }

  /// Runs an entry or script; hands each value of a top-level expression statement that is not silenced to `echo`.
  ///
  /// - Returns: the value of the last statement, `none` if it has none.
  /// - Throws: `RuntimeError`, or an `Unwinding` such as `Interrupted`.
  @discardableResult
  public func run(_ program: Program, echo: ((Value, Statement) throws -> Void)? = nil) throws -> Value {
    try tracing {
      var compiler = TopLevelCompiler(scope: topLevel)
      let compiled = try compiler.compile(program.statements)
      return try machine.run(slotCount: compiled.slotCount) { frame in
        // No variable holds a statement's value while the next one runs: it may be large.
        for (statement, node) in zip(program.statements, compiled.nodes).dropLast() {
          _ = try step(statement, node, frame, echo)
        }
        guard let statement = program.statements.last, let node = compiled.nodes.last else { return .none }
        return try step(statement, node, frame, echo)
      }
    }
  }

  private func step(
    _ statement: Statement, _ node: Node, _ frame: Frame, _ echo: ((Value, Statement) throws -> Void)?
  ) throws -> Value {
    bindingSpan = statement.span
    machine.statement = statement
    defer { machine.statement = nil }
    guard case .expression(_, let isSilent) = statement.kind else {
      _ = try node.run(frame)
      return .none
    }
    let value = try node.value(frame)
    // What an operator gave after an interrupt may be unfinished.
    try frame.checkInterrupt()
    if !isSilent { try echo?(value, statement) }
    return value
  }

  /// Top-level names that the program bound, in the order of their first binding.
  public var names: [String] { topLevel.boundNames }

  /// A top-level name's value; nil when the program has not bound it.
  public func value(of name: String) -> Value? {
    guard let cell = topLevel.existing(name), cell.isOwn else { return nil }
    return cell.storage.pointee
  }

  /// A name's value as a program would find it: the program's own, or the library's.
  public func lookUp(_ name: String) throws -> Value? { try tracing { try topLevel.cell(name).resolve() } }

  /// Binds a top-level name, as an assignment would: `_` after an echo, `args` of a script.
  public func bind(_ name: String, to value: Value) {
    bindingSpan = nil
    topLevel.cell(name).bind(value)
  }

  /// Forgets a top-level name; a name of the library that it hid is visible again.
  public func forget(_ name: String) { topLevel.existing(name)?.forget() }

  /// Calls a function value from outside a program.
  public func apply(_ function: Value, _ arguments: [Value]) throws -> Value {
    try tracing { try machine.run(slotCount: 0) { _ in try machine.call(function, arguments, at: nil) } }
  }

  /// What natives see, for calling their Swift functions outside a program.
  public var context: CallContext { machine }

  /// Adds the backtrace to an error that reaches the top.
  private func tracing<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch var error as RuntimeError {
      error.diagnostic.backtrace = machine.takeTrace()
      throw error
    } catch let problem as any Problem {
      throw RuntimeError(Diagnostic(problem, at: nil))
    } catch {
      _ = machine.takeTrace()
      throw error
    }
  }

  // MARK: - Modules

  /// The cell of a name of the library, whatever the program calls by that name.
  func libraryCell(_ name: String) -> Cell { standardNames.cell(name) }
  private lazy var standardNames = ModuleScope("std", interpreter: self, isLibrary: true)

  /// Runs one definition of a module.
  func execute(_ statement: Statement, in scope: ModuleScope) throws {
    var compiler = TopLevelCompiler(scope: scope)
    let compiled = try compiler.compile([statement])
    try machine.run(slotCount: compiled.slotCount) { frame in
      for node in compiled.nodes { _ = try node.run(frame) }
    }
  }

  /// The module of a file that is used; it is run once.
  func file(_ path: String, usedBy span: Span) throws -> ModuleObject {
    let source: Source
    do { source = try host.module(at: path, usedBy: span.source) } catch { throw machine.locate(error, at: span) }
    if files[source.name] == nil { try load(source, usedAt: span) }
    guard let scope = files[source.name] else { throw RuntimeFact.brokenModule(source.name) }
    return ModuleObject(
      source.name, names: { scope.boundNames },
      value: { name in
        guard let cell = scope.existing(name), cell.isOwn else { return nil }
        return cell.storage.pointee
      })
  }

  private func load(_ source: Source, usedAt span: Span) throws {
    if let start = filesInProgress.firstIndex(of: source.name) {
      throw RuntimeError(
        Diagnostic(RuntimeFact.usedInCircle(filesInProgress[start...] + [source.name]), at: span))
    }
    filesInProgress.append(source.name)
    defer { filesInProgress.removeLast() }
    let statements = try library.parsed(source)
    let scope = ModuleScope(source.name, interpreter: self)
    let kept = statements.filter(\.isPartOfModule)
    if kept.count < statements.count, let first = statements.first(where: { !$0.isPartOfModule }) {
      machine.report(
        .note, RuntimeFact.notRunInModule(statements.count - kept.count, module: source.name), at: first.span)
    }
    var compiler = TopLevelCompiler(scope: scope)
    let compiled = try compiler.compile(kept)
    try machine.run(slotCount: compiled.slotCount) { frame in
      for node in compiled.nodes { _ = try node.run(frame) }
    }
    files[source.name] = scope
  }
}

extension Statement {
  /// Whether `use` of its file runs it: definitions, constants and `use`.
  public var isPartOfModule: Bool {
    switch kind {
    case .assign, .define, .use, .param: true
    default: false
    }
  }
}
