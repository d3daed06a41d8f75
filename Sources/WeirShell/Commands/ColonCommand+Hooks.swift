import WeirModel
import WeirText

extension ColonCommand {
  static let hooks = ColonCommand("hooks", .none, "Lists the sites of the model, with their hook names") { shell, _ in
    guard let configuration = shell.session.configuration else { throw ShellProblem.noModel }
    let sites = SiteDescription.all.filter { $0.isIn(configuration) }
    let name = sites.map(\.text.count).max() ?? 0
    let hook = sites.map(\.hookPattern.count).max() ?? 0
    var list = Markup()
    for site in sites {
      list +=
        Markup(site.text.padded(toWidth: name + 2), .literal)
        + Markup(site.hookPattern.replacingBraces.padded(toWidth: hook + 1))
        + Markup(site.summary.clipped(toWidth: max(20, shell.console.terminal.width - name - hook - 5)) + "\n", .dim)
    }
    shell.present(list)
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
