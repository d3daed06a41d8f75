// Reading entries at a prompt, whoever does the editing: libedit on a capable terminal, a plain reader elsewhere.

import WeirText

/// What reading an entry gave.
public enum LineInput: Equatable {
  /// A whole entry of one or more lines, without the last line end.
  case entry(String)
  /// Ctrl-C: what was typed, if anything was, is dropped.
  case interrupted(hadText: Bool)
  /// Ctrl-D on an empty line, or the end of the input.
  case end
  /// Bytes that are not UTF-8; they are refused, not repaired.
  case invalid(InvalidUTF8)
}

/// A prompt: visible text ending with a space, and how it is coloured.
public struct Prompt: Equatable, Sendable {
  public var text: String
  public var style: Markup.Style

  public init(_ text: String, _ style: Markup.Style = .strong) {
    self.text = text
    self.style = style
  }

  /// What stands in its place on further lines of an entry, as wide as the prompt.
  public var continuation: String {
    let dots = "... "
    let width = text.displayWidth
    return String(repeating: " ", count: max(0, width - dots.count)) + dots.suffix(width)
  }
}

/// Whether an entry can run.
public enum Completeness: Equatable, Sendable {
  case complete
  /// More lines are wanted; the next begins with so many spaces.
  case incomplete(indent: Int)
  /// It runs all the same, so that its error shows.
  case wrong
}

/// What Tab does to the text.
public struct TabAnswer: Equatable, Sendable {
  /// Bytes before the cursor that the insertion replaces.
  public var deletedBytes = 0
  public var insertion = ""
  /// Printed under the text, with its colours; nothing when empty.
  public var listing = ""

  public init(deletedBytes: Int = 0, insertion: String = "", listing: String = "") {
    self.deletedBytes = deletedBytes
    self.insertion = insertion
    self.listing = listing
  }
}

/// The text in colour, and a grey suggestion behind it.
public struct PaintedText: Equatable, Sendable {
  /// The same characters with escape sequences between them; empty leaves the text plain.
  public var text = ""
  public var hint = ""

  public init(text: String = "", hint: String = "") {
    self.text = text
    self.hint = hint
  }
}

/// Whom an editor asks while an entry is typed.
public protocol LineEditorDelegate: AnyObject {
  func completeness(of text: String) -> Completeness
  func tab(_ text: String, cursor: Int, isRepeated: Bool) -> TabAnswer
  /// The earlier (`step` -1) or later entry to show instead of a text; nil when there is none.
  func recall(from text: String, step: Int) -> String?
  /// The entry that has a text in it, looked for from a place in the history on, `step` -1 or 1 at a time.
  func entry(containing text: String, from place: Int, step: Int) -> (place: Int, entry: String)?
  /// What to insert for a pasted text.
  func pasted(_ text: String) -> String
  /// The suggested rest of a text; empty when there is none.
  func hint(for text: String) -> String
  func painted(_ text: String, cursor: Int) -> PaintedText
}

/// Reads entries.
public protocol LineEditor: AnyObject {
  var delegate: (any LineEditorDelegate)? { get set }
  /// Whether it edits on a capable terminal, on which other programs can run between its entries.
  var ownsTerminal: Bool { get }
  func read(_ prompt: Prompt) -> LineInput
  /// Makes an entry known to the editor's own search.
  func remember(_ entry: String)
}
