/// How far long work has come.
public struct Progress: Sendable, Equatable {
  /// What is done, as a word before the bar: `patching`.
  public let activity: String
  public let done: Int
  public let total: Int
  /// What is counted: `heads`, `prompts`, `cells`.
  public let unit: String

  public init(_ activity: String, done: Int, of total: Int, unit: String) {
    self.activity = activity
    self.done = done
    self.total = total
    self.unit = unit
  }
}
