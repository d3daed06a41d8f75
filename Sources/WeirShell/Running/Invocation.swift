import WeirNatives

/// What the command line asked for, already known to make sense.
public struct Invocation: Sendable {
  /// Texts of `-e`, run in order.
  public var programs: [String] = []
  /// A script's path; `-` is standard input.
  public var script: String?
  /// Words that are commands where a script's path stands, for suggestions.
  public var commands: [String] = []
  /// What follows the script on the command line.
  public var arguments: [String] = []
  /// Stay at the prompt afterwards.
  public var isInteractive = false
  public var isQuiet = false
  /// Whether the prompt runs the person's `init.weir` first.
  public var readsInit = true
  public var colour = ColourChoice.auto
  public var allowedReads: [String] = []
  public var allowedWrites: [String] = []
  public var outputFolder: String?
  /// Where random numbers start; nil for what the script was saved with, or 0.
  public var seed: UInt64?
  /// How values are echoed.
  public var mode = EchoMode.text
  /// How the progress of long work is shown.
  public var progress = ProgressChoice.auto

  public init() {}

  /// The seed of the session: the one asked for, the one that the script was saved with, or 0.
  var sessionSeed: UInt64 {
    if let seed { return seed }
    return script.flatMap(SourceText.beginning).flatMap(SavedHead.init)?.seed ?? 0
  }

  /// `--name value` and `--name=value` behind programs of `-e`, for their `param` declarations; the rest are `args`.
  var scriptArguments: (values: [String: String], positional: [String]) {
    var options: [String: String] = [:]
    var positional: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--" { return (options, positional + rest) }
      guard word.hasPrefix("--") else {
        positional.append(word)
        continue
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts.first ?? "")
      if parts.count == 2 {
        options[name] = String(parts[1])
      } else if let value = rest.first, !value.hasPrefix("--") {
        options[name] = value
        rest.removeFirst()
      } else {
        options[name] = "true"
      }
    }
    return (options, positional)
  }
}
