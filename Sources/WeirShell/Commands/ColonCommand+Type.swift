import WeirLanguage
import WeirText

extension ColonCommand {
  static let type = ColonCommand("type", .required("EXPRESSION", .program), "Says what kind of value an expression has")
  {
    shell, argument in
    let outcome = shell.onThread {
      shell.session.evaluate(argument) { value in
        var type = value.typeName
        if case .object(let object) = value, let axes = object.axisNames {
          type += "[\(axes.joined(separator: ", "))]"
        }
        shell.console.write(Markup(type + "\n", .type))
      }
    }
    shell.finish(outcome, seconds: 0)
  }
}
