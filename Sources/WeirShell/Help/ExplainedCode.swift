import WeirNatives
import WeirStdlib
import WeirText

/// The pages behind error codes, for `weir explain`, `:explain` and `?E2001`.
public enum ExplainedCode {
  /// Every page of the built-in library.
  public static let all = Explanations(pages: EmbeddedStdlib.explanations.map(\.text))

  /// Writes the page of a code, or all codes for an empty one; false when there is no such code.
  public static func explain(_ code: String, console: Console) -> Bool {
    defer { console.flush() }
    if code.isEmpty {
      console.write(all.list)
    } else if let explanation = all[code] {
      console.write(explanation.draw(width: console.terminal.width))
    } else {
      console.report([Diagnostic(ShellProblem.unknownCode(code, suggestion: all.suggestion(for: code)))])
      return false
    }
    return true
  }
}
