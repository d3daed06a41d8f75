import WeirText

extension ColonCommand {
  static let history = ColonCommand(
    "history", .optional("N"), "Shows the last entries, 20 if no number is given", isIndependent: true
  ) { shell, argument in
    let count = max(1, Int(argument) ?? 20)
    let entries = shell.history.entries
    let first = max(0, entries.count - count)
    let gutter = String(entries.count).count
    var list = Markup()
    for (index, entry) in entries.enumerated().dropFirst(first) {
      let number = String(index + 1).padded(leftToWidth: gutter)
      let margin = String(repeating: " ", count: gutter + 2)
      let text = entry.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + margin)
      list += Markup(number + "  ", .dim) + Markup(text + "\n")
    }
    shell.present(list)
  }
}
