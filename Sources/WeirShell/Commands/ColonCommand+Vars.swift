import WeirLanguage
import WeirText

extension ColonCommand {
  static let vars = ColonCommand("vars", .none, "Lists the names of this session with their values and memory") {
    shell, _ in
    let names = shell.session.interpreter.names.filter { !isNumbered($0) }
    let width = min(20, names.map(\.displayWidth).max() ?? 0)
    let columns = shell.console.terminal.width
    var list = Markup()
    for name in names {
      guard let value = shell.session.interpreter.value(of: name) else { continue }
      let memory = memory(of: value)
      let room = columns - width - memory.displayWidth - 5
      let echo = value.echo(width: max(20, room)).plain.prefix { $0 != "\n" }
      list +=
        Markup(name.padded(toWidth: width) + "  ", .name) + Markup(echo.clipped(toWidth: room))
        + Markup(memory.isEmpty ? "\n" : "  \(memory)\n", .dim)
    }
    shell.present(list)
  }

  /// `_`, `_3`: what was echoed, not what was named.
  private static func isNumbered(_ name: String) -> Bool {
    name.hasPrefix("_") && name.dropFirst().allSatisfy(\.isNumber)
  }

  private static func memory(of value: Value) -> String {
    guard case .object(let object) = value, object.byteCount > 0 else { return "" }
    return MemorySize.text(object.byteCount)
  }
}
