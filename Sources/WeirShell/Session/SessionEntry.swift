import WeirLanguage
import WeirText

/// One entry of a session, and how it went.
public struct SessionEntry {
  public enum Outcome: Sendable, Equatable {
    case succeeded
    case failed
    case interrupted
  }

  /// The number in `<in 7>` and `_7`.
  public let number: Int
  public let source: Source
  /// Nil when the text could not be parsed.
  public let program: Program?
  public let outcome: Outcome
  /// Seconds that it ran.
  public let seconds: Double
}
