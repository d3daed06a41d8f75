// What standard output and standard error are, asked of the system.

import CLineEditor
import WeirNatives

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Terminal {
  /// The facts about a stream now.
  public static func detect(
    _ descriptor: Int32, colour: ColourChoice, environment: (String) -> String? = World.processVariable
  ) -> Terminal {
    let isTerminal = isatty(descriptor) == 1
    let depth = colour.depth(isTerminal: isTerminal, environment: environment)
    guard isTerminal else { return Terminal(colourDepth: depth) }
    var columns: Int32 = 0
    var rows: Int32 = 0
    if !weir_terminal_size(descriptor, &columns, &rows) {
      columns = environment("COLUMNS").flatMap { Int32($0) } ?? 80
      rows = environment("LINES").flatMap { Int32($0) } ?? 24
    }
    return Terminal(
      width: min(max(Int(columns), 20), 1000), height: max(Int(rows), 4), colourDepth: depth,
      hasUnicode: hasUnicode(environment), isTerminal: true)
  }

  /// True unless the person's locale names another encoding: a bare container sets none, and its terminal knows UTF-8.
  static func hasUnicode(_ environment: (String) -> String?) -> Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = environment(name), !value.isEmpty else { continue }
      let encoding = value.lowercased()
      return encoding.contains("utf-8") || encoding.contains("utf8")
    }
    return environment("TERM") != "dumb"
  }
}
