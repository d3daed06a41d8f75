import WeirNatives
import WeirText

extension ColonCommand {
  static let model = ColonCommand("model", .none, "Shows the current model, and which others can be loaded") {
    shell, _ in
    if let model = shell.session.domain.shelf.currentIfLoaded {
      shell.console.write(model.echo(width: shell.console.terminal.width) + Markup("\n"))
    } else {
      let name = shell.session.domain.shelf.defaultName
      shell.console.write(HelpPage.prose("`\(name)` is loaded when it is first needed") + Markup("\n"))
    }
    let names = shell.session.models.models().map { "\($0.name) (\($0.origin))" }
    shell.console.write(Markup("can be loaded: \(names.joined(separator: ", "))\n", .dim))
  }
}
