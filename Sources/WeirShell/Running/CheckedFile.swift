import WeirLanguage
import WeirNatives
import WeirText

/// `weir check`: a program's errors and warnings, without running it.
public enum CheckedFile {
  /// Reports what is found; true when there is no error.
  public static func check(_ path: String, console: Console) -> Bool {
    let found: [Diagnostic]
    do {
      let source = try path == "-" ? SourceText.standardInput() : SourceText.file(path)
      let session = try Session.standard(world: World(warn: { _ in }, write: { _ in }, draw: { _ in }))
      let program = try Parser.parseScript(source)
      found = session.check(program, as: .script) + (session.noteOnAbsentModel(program).map { [$0] } ?? [])
    } catch let errors as SyntaxErrors {
      found = errors.diagnostics
    } catch {
      found = [Launch.diagnostic(error)]
    }
    if !found.isEmpty { console.report(found) }
    return !found.contains { $0.severity == .error }
  }
}
