import WeirModel
import WeirNatives
import WeirText

extension ColonCommand {
  static let hooks = ColonCommand("hooks", .none, "Lists the sites of the model, with their hook names") { shell, _ in
    guard let configuration = shell.session.configuration else { throw ShellProblem.noModel }
    let sites = SiteDescription.all.filter { $0.isIn(configuration) }
    let name = sites.map(\.text.count).max() ?? 0
    let rows = sites.map { site in
      (
        term: Markup(site.text.padded(toWidth: name + 2), .literal) + Markup(site.hookPattern.replacingBraces),
        meaning: site.summary
      )
    }
    shell.present(HelpPage.definitions(rows, width: shell.console.terminal.width))
  }
}

extension SiteDescription {
  /// Whether a model of this shape has it.
  func isIn(_ configuration: ModelConfiguration) -> Bool {
    (try? (isLayered ? Site(name, layer: 0) : Site(name)).resolved(in: configuration)) != nil
  }
}

extension String {
  /// The layer's place in a hook pattern as people write it.
  fileprivate var replacingBraces: String {
    split(separator: "{}", omittingEmptySubsequences: false).joined(separator: "*")
  }
}
