import WeirText

/// What a program says about its own behaviour, in comments.
///
///     print(1 + 1)   # expect: 2
///     x[5]           # expect error: index 5 is outside a list of 3
///     1 / 0          # expect warning: division by zero
///     len = 3        # expect note: hides
///
/// Output is compared line by line and in order. A message must contain the text, and point at the comment's line unless
/// the comment stands alone.
public struct Specification {
  public enum Kind: String, Sendable, CaseIterable {
    case output = ""
    case error
    case warning
    case note
  }

  public struct Expectation: Sendable {
    public let kind: Kind
    public let text: String
    public let line: Int
    /// Whether nothing but the comment stands on its line.
    public let standsAlone: Bool
  }

  /// What happened when the program ran.
  public struct Outcome {
    /// Everything printed and echoed, in order.
    public var output: [String] = []
    /// Errors that kept it from running or ended it.
    public var errors: [Diagnostic] = []
    /// Warnings and notes.
    public var reports: [Diagnostic] = []

    public init() {}
  }

  public let source: Source
  public let expectations: [Expectation]

  public init(_ source: Source) {
    self.source = source
    expectations = source.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .compactMap { Self.expectation(in: $1, line: $0 + 1) }
  }

  private static func expectation(in line: Substring, line number: Int) -> Expectation? {
    guard let mark = Text.firstRange(of: "# expect", in: line.utf8) else { return nil }
    let comment = line[mark.upperBound...]
    guard let colon = comment.firstIndex(of: ":") else { return nil }
    guard let kind = Kind(rawValue: String(comment[..<colon].drop { $0 == " " })) else { return nil }
    var text = comment[comment.index(after: colon)...]
    if text.first == " " { text = text.dropFirst() }
    let before = line[..<mark.lowerBound]
    return Expectation(
      kind: kind, text: String(text), line: number, standsAlone: before.allSatisfy { $0 == " " || $0 == "#" })
  }

  // MARK: - Comparing

  /// One thing that was expected and did not happen, or happened and was not expected.
  public struct Difference: Sendable, Equatable {
    /// The comment's line, or that of a message without one; nil where nothing says a line.
    public let line: Int?
    /// Empty when nothing was expected.
    public let expected: String
    /// Empty when nothing happened.
    public let found: String
    /// Both in one line.
    public let sentence: String
  }

  /// What was expected and did not happen, or happened and was not expected; one line each.
  public func mismatches(_ outcome: Outcome) -> [String] { differences(outcome).map(\.sentence) }

  /// What was expected and did not happen, or happened and was not expected.
  public func differences(_ outcome: Outcome) -> [Difference] {
    outputMismatches(outcome.output)
      + messageMismatches(.error, outcome.errors)
      + messageMismatches(.warning, outcome.reports.filter { $0.severity == .warning })
      + messageMismatches(.note, outcome.reports.filter { $0.severity == .note })
  }

  private func outputMismatches(_ output: [String]) -> [Difference] {
    let lines = output.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    let expected = expectations.filter { $0.kind == .output }
    var found: [Difference] = []
    for (place, expectation) in expected.enumerated() {
      if place >= lines.count {
        found.append(
          Difference(
            line: expectation.line, expected: expectation.text, found: "",
            sentence: "line \(expectation.line): expected `\(expectation.text)`, but nothing more was printed"))
      } else if lines[place] != expectation.text {
        found.append(
          Difference(
            line: expectation.line, expected: expectation.text, found: lines[place],
            sentence: "line \(expectation.line): expected `\(expectation.text)`, got `\(lines[place])`"))
      }
    }
    return found
      + lines.dropFirst(expected.count).map {
        Difference(line: nil, expected: "", found: $0, sentence: "printed without being expected: `\($0)`")
      }
  }

  private func messageMismatches(_ kind: Kind, _ messages: [Diagnostic]) -> [Difference] {
    var rest = messages
    var found: [Difference] = []
    for expectation in expectations where expectation.kind == kind {
      if let place = rest.firstIndex(where: { matches($0, expectation) }) {
        rest.remove(at: place)
      } else {
        let got = rest.isEmpty ? "" : "; got " + rest.map(describe).joined(separator: "; ")
        found.append(
          Difference(
            line: expectation.line, expected: "\(kind.rawValue): \(expectation.text)",
            found: rest.map { "\(kind.rawValue): \($0.message)" }.joined(separator: "; "),
            sentence: "line \(expectation.line): expected the \(kind.rawValue) `\(expectation.text)`\(got)"))
      }
    }
    guard found.isEmpty else { return found }
    return rest.map { message in
      Difference(
        line: lines(of: message).first, expected: "", found: "\(kind.rawValue)[\(message.code)]: \(message.message)",
        sentence: "\(kind.rawValue) without being expected: \(describe(message))")
    }
  }

  private func matches(_ diagnostic: Diagnostic, _ expectation: Expectation) -> Bool {
    guard Text.contains(diagnostic.message, expectation.text) || diagnostic.code == expectation.text else {
      return false
    }
    let lines = lines(of: diagnostic)
    return expectation.standsAlone || lines.isEmpty || lines.contains(expectation.line)
  }

  /// The lines of this program that a message points at: its own, and those of the calls that led there.
  private func lines(of diagnostic: Diagnostic) -> [Int] {
    let spans = diagnostic.labels.map(\.span) + diagnostic.backtrace.map(\.call)
    return spans.filter { $0.source === source }.map { source.line(at: $0.lower) }
  }

  private func describe(_ diagnostic: Diagnostic) -> String {
    let place = lines(of: diagnostic).first.map { " in line \($0)" } ?? ""
    return "`\(diagnostic.message)`\(place)"
  }
}
