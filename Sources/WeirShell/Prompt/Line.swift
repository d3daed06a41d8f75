/// What an entry is before the language sees it.
enum Line: Equatable {
  /// `:name argument`.
  case command(String, argument: String)
  /// `?name`, `name?`, a bare `help`; the name may be empty.
  case help(String)
  /// `??name`.
  case source(String)
  case program

  /// Reads a line whose white space at both ends is gone.
  init(_ line: String) {
    switch line {
    case "quit", "exit": self = .command("quit", argument: "")
    case "help", "?": self = .help("")
    default: self = Self.marked(line) ?? .program
    }
  }

  /// Whether it can run while interrupted work still ends: nothing that it touches is used by that work.
  var isIndependent: Bool {
    guard case .command(let name, _) = self else { return false }
    // What is no command is refused, and does nothing at all.
    return (try? ColonCommand.named(name))?.isIndependent ?? true
  }

  private static func marked(_ line: String) -> Line? {
    if line.hasPrefix(":") {
      let name = line.dropFirst().prefix { !$0.isWhitespace }
      return .command(String(name), argument: line.dropFirst(name.count + 1).trimmed)
    }
    if line.hasPrefix("??") { return .source(line.dropFirst(2).trimmed) }
    if line.hasPrefix("?") { return .help(line.dropFirst().trimmed) }
    if line.hasSuffix("??"), isName(line.dropLast(2)) { return .source(line.dropLast(2).trimmed) }
    if line.hasSuffix("?"), isName(line.dropLast()) { return .help(line.dropLast().trimmed) }
    return nil
  }

  /// Whether a text can be asked about by a mark behind it: a name, a dotted name, an error code.
  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "_.:*".contains($0) }
  }
}
