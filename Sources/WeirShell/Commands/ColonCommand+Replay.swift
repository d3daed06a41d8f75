import WeirLanguage
import WeirText

extension ColonCommand {
  static let replay = ColonCommand(
    "replay", .required("FILE", .file), "Runs a file statement by statement, showing each and its value"
  ) { shell, argument in
    let source = try SourceText.file(argument.unquoted)
    let program: Program
    do throws(SyntaxErrors) {
      program = try Parser.parseScript(source)
    } catch {
      return shell.console.report(error.diagnostics)
    }
    for statement in program.statements {
      let text = statement.span.text
      shell.console.write(Markup("weir> ", .strong) + SyntaxPainter.paint(text) + Markup("\n"))
      guard case .succeeded = shell.run(program: text) else { return }
    }
  }
}
