import WeirLanguage
import WeirText

extension ColonCommand {
  static let replay = ColonCommand(
    "replay", .required("FILE", .file), "Runs a script or a copied session entry by entry, showing each and its value"
  ) { shell, argument in
    let source = try SourceText.file(argument.unquoted)
    let recorded: RecordedSession
    do throws(SyntaxErrors) {
      recorded = try RecordedSession(source, prompt: Shell.prompt)
    } catch {
      return shell.console.report(error.diagnostics)
    }
    for entry in recorded.entries where Line(entry.text.trimmed) == .program {
      shell.console.write(Markup(Shell.prompt.text, .strong) + SyntaxPainter.paint(entry.text) + Markup("\n"))
      guard case .succeeded = shell.run(program: entry.text) else { return }
    }
  }
}
