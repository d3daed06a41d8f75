import Foundation

/// A session as a file: keys, and the screen that they lead to.
///
///     # What it shows.
///     terminal 80x24
///     environment LC_ALL=C
///     start --quiet
///     type x = (1<Enter>2)<Enter>
///     screen
///       weir> x = (1
///       2)
///       weir>
///
/// Other lines: `enter TEXT` types a line and waits for the next prompt, `paste N` pastes N numbered lines, `pastelong N` a string of
/// N characters, `resize 40x24`,
/// `signal KILL`, `shell COMMAND` starts it by the system's shell, `status 0` waits for the end, `wait TEXT` waits until a
/// text is on the screen. `screen` waits until the rows are exactly these; `~` is an empty one.
struct Transcript {
  struct Step {
    let line: Int
    let word: String
    let argument: String
    var rows: [String] = []
  }

  let name: String
  let file: URL
  private(set) var steps: [Step] = []

  init(_ file: URL) throws {
    name = file.deletingPathExtension().lastPathComponent
    self.file = file
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("  "), steps.last?.word == "screen" {
        steps[steps.count - 1].rows.append(line == "  ~" ? "" : String(line.dropFirst(2)))
      } else if !line.isEmpty, !line.hasPrefix("#") {
        let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        steps.append(Step(line: index + 1, word: parts[0], argument: parts.count > 1 ? parts[1] : ""))
      }
    }
  }

  /// The file's text with the rows of some `screen` steps, by their lines, replaced.
  func text(replacing screens: [Int: [String]]) throws -> String {
    var result: [String] = []
    var isReplaced = false
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if isReplaced, line.hasPrefix("  ") { continue }
      result.append(String(line))
      isReplaced = screens[index + 1] != nil
      result += (screens[index + 1] ?? []).map { $0.isEmpty ? "  ~" : "  " + $0 }
    }
    return result.joined(separator: "\n")
  }

  /// Keys by name; everything else stands for itself.
  static func keys(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      if first == "<", let end = rest.firstIndex(of: ">"), let key = key(rest[rest.index(after: rest.startIndex)..<end])
      {
        result += key
        rest = rest[rest.index(after: end)...]
      } else {
        result.append(first)
        rest.removeFirst()
      }
    }
    return result
  }

  private static func key(_ name: Substring) -> String? {
    if name.hasPrefix("C-"), name.count == 3, let letter = name.last?.asciiValue { return control(letter) }
    if name.hasPrefix("M-"), let rest = name.dropFirst(2).first {
      return "\u{1B}" + (name.count == 3 ? String(rest) : key(name.dropFirst(2)) ?? "")
    }
    return [
      "Enter": "\r", "Newline": "\n", "Tab": "\t", "Esc": "\u{1B}", "Up": "\u{1B}[A", "Down": "\u{1B}[B",
      "Right": "\u{1B}[C",
      "Left": "\u{1B}[D", "Home": "\u{1B}[H", "End": "\u{1B}[F", "Delete": "\u{1B}[3~", "Backspace": "\u{7F}",
      "C-Right": "\u{1B}[1;5C", "C-Left": "\u{1B}[1;5D", "Paste": "\u{1B}[200~", "/Paste": "\u{1B}[201~",
    ][String(name)]
  }

  private static func control(_ letter: UInt8) -> String { String(UnicodeScalar(letter & 0x1F)) }
}
