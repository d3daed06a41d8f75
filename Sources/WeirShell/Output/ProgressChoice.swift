/// How the progress of long work is shown on standard error.
public enum ProgressChoice: String, CaseIterable, Sendable {
  /// A line that is redrawn, where standard error is a capable terminal; nothing elsewhere.
  case auto
  /// A line of its own for every tenth of the work, for logs.
  case plain
  case none

  func style(isTerminal: Bool) -> ProgressLine.Style {
    switch self {
    case .auto: isTerminal ? .redrawn : .none
    case .plain: .plain
    case .none: .none
    }
  }
}
