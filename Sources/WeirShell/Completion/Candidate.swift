import WeirLanguage

/// One thing that could stand where the cursor is.
public struct Candidate: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case argument, command, component, field, file, function, keyword, model, module, position, setting, site, symbol
    case token, value, variable
  }

  /// What replaces the typed beginning.
  public let text: String
  public let kind: Kind
  /// One line about it; empty when there is nothing to say.
  public let summary: String
  /// How it stands in a list.
  public let shown: String

  public init(_ text: String, _ kind: Kind, _ summary: String = "", shown: String? = nil) {
    self.text = text
    self.kind = kind
    self.summary = summary
    self.shown = shown ?? text
  }

  /// The same where strings have escapes: what it inserts is written as a program would write it.
  var inString: Candidate {
    Candidate(String(StringLiteral.quoted(text).dropFirst().dropLast()), kind, summary, shown: shown)
  }
}

/// What may stand at the cursor, best first, and which bytes before the cursor it replaces.
public struct Completion: Sendable, Equatable {
  public var replaced: Range<Int>
  public var candidates: [Candidate]

  public init(replaced: Range<Int>, candidates: [Candidate] = []) {
    self.replaced = replaced
    self.candidates = candidates
  }
}
