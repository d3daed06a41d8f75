import WeirLanguage
import WeirNatives
import WeirText

/// `weir fmt`: a program in the one style.
public enum FormattedFile {
  /// Rewrites a file, or says that it differs; true when it is, or now is, in the style.
  public static func format(_ path: String, isCheck: Bool, console: Console) -> Bool {
    do {
      let source = try path == "-" ? SourceText.standardInput() : SourceText.file(path)
      let formatted = Formatter.format(try Parser.parseScript(source))
      let isSame = Array(formatted.utf8) == source.bytes
      if isCheck {
        if !isSame { console.writeError("\(path) is not formatted; `weir fmt \(path)` does it\n") }
        return isSame
      }
      if path == "-" { console.write(formatted) }
      if path != "-", !isSame {
        try World(write: { _ in }, draw: { _ in }).write(Array(formatted.utf8), to: path)
      }
      return true
    } catch let errors as SyntaxErrors {
      console.report(errors.diagnostics)
    } catch {
      console.report([Launch.diagnostic(error)])
    }
    return false
  }
}
