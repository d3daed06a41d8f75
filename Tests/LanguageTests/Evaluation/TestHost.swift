import WeirText

@testable import WeirLanguage

/// A host without a domain: prints into a list, reads modules beside the program.
final class TestHost: Host {
  var output: [String] = []
  var reports: [Diagnostic] = []

  func component(_ literal: ComponentLiteral) throws -> Value { Value("component") }
  func interventions(_ value: Value) throws -> Value { value }
  func report(_ diagnostic: Diagnostic) { reports.append(diagnostic) }

  func module(at path: String, usedBy source: Source) throws -> Source {
    let folder = source.name.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let name = (folder + [Substring(path)]).joined(separator: "/")
    guard let text = TestFiles.text(name) else { throw MissingFile(path: path) }
    return Source(name: name, text: text)
  }

  struct MissingFile: Problem {
    let path: String
    var code: String { "E7001" }
    var message: String { "cannot read `\(path)`" }
  }

  /// What a program needs beyond the language's own library.
  var natives: [NativeFunction] {
    CoreNatives.functions + [
      NativeFunction("print") { [unowned self] call in
        output.append((call[0].asList ?? []).map(\.text).joined(separator: " "))
        return .none
      },
      NativeFunction("save") { [unowned self] call in
        output.append("save \(call[0].text) to \(call[1].text) \(call[2].text)")
        return .none
      },
    ]
  }

  static let declarations = """
    def print(...values: any) -> none
    def save(value: any, path: string, ...options: record) -> none
    """

  /// An interpreter with the language's own library.
  func interpreter(budget: Budget = Budget()) -> Interpreter {
    Interpreter(library: Self.library(natives), host: self, budget: budget)
  }

  static func library(_ natives: [NativeFunction], declaring more: String = "") -> Library {
    let core = ["lists", "strings", "math"].map { (name: $0, text: TestFiles.text("Stdlib/\($0).weir") ?? "") }
    let prelude = (name: "prelude", text: "use lists\nuse strings\nuse math\n" + declarations + "\n" + more)
    return Library(modules: [prelude] + core, natives: natives, parse: Parser.parse)
  }

  /// Parses and runs a program; what happened is an outcome.
  static func run(_ source: Source, budget: Budget = Budget()) -> Specification.Outcome {
    let host = TestHost()
    var outcome = Specification.Outcome()
    switch Parser.parse(source) {
    case .complete(let program):
      do {
        _ = try LargeStack.run { try host.interpreter(budget: budget).run(program) }
      } catch let error as RuntimeError {
        outcome.errors = [error.diagnostic]
      } catch {
        outcome.errors = [Diagnostic(code: "-", "\(error)")]
      }
    case .wrong(let diagnostics): outcome.errors = diagnostics
    case .incomplete: outcome.errors = [Diagnostic(code: "-", "incomplete")]
    }
    outcome.output = host.output
    outcome.reports = host.reports
    return outcome
  }
}
