import WeirLanguage
import WeirModel
import WeirNatives
import WeirText

/// An interpreter with the entries that it has run, in order: what the prompt, `-e` and scripts have in common.
///
/// Like the interpreter it is used from one thread at a time; whoever evaluates does so on an `EvaluationThread`.
public final class Session {
  /// How running a text ended.
  public enum Outcome {
    case succeeded
    case failed([Diagnostic])
    case interrupted
    /// The program asked to end the process.
    case exit(Int32)
  }

  public let interpreter: Interpreter
  /// The models, and everything else that the language does not know.
  public let domain: Domain
  public var world: World { domain.world }
  public private(set) var entries: [SessionEntry] = []
  /// The entry that `_` stands for.
  private(set) var lastEcho: Int?
  private var hasEchoed = false
  /// Read when completion first wants vocabulary items and no model is loaded.
  var defaultTokenizer: Tokenizer?
  /// The items of a model's vocabulary, kept since completion looks through them at every Tab.
  var vocabularyTexts: (model: String, texts: [String])?

  public init(interpreter: Interpreter, domain: Domain) {
    self.interpreter = interpreter
    self.domain = domain
  }

  /// The number that the next entry gets.
  public var nextNumber: Int { (entries.last?.number ?? 0) + 1 }

  /// Runs an entry; one that begins with `|>` continues with the value echoed last.
  public func run(entry text: String, echo: @escaping (Value) -> Void) -> Outcome {
    let pipes = text.drop { $0 == " " || $0 == "\n" }.hasPrefix("|>")
    let source = Source(name: "<in \(nextNumber)>", text: pipes ? "_ " + text : text)
    let remembering = { (value: Value) in
      echo(value)
      if self.interpreter.interrupt.isRaised { return }
      self.remember(value)
      self.hasEchoed = true
    }
    switch Parser.parse(source) {
    case .complete(let program): return run(source, program, as: .entry, echo: remembering)
    case .wrong(let diagnostics): return record(source, nil, heard(.failed(diagnostics)))
    case .incomplete: return run(source, echo: remembering)
    }
  }

  /// Evaluates a text for a command: nothing of it is remembered.
  func evaluate(_ text: String, use: @escaping (Value) -> Void) -> Outcome {
    do {
      let program = try Parser.parseScript(Source(name: "<command>", text: text))
      return attempt { try interpreter.run(program) { value, _ in use(value) } }
    } catch {
      return .failed(error.diagnostics)
    }
  }

  /// Runs a script, or a text of the command line, which is checked like an entry: a later one may use what it binds.
  public func run(_ source: Source, as subject: Checker.Subject = .script, echo: ((Value) -> Void)? = nil) -> Outcome {
    do {
      return run(source, try Parser.parseScript(source), as: subject, echo: echo)
    } catch {
      return record(source, nil, heard(.failed(error.diagnostics)))
    }
  }

  private func run(
    _ source: Source, _ program: Program, as subject: Checker.Subject, echo: ((Value) -> Void)?
  ) -> Outcome {
    let start = world.clock()
    let found = check(program, as: subject)
    let errors = found.filter { $0.severity == .error }
    if !errors.isEmpty { return record(source, program, heard(.failed(errors))) }
    found.forEach(world.warn)
    let outcome = attempt {
      try Interrupt.check()
      try interpreter.run(
        program,
        echo: echo.map { echo in
          { value, _ in
            echo(value)
            // What was drawn of it may have been cut short.
            try Interrupt.check()
          }
        })
    }
    Allocator.settle()
    return record(source, program, outcome, seconds: world.clock() - start)
  }

  /// The outcome of reading a text, which finds faults where somebody stopped it.
  private func heard(_ outcome: Outcome) -> Outcome { Interrupt.isRequested ? .interrupted : outcome }

  /// What can be told from the text before anything runs.
  func check(_ program: Program, as subject: Checker.Subject) -> [Diagnostic] {
    let names = LibraryNames(interpreter.library, bound: interpreter.names + ["_", "args"]) { path, source in
      try self.domain.module(at: path, usedBy: source)
    }
    return Checker(known: names, sites: siteCheck(for: program), subject: subject).check(program)
  }

  /// The files that a program uses, and those that they use; a file that cannot be read is left out.
  func filesUsed(by program: Program) -> [Program] {
    var seen: Set<String> = [program.source.name]
    var found: [Program] = []
    var rest = [program]
    while let user = rest.popLast() {
      for case .use(let use) in user.statements.map(\.kind) {
        guard case .file(let path, _) = use.module,
          let source = try? domain.module(at: path, usedBy: user.source), seen.insert(source.name).inserted,
          let used = try? Parser.parseScript(source)
        else { continue }
        found.append(used)
        rest.append(used)
      }
    }
    return found
  }

  private func record(_ source: Source, _ program: Program?, _ outcome: Outcome, seconds: Double = 0) -> Outcome {
    entries.append(
      SessionEntry(
        number: nextNumber, source: source, program: program, outcome: outcome, seconds: seconds,
        hasEchoed: hasEchoed, previousEcho: lastEcho))
    if hasEchoed { lastEcho = entries.last?.number }
    hasEchoed = false
    return outcome
  }

  /// Does something that may throw whatever an evaluation throws.
  public func attempt(_ body: () throws -> Void) -> Outcome {
    do {
      try body()
      return .succeeded
    } catch let error as RuntimeError {
      return .failed([error.diagnostic])
    } catch let exit as Exit {
      return .exit(exit.status)
    } catch is Interrupted {
      return .interrupted
    } catch let problem as any Problem {
      return .failed([Diagnostic(problem)])
    } catch {
      return .failed([Diagnostic(ShellProblem.bug(String(describing: error)))])
    }
  }

  /// `_` is the value echoed last, `_7` what entry 7 echoed last.
  private func remember(_ value: Value) {
    interpreter.bind("_", to: value)
    // A numbered name would keep every large tensor of a long session alive.
    guard case .object(let object) = value, object.byteCount > Self.largestNumbered else {
      interpreter.bind("_\(nextNumber)", to: value)
      return
    }
  }

  /// Values above this many bytes are kept by `_` only.
  private static let largestNumbered = 64 << 20
}

extension Session.Outcome {
  var kind: SessionEntry.Outcome {
    switch self {
    case .succeeded: .succeeded
    case .exit(let status): status == 0 ? .succeeded : .failed
    case .failed: .failed
    case .interrupted: .interrupted
    }
  }
}
