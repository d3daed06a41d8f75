import WeirNatives
import WeirText

/// What `:set` changes, for the session.
public struct Settings: Sendable, Equatable {
  /// One thing that can be set: its values, the first being the default.
  public struct Setting: Sendable {
    public let name: String
    public let values: [String]
    public let summary: String

    /// The values in words: `on or off`, `auto, or 1 to 17`.
    var choices: String {
      let numbers = values.compactMap { Int($0) }
      guard let first = numbers.first, let last = numbers.last, last - first > 2 else {
        return Count.list(values, "or")
      }
      return values.filter { Int($0) == nil }.joined(separator: ", ") + ", or \(first) to \(last)"
    }
  }

  public static let all = [
    Setting(
      name: "digits", values: ["auto"] + (1...17).map(String.init),
      summary: "significant digits of echoed numbers; `auto`: numbers in full, tensors and tables in four"),
    Setting(name: "hints", values: ["on", "off"], summary: "grey suggestions from the history"),
    Setting(name: "keys", values: ["emacs", "vi"], summary: "how the line is edited"),
    Setting(
      name: "mode", values: EchoMode.allCases.map(\.rawValue),
      summary: "how values are echoed; `csv` and `markdown` are for tables, what is no table is echoed as text"),
    Setting(
      name: "pager", values: ["auto", "on", "off"],
      summary: "texts taller than the screen through $PAGER; `on`: values too, whole"),
    Setting(name: "paint", values: ["on", "off"], summary: "colours while a line is typed"),
    Setting(
      name: "pictures", values: PictureChoice.allCases.map(\.rawValue),
      summary: "how figures appear; `auto` asks the terminal whether it shows pixels"),
    Setting(
      name: "timing", values: ["auto", "on", "off"], summary: "the time after a result; `auto` when over a second"),
  ]

  private var chosen: [String: String] = [:]

  public init() {}

  public subscript(name: String) -> String {
    chosen[name] ?? Self.all.first { $0.name == name }?.values.first ?? ""
  }

  /// Significant digits of echoed numbers; nil for each kind's own.
  var digits: Int? { Int(self["digits"]) }

  /// How values are echoed.
  var mode: EchoMode { EchoMode(rawValue: self["mode"]) ?? .text }

  public mutating func set(_ name: String, to value: String) throws(ShellProblem) {
    guard let setting = Self.all.first(where: { $0.name == name }) else {
      throw .unknownSetting(name, suggestion: Suggestion.best(for: name, among: Self.all.map(\.name)))
    }
    guard setting.values.contains(value) else {
      throw .unknownSettingValue(setting: name, value: value, allowed: setting.choices)
    }
    chosen[name] = value
  }
}
