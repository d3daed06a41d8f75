import WeirLanguage
import WeirText

/// The options that a script declares by `param`, and what the command line says about them.
struct ScriptOptions {
  struct Option {
    let name: String
    /// What kind of value it takes: `number`, `true or false`.
    let kind: String
    /// The default as it is written.
    let defaultText: String
    let summary: String
    /// Whether it may stand without a value behind it.
    var isFlag: Bool { kind == Self.flag }

    static let flag = "true or false"
  }

  let options: [Option]
  /// The comment at the head of the script, line by line.
  let introduction: [String]

  /// Reads the declarations of a script and of files that it uses.
  init(_ program: Program, using used: [Program] = []) {
    options = ([program] + used).flatMap(\.statements).compactMap { statement in
      guard case .param(let param) = statement.kind else { return nil }
      return Option(param)
    }
    introduction = Self.introduction(of: program.source)
  }

  /// What the words behind a script say: `--name value`, `--name=value`, `--flag`, and everything else by its place.
  ///
  /// A flag takes the next word only when it is `true` or `false`. What follows `--` is taken by its place.
  /// - Throws: `RuntimeFact`'s problem for an option that the script does not have.
  func read(_ words: [String]) throws -> (values: [String: String], positional: [String]) {
    var values: [String: String] = [:]
    var positional: [String] = []
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" { return (values, positional + rest) }
      guard word.hasPrefix("--") else {
        positional.append(word)
        continue
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let option = try named(String(parts[0]))
      if parts.count == 2 {
        values[option.name] = String(parts[1])
      } else if option.isFlag, !["true", "false"].contains(rest.first ?? "") {
        values[option.name] = "true"
      } else if let value = rest.popFirst() {
        values[option.name] = value
      } else {
        throw ScriptOptionProblem.lacksValue(option.name, kind: option.kind)
      }
    }
    return (values, positional)
  }

  /// The option of a name; `--top-k` means `top_k` too.
  private func named(_ name: String) throws -> Option {
    let written = name.replacing("-", with: "_")
    if let option = options.first(where: { $0.name == name || $0.name == written }) { return option }
    throw ScriptOptionProblem.unknown(name, known: options.map(\.name))
  }

  private static func introduction(of source: Source) -> [String] {
    var lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    if lines.first?.hasPrefix("#!") == true { lines.removeFirst() }
    return lines.prefix { $0.hasPrefix("#") }.map { $0.drop { $0 == "#" }.trimmed }
  }
}

extension ScriptOptions.Option {
  fileprivate init(_ param: ParamDeclaration) {
    name = param.name.text
    kind = Self.kind(of: param.defaultValue)
    defaultText = param.defaultValue.span.text
    summary = param.documentation?.trimmed ?? ""
  }

  private static func kind(of expression: Expression) -> String {
    switch expression.kind {
    case .number, .binary: "number"
    case .negate(let inner): kind(of: inner)
    case .bool: flag
    case .string: "text"
    case .component: "component"
    case .range: "range, such as 0..<4"
    case .list: "list, with commas between its items"
    default: "text"
    }
  }
}

extension ScriptOptions {
  /// What `weir script.weir --help` prints.
  func help(script: String, width: Int) -> Markup {
    let rows = options.map { ("--\($0.name)", "\($0.kind) = \($0.defaultText)", $0.summary) }
    let usage = "weir \(script)" + (options.isEmpty ? "" : " [OPTIONS]") + " [ARGUMENT...]"
    var page = Markup("usage: ", .dim) + Markup(usage + "\n", .strong)
    if !introduction.isEmpty { page += Markup("\n") }
    for line in introduction { page += Markup(line + "\n") }
    if rows.isEmpty { return page + Markup("\nThe script declares no options.\n", .dim) }
    page += Markup("\n")
    let name = rows.map(\.0.displayWidth).max() ?? 0
    let form = min(34, rows.map(\.1.displayWidth).max() ?? 0)
    for row in rows {
      page += Markup("  " + row.0.padded(toWidth: name) + "  ", .name)
      page += Markup(row.2.isEmpty ? row.1 : row.1.padded(toWidth: form), .type)
      page += Markup(row.2.isEmpty ? "\n" : "  \(row.2)\n")
    }
    return page
  }
}
