// Running a report: the program is checked as a whole, then its statements run one by one, so that what each shows
// stands behind it.

import WeirLanguage
import WeirNatives
import WeirText

/// One run of a report's program.
struct ReportRun {
  private let source: ReportSource
  private let session: Session
  private let output: ReportOutput
  /// Columns for echoes and messages.
  static let width = 100

  /// How the program ended.
  struct End {
    /// What failed that was not expected to.
    var failures: [Diagnostic] = []
    var wasInterrupted = false
  }

  private var end = End()
  private var hasStopped = false
  /// Why blocks that are expected to fail cannot run at all, by their sources.
  private var refused: [ObjectIdentifier: [Diagnostic]] = [:]

  init(_ source: ReportSource, session: Session, output: ReportOutput) {
    self.source = source
    self.session = session
    self.output = output
  }

  /// Runs the program, whose elements are added to the page.
  mutating func run() -> End {
    var (statements, found) = check()
    end.failures = found.filter { $0.severity == .error }
    hasStopped = !end.failures.isEmpty
    for part in source.parts {
      switch part {
      case .prose(let text): output.keep([.prose(text)])
      case .code(let code):
        let end = statements.firstIndex { !code.holds($0.span) } ?? statements.count
        if let messages = refused[ObjectIdentifier(code.source)] {
          show(code.range, of: code, wasRun: false)
          output.keep(messages.map { .message($0) })
        } else if code.isRun {
          run(code, Array(statements[..<end]))
        } else {
          show(code.range, of: code, wasRun: true)
        }
        statements.removeFirst(end)
        output.keep(found.filter(code.holds).map { .message($0) })
        found.removeAll(where: code.holds)
      }
    }
    output.keep(found.map { .message($0) })
    return end
  }

  /// The statements, and what is found before anything runs.
  ///
  /// Blocks that are expected to fail and do so here are refused.
  private mutating func check() -> (statements: [Statement], found: [Diagnostic]) {
    let codes = source.codes.filter(\.isRun)
    var found: [Diagnostic] = []
    var statements: [Statement] = []
    let sources = source.isMarkdown ? codes.map(\.source) : Array(codes.prefix(1).map(\.source))
    for (place, text) in sources.enumerated() {
      do {
        statements += try Parser.parseScript(text).statements
      } catch  where codes[place].failsExpectedly {
        refused[ObjectIdentifier(text)] = error.diagnostics
      } catch {
        found += error.diagnostics
      }
    }
    if !found.isEmpty { return (statements, found) }
    let whole =
      source.isMarkdown ? Source(name: "", text: codes.map(\.text).joined(separator: "\n")) : sources.first
    guard let whole else { return ([], []) }
    while true {
      found = session.check(Program(source: whole, statements: statements, comments: []), as: .script)
      let errors = found.filter { $0.severity == .error }
      guard let failing = codes.first(where: { $0.failsExpectedly && errors.contains(where: $0.holds) }) else {
        return (statements, found)
      }
      refused[ObjectIdentifier(failing.source)] = errors.filter(failing.holds)
      statements.removeAll { failing.holds($0.span) }
    }
  }

  private mutating func run(_ code: ReportSource.Code, _ statements: [Statement]) {
    var start = code.range.lowerBound
    var hasFailed = false
    for statement in statements where !hasStopped && !hasFailed {
      hasFailed = !run(statement, mayFail: code.failsExpectedly)
      let shown = output.take()
      guard !shown.isEmpty || hasFailed else { continue }
      let line = code.source.line(at: max(statement.span.lower, statement.span.upper - 1))
      let end = min(code.range.upperBound, code.source.lineRange(line).upperBound)
      if start < end { show(start..<end, of: code, wasRun: true) }
      output.keep(shown)
      start = max(start, min(code.range.upperBound, end + 1))
    }
    if start < code.range.upperBound {
      show(start..<code.range.upperBound, of: code, wasRun: !hasStopped && !hasFailed)
    }
    if code.failsExpectedly, !hasFailed, !hasStopped { missFailure(code) }
  }

  /// Runs one statement; false when it failed.
  private mutating func run(_ statement: Statement, mayFail: Bool) -> Bool {
    let program = Program(source: statement.span.source, statements: [statement], comments: [])
    let output = self.output
    let outcome = session.attempt {
      try session.interpreter.run(program) { value, _ in
        guard !value.isNone else { return }
        output.add(value.echo(width: Self.width) + Markup("\n"))
      }
    }
    switch outcome {
    case .succeeded: return true
    case .exit:
      hasStopped = true
      return true
    case .interrupted:
      end.wasInterrupted = true
      hasStopped = true
      return false
    case .failed(let diagnostics):
      diagnostics.forEach(output.add)
      if !mayFail {
        end.failures += diagnostics
        hasStopped = true
      }
      return false
    }
  }

  private mutating func show(_ range: Range<Int>, of code: ReportSource.Code, wasRun: Bool) {
    guard code.isShown else { return }
    let text = code.source.text(from: range.lowerBound, to: range.upperBound)
    guard !text.allSatisfy(\.isWhitespace) else { return }
    output.keep([.code(text, wasRun: wasRun)])
  }

  private mutating func missFailure(_ code: ReportSource.Code) {
    let place = Span(code.source, code.range.lowerBound, code.range.lowerBound)
    var diagnostic = Diagnostic(ShellProblem.expectedFailure)
    diagnostic.labels = [Diagnostic.Label(place)]
    output.keep([.message(diagnostic)])
    end.failures.append(diagnostic)
    hasStopped = true
  }
}

extension ReportSource.Code {
  var text: String { source.text(from: range.lowerBound, to: range.upperBound) }

  func holds(_ span: Span) -> Bool { span.source === source && range.contains(span.lower) }

  /// Whether a message points into it; a missing end is told behind the last line.
  func holds(_ message: Diagnostic) -> Bool {
    guard let span = message.labels.first?.span, span.source === source else { return false }
    return range.contains(span.lower) || span.lower >= source.bytes.count && range.upperBound == source.bytes.count
  }
}
