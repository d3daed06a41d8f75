import WeirNatives

/// When output is coloured: `--color auto|always|never`.
public enum ColourChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// How many colours a stream gets.
  ///
  /// `NO_COLOR` says no before `FORCE_COLOR` and `CLICOLOR_FORCE` say yes; `--color` decides over all of them.
  public func depth(isTerminal: Bool, environment: (String) -> String?) -> Terminal.ColourDepth {
    let capable = Self.capability(environment)
    switch self {
    case .never: return .none
    case .always: return max(.sixteen, capable)
    case .auto: break
    }
    if let value = environment("NO_COLOR"), !value.isEmpty { return .none }
    if let forced = Self.forced(environment) { return forced == .sixteen ? max(.sixteen, capable) : forced }
    guard isTerminal, environment("CLICOLOR") != "0" else { return .none }
    return capable
  }

  /// What `FORCE_COLOR` (1, 2, 3 for a depth) or `CLICOLOR_FORCE` demand; nil when they demand nothing.
  private static func forced(_ environment: (String) -> String?) -> Terminal.ColourDepth? {
    switch environment("FORCE_COLOR") {
    case nil, "", "0", "false": break
    case "2": return .palette
    case "3": return .full
    default: return .sixteen
    }
    switch environment("CLICOLOR_FORCE") {
    case nil, "", "0": return nil
    default: return .sixteen
    }
  }

  /// What the terminal says about itself.
  private static func capability(_ environment: (String) -> String?) -> Terminal.ColourDepth {
    let terminal = environment("TERM") ?? ""
    if terminal.isEmpty || terminal == "dumb" { return .none }
    if ["truecolor", "24bit"].contains(environment("COLORTERM") ?? "") || terminal.contains("direct") { return .full }
    return terminal.contains("256color") ? .palette : .sixteen
  }
}
